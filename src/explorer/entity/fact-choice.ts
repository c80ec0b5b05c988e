import { type Address, AddressFault } from '../view.ts'
import { factKindWords } from './kind-words.ts'
import { relationshipWords } from './relationship-words.ts'
import { inAddress } from './section.ts'

/** What an address asks of an entity's facts, as a condition of the API. */
export interface FactCondition {
  readonly factKind?: readonly string[]
  readonly relationshipType?: readonly string[]
  readonly subject?: object
  readonly object?: object
  readonly evidence?: object
  readonly period?: object
}

/**
 * Reads `kind`, `type`, `end`, `document` and `dated` of an address.
 *
 * @throws AddressFault
 */
export function readFactChoice({ parts, query }: Address): FactCondition {
  const kind = choiceOf(query, 'kind', Object.keys(factKindWords))
  const type = choiceOf(query, 'type', Object.keys(relationshipWords))
  const end = choiceOf(query, 'end', ['SUBJECT', 'OBJECT'])
  const dated = choiceOf(query, 'dated', ['TRUE', 'FALSE'])
  const document = query.get('document')
  return {
    ...(kind === undefined ? {} : { factKind: [kind] }),
    ...(type === undefined ? {} : { relationshipType: [type] }),
    ...(end === undefined ? {} : { [end.toLowerCase()]: { slug: [parts['slug']] } }),
    ...(document === null ? {} : { evidence: { document: { slug: document } } }),
    ...(dated === undefined ? {} : { period: { isNull: dated === 'FALSE' } }),
  }
}

/** One of some values, as addresses write them: `member-of` for MEMBER_OF. */
function choiceOf(query: URLSearchParams, name: string, values: readonly string[]): string | undefined {
  const given = query.get(name)
  if (given === null || given === '') return undefined
  const found = values.find((value) => inAddress(value) === given.toLowerCase())
  if (found !== undefined) return found
  const known = values.map(inAddress).join(', ')
  throw new AddressFault(
    `The address has ${name}=${JSON.stringify(given)}, which is not known here. Use one of ${known}.`,
  )
}
