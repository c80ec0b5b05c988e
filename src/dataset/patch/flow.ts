import type { Splice } from './splice.ts'

/** A member of a list or a mapping in brackets or braces. */
interface Member {
  readonly start: number
  readonly end: number
}

/** Takes members out, each with one comma. */
export function removeFromFlow(members: readonly Member[], isRemoved: (index: number) => boolean): Splice[] {
  const firstKept = members.findIndex((_, index) => !isRemoved(index))
  return members.flatMap(({ start, end }, index) => {
    if (!isRemoved(index)) return []
    const isLeading = firstKept === -1 || index < firstKept
    const range = isLeading
      ? { start, end: members[index + 1]?.start ?? end }
      : { start: members[index - 1]?.end ?? start, end }
    return [{ ...range, text: '' }]
  })
}

/** Puts texts in after the member `after`; before all others, if that is -1. `open` is where the brackets begin. */
export function insertIntoFlow(
  members: readonly Member[],
  after: number,
  texts: readonly string[],
  open: number,
): Splice {
  const [before, next] = [members[after], members[after + 1]]
  const joined = texts.join(', ')
  if (before) return { start: before.end, end: before.end, text: `, ${joined}` }
  if (next) return { start: next.start, end: next.start, text: `${joined}, ` }
  return { start: open + 1, end: open + 1, text: joined }
}
