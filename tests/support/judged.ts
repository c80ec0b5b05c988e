import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Candidate } from '../../src/draft/candidate.ts'
import { candidatesOf, rules } from '../../src/draft/rule/rules.ts'
import { textForRules } from './rule-context.ts'

// What somebody has read and judged of what the rules find in texts that they were not written on. The texts are no part
// of the project, so the file has digests of the facts, and no word of them.

const file = path.join(import.meta.dirname, '../fixtures/judged-candidates.json')
const texts = path.join(import.meta.dirname, '../../../shared/texts')

/** Articles that the rules were not written on. The other half of the folder is what they were written on. */
const measured = [
  'Arab_League',
  'Free_Software_Foundation',
  'International_Criminal_Court',
  'International_Olympic_Committee',
  'OPEC',
  'United_Nations_Development_Programme',
  'Wikimedia_Foundation',
]

/**
 * Whether a fact was right when somebody first saw what the rules find in the text. `late`: it is right, but the rules
 * found it, or found it so, only after they were changed by somebody who had read that text. It measures nothing.
 */
type Verdict = boolean | 'late'

/** By text, by rule, by digest. */
export type Judged = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Verdict>>>>>>

export const readJudged = (): Judged => JSON.parse(readFileSync(file, 'utf8')) as Judged

/** A fact without its order of fields. */
export function digestOf({ kind, fact }: Pick<Candidate, 'kind' | 'fact'>): string {
  const entries = Object.entries(fact).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([kind, entries]))
    .digest('hex')
    .slice(0, 12)
}

/** What the rules find in the measured articles, by text; undefined where these are absent. */
export function measuredCandidates(): Map<string, Candidate[]> | undefined {
  if (!existsSync(texts) || !measured.every((name) => readdirSync(texts).includes(`${name}.txt`))) return undefined
  return new Map(
    measured.map((name) => {
      const { context } = textForRules(readFileSync(path.join(texts, `${name}.txt`)))
      return [name, context === undefined ? [] : candidatesOf(context)]
    }),
  )
}

export interface Count {
  readonly rule: string
  readonly judged: number
  readonly right: number
}

/** How many facts of each rule were judged, and how many are right. Those that came late do not count. */
export function countJudged(judged: Judged): Count[] {
  return rules.map(({ name }) => {
    const verdicts = Object.values(judged)
      .flatMap((text) => Object.values(text[name] ?? {}))
      .filter((verdict) => verdict !== 'late')
    return { rule: name, judged: verdicts.length, right: verdicts.filter(Boolean).length }
  })
}

/** As many have to be judged before a rule says more than that it is good enough. */
const enough = 10

/**
 * The figure that a rule says: cut to two digits. While fewer are judged it is the least that a rule needs, which then is
 * a mark to reach and no measurement.
 */
export function precisionOf({ judged, right }: Count): number {
  return judged < enough ? 0.85 : Math.floor((100 * right) / judged) / 100
}
