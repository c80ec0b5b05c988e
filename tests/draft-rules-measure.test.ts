import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { candidatesOf, rules } from '../src/draft/rule/rules.ts'
import { readFirstDataset } from './support/first-lexicon.ts'
import { countJudged, digestOf, measuredCandidates, precisionOf, readJudged } from './support/judged.ts'
import { textForRules } from './support/rule-context.ts'
import { faultsOf } from './support/rule-faults.ts'

const judged = readJudged()
const counts = new Map(countJudged(judged).map((count) => [count.rule, count]))

test('each rule says the figure that was measured, and none is worse than 0.85', () => {
  for (const { name, precision } of rules) {
    const count = counts.get(name)
    expect(count && precisionOf(count), name).toBe(precision)
    expect(count && count.right >= 0.85 * count.judged, name).toBe(true)
  }
})

test('no rule was judged that there is not', () => {
  const names = new Set(Object.values(judged).flatMap((text) => Object.keys(text)))
  expect([...names].filter((name) => !counts.has(name))).toEqual([])
})

test('docs/rules.md has the table of the rules', () => {
  const page = readFileSync(path.join(import.meta.dirname, '../docs/rules.md'), 'utf8')
  const table = rules.map(({ name, description, precision }) => {
    const { judged: many = 0, right = 0 } = counts.get(name) ?? {}
    return `| \`${name}\` | ${description} | ${precision} | ${right} of ${many} |`
  })
  expect(page).toContain(table.join('\n'))
})

describe('the articles that the rules are measured on', () => {
  const found = measuredCandidates()

  test.skipIf(found !== undefined)('are not there: ../shared/texts is absent, so nothing is measured', ({ skip }) =>
    skip(),
  )

  test.skipIf(found === undefined)('have no candidate that nobody has judged', () => {
    const open = [...(found ?? [])].flatMap(([text, candidates]) =>
      candidates
        .filter((candidate) => judged[text]?.[candidate.rule ?? '']?.[digestOf(candidate)] === undefined)
        .map(({ rule, statement }) => `${text} ${rule} ${statement}`),
    )
    expect(open).toEqual([])
  })
})

describe('the first article', () => {
  const folder = path.join(import.meta.dirname, '../../shared/sources')
  const [file] = existsSync(folder) ? readdirSync(folder) : []

  test.skipIf(file !== undefined)(
    'is not there: ../shared/sources is absent, so its facts are not looked for',
    ({ skip }) => skip(),
  )

  test.skipIf(file === undefined)('has the facts that the first dataset says', async () => {
    const { lexicon, facts } = await readFirstDataset()
    const text = textForRules(readFileSync(path.join(folder, file ?? '')), lexicon)
    const candidates = text.context === undefined ? [] : candidatesOf(text.context)
    const known = facts.map(({ kind, ...fact }) => sameOf(kind, fact))
    const right = candidates.filter(({ kind, fact }) => {
      const at = known.indexOf(sameOf(kind, fact))
      if (at >= 0) known.splice(at, 1)
      return at >= 0
    })
    const of = (wanted: string) => right.filter(({ kind }) => kind === wanted).length
    expect(of('ALIAS')).toBeGreaterThanOrEqual(8)
    expect(of('FIGURE')).toBeGreaterThanOrEqual(8)
    expect(of('ROLE')).toBe(3)
    expect(of('CRITICISM')).toBeGreaterThanOrEqual(9)
    expect(right.length).toBeGreaterThanOrEqual(0.9 * candidates.length)
    for (const candidate of candidates) expect(faultsOf(text, candidate, lexicon)).toEqual([])
  })
})

/** What has to be the same for two facts to say the same. */
const told: Readonly<Record<string, readonly string[]>> = {
  ALIAS: ['subject', 'name'],
  ATTRIBUTE: ['subject', 'attribute', 'value'],
  CRITICISM: ['critic', 'target', 'statedOn'],
  FIGURE: ['subject', 'metric', 'amount'],
  RELATIONSHIP: ['subject', 'relationshipType', 'object'],
  ROLE: ['person', 'organization'],
}

function sameOf(kind: string, fact: Readonly<Record<string, unknown>>): string {
  const values = (told[kind] ?? []).map((field) => JSON.stringify(fact[field] ?? '').toLowerCase())
  return [kind, ...values].join('|')
}
