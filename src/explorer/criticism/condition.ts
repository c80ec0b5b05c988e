import type { Variables } from '../ask.ts'
import { conditionOn, valueOf } from '../part/reference.ts'

/** The parts of an address that name an entity. */
export const named = ['critic', 'target', 'topic', 'about'] as const

export type Named = (typeof named)[number]

/** What stands for criticisms whose date is not known. */
export const noYear = 'unknown'

/** True if a topic or a place stands for itself alone, without what lies below it. */
export function isDirect(query: URLSearchParams): boolean {
  return valueOf(query, 'direct') !== undefined
}

/** The variables of the conditions of an address: `?critic=HRW&target=iom&topic=detention&about=nauru&year=2003&q=housing`. */
export function conditionsOf(query: URLSearchParams): Variables {
  const year = valueOf(query, 'year')
  const search = valueOf(query, 'q')
  const [critic, target, topic, about] = named.map((name) => entityOf(query, name))
  const inTree = isDirect(query) ? { direct: true } : {}
  const where = {
    ...(critic && { critic }),
    ...(target && { target }),
    ...(topic && { topics: { some: { ...topic, ...inTree } } }),
    ...(about && { about: { some: { ...about, ...inTree } } }),
    ...(year !== undefined && { statedOn: year === noYear ? { isNull: true } : { within: year } }),
    ...(search !== undefined && { search }),
  }
  const orderBy = search === undefined ? newestFirst : [{ field: 'RELEVANCE' }]
  return {
    where,
    orderBy,
    critic,
    target,
    // A topic shares its name with other things; only topics matter here.
    topic: topic && { ...topic, kind: ['TOPIC'] },
    about,
    hasCritic: critic !== undefined,
    hasTarget: target !== undefined,
    hasTopic: topic !== undefined,
    hasAbout: about !== undefined,
  }
}

const newestFirst = [{ field: 'STATED_ON', direction: 'DESC', nulls: 'LAST' }]

function entityOf(query: URLSearchParams, name: Named): object | undefined {
  const text = valueOf(query, name)
  return text === undefined ? undefined : conditionOn(text)
}

/** The address of criticisms with other conditions; null takes one away. The list then starts at its beginning. */
export function criticismsPath(query: URLSearchParams, other: Readonly<Record<string, string | null>>): string {
  const changed = new URLSearchParams([...query].filter(([name, value]) => !paging.has(name) && value.trim() !== ''))
  for (const [name, value] of Object.entries(other)) {
    if (value === null) changed.delete(name)
    else changed.set(name, value)
  }
  return changed.size > 0 ? `/criticisms?${changed}` : '/criticisms'
}

const paging: ReadonlySet<string> = new Set(['after', 'before'])
