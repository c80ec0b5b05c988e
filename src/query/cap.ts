import { DossierError } from '../errors.ts'

/** The most items of a list without pages. One that can grow beyond is a connection. */
export const shortListCap = 1_000

/** The most values of a facet that shows all of them. */
export const facetCap = 10_000

/** A list that shows all of its items or is refused. */
export interface Capped {
  /** "Organization.topics". */
  readonly list: string
  readonly cap: number
  /** What shows the same page by page: "facts(where: { factKind: [ALIAS] })". */
  readonly instead: string
}

/** The error of a list that has more items than its cap: it is refused, because no list is cut silently. */
export function tooManyItems({ list, cap, instead }: Capped): DossierError {
  return new DossierError(
    'TOO_COMPLEX',
    `\`${list}\` has more than ${cap} items, the most that a list without pages shows. Ask for \`${instead}\` page by page instead.`,
    { list, limit: 'items', maximum: cap },
  )
}
