import type { ReadParagraph } from '../../document/read.ts'
import type { CandidateEvidence } from '../candidate.ts'
import { evidenceIn } from './evidence.ts'
import { type Sentence, sentencesIn } from './sentence.ts'

/** A row of an information box. Boxes that lost their form have several rows in one entry. */
export interface BoxRow {
  /** "Staff" */
  readonly key: string
  /** "2021" of "Staff (2021)". */
  readonly year: string | undefined
  readonly value: string
  readonly sentence: Sentence
  /** Where the value starts in its sentence. */
  readonly start: number
}

/** Keys that stand in the middle of an entry if the box lost its form: "..., Executive director, Cindy Cohn". */
const inner =
  /(?<=, (?:• ?)?)(?:Annual budget|Agency executive|Executive director|Chief executive|Expenses|Revenue|Honorary President|Vice Presidents?|President|Secretary[- ]General|Director[- ]General|Prosecutor|Registrar|Ministers|Congregations|Region|Separated from|Leaders|Legislature|Establishment|Official languages|Member states|Members|Area|Population|Currency|Commission Chair|Assembly Chair|Parliamentary President|Employees|Volunteers|Budget|Staff|Headquarters|Website)(?=, )/gu

const entry = /^(?<key>[^:]{1,60}):\s(?<value>.*)$/su

/** The rows of the information box, in their order. */
export function boxRows(paragraphs: readonly ReadParagraph[]): BoxRow[] {
  return paragraphs
    .filter(({ section }) => section === 'INFORMATION_BOX')
    .flatMap((paragraph) => sentencesIn(paragraph).flatMap((sentence) => rowsIn(sentence)))
}

function rowsIn(sentence: Sentence): BoxRow[] {
  const { key = '', value = '' } = entry.exec(sentence.text)?.groups ?? {}
  if (key === '') return []
  const start = sentence.text.length - value.length
  const keys = [...value.matchAll(inner)]
  const ends = [...keys.map(({ index }) => index), value.length]
  return [
    rowOf(sentence, key, value.slice(0, ends[0]), start),
    ...keys.map(({ 0: innerKey, index }, at) => {
      const from = index + innerKey.length + 2
      return rowOf(sentence, innerKey, value.slice(from, ends[at + 1]), start + from)
    }),
  ]
}

function rowOf(sentence: Sentence, key: string, value: string, start: number): BoxRow {
  const year = /\((?<year>\d{4})\)$/u.exec(key)?.groups?.year
  const plain = key.replace(/[;,]?\s*\([^)]*\)$/u, '').trim()
  return { key: plain, year, value: value.replace(/[\s,•]+$/u, ''), sentence, start }
}

/** The evidence of a row, with these words of its value as anchor. */
export function rowEvidence({ sentence, start, value }: BoxRow, words = value): CandidateEvidence | undefined {
  const at = Math.max(0, value.indexOf(words))
  return evidenceIn(sentence, start + at, start + at + words.length)
}
