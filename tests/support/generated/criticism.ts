import type { PeriodColumns } from '../../../src/date/period.ts'
import type { Batch } from './copy.ts'
import type { Dates } from './date.ts'
import type { Entities } from './entity.ts'
import type { Random } from './random.ts'
import { capitalize, words } from './word.ts'

/** What the row of a fact says, and what its full text holds beside the statement. */
export interface Detail {
  readonly subject: number
  readonly hasSubject?: boolean
  readonly object: number | null
  readonly statement: string
  readonly period: PeriodColumns
  readonly summary?: string
  readonly quotations?: string | null
}

/** Up to `most` different elements, mostly few of them. */
function some(random: Random, list: readonly number[], most: number, probability: number): Set<number> {
  const chosen = new Set<number>()
  while (chosen.size < most && random.chance(probability)) chosen.add(random.pickSkewed(list))
  return chosen
}

/** Adds the rows of a criticism, but not its fact. */
export function addCriticism(batch: Batch, id: number, random: Random, dates: Dates, entities: Entities): Detail {
  const { ids, names } = entities
  // The most criticised comes first, the most frequent critic second: Human Rights Watch of the IOM.
  const organizations = ids.ORGANIZATION
  const critic = organizations[(random.zipf(organizations.length) + 1) % organizations.length] as number
  const subject = random.chance(0.85) ? critic : random.pickSkewed(ids.PERSON)
  const target = random.chance(0.9) ? organizations : random.pick([ids.EVENT, ids.CAMPAIGN, ids.AGREEMENT, ids.PLACE])
  let object = random.pickSkewed(target)
  while (object === subject) object = random.pick(target)

  const summary = `${capitalize(words(random, 5 + random.below(9)))}.`
  const publisher = random.chance(0.15) ? random.pickSkewed(organizations) : null
  // Now and then a source names no critic.
  const attribution = id % 37 === 0 ? 'several governments' : null
  batch.criticism.add(id, summary, attribution, publisher)
  const topics = some(random, ids.TOPIC, 4, 0.65)
  let ordinal = 0
  for (const topic of topics) batch.criticism_topic.add(id, topic, ++ordinal)
  ordinal = 0
  for (const about of some(random, random.pick([ids.PLACE, ids.EVENT, ids.ORGANIZATION]), 3, 0.4)) {
    batch.criticism_about.add(id, about, ++ordinal)
  }
  ordinal = 0
  const people = some(random, ids.PERSON, 2, 0.15)
  for (const person of people) batch.spokesperson.add(id, person, ++ordinal)
  const quotations = quote(batch, id, random, [...people, subject])
  const [topic] = topics
  const over = topic === undefined ? '' : ` over ${names[topic]}`
  const statement = `${attribution ?? names[subject]} criticised ${names[object]}${over}.`
  const ends = attribution === null ? { subject } : { subject: object, hasSubject: false }
  return { ...ends, object, statement, period: dates.point(random), summary, quotations }
}

/** Adds quotations of the speakers. Returns their texts as the full text has them. */
function quote(batch: Batch, fact: number, random: Random, speakers: readonly number[]): string | null {
  const texts: string[] = []
  while (texts.length < 3 && random.chance(0.25)) {
    const text = words(random, 2 + random.below(6))
    texts.push(text)
    const speaker = random.chance(0.7) ? random.pick(speakers) : null
    batch.quotation.add(batch.quotation.count + 1, fact, texts.length, text, speaker)
  }
  return texts.length > 0 ? texts.join(' . ') : null
}
