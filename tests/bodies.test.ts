import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findInGraph } from '../src/change/known-slugs.ts'
import type { Database } from '../src/database/open.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { factbook } from '../src/import/factbook.ts'
import { createTestApp, type Data } from './support/app.ts'
import { filledDatabase } from './support/database.ts'

const bodies = path.join(import.meta.dirname, '../data/bodies')
const questions = path.join(import.meta.dirname, '../questions')

/** The dataset; of the memberships only those of bodies that the first dataset has, too, because all of them take long. */
function someBodies(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'bodies-'))
  const known = /"(?:international-organization-for-migration|european-union|united-nations)"/u
  for (const name of readdirSync(bodies)) {
    const text = readFileSync(path.join(bodies, name), 'utf8')
    const isKept = (line: string) => known.test(line)
    const kept = name === 'relationships.ndjson' ? text.split('\n').filter(isKept).join('\n') : text
    writeFileSync(path.join(folder, name), kept)
  }
  return folder
}

async function load(db: Database) {
  const elsewhere = findInGraph(db.prisma, 'bodies')
  return await loadDataset(db, await readDatasetOrThrow(someBodies(), { elsewhere: () => elsewhere }))
}

const [alone, both] = await Promise.all([filledDatabase(), filledDatabase()])
const loaded = await load(both)

const documents = readdirSync(questions)
  .filter((name) => name.endsWith('.graphql'))
  .map((name) => [name, readFileSync(path.join(questions, name), 'utf8')] as const)
  .filter(([, text]) => !/^mutation\b/mu.test(text))

describe('the second dataset', () => {
  it('loads beside the first one, and again without a change', async () => {
    expect(loaded.changed.fact?.inserted).toBeGreaterThan(500)
    expect((await load(both)).changed).toEqual({})
  })

  it('joins what the first dataset has', async () => {
    const rows = await both.pool.query<{ slug: string }>(
      `select entity.slug from same_as join entity on entity.id = entity_id where kind = 'ORGANIZATION' order by 1`,
    )
    expect(rows.rows.map(({ slug }) => slug)).toEqual([
      'european-union',
      'international-organization-for-migration',
      'united-nations',
      'united-nations-high-commissioner-for-refugees',
    ])
  })

  it('tells the dated renames of the IOM beside those of the first dataset', async () => {
    const { organization } = await createTestApp(both).get(
      '{ organization(ref: { named: "ICEM" }) { slug aliases { name period { label } } } }',
    )
    expect(organization.slug).toBe('international-organization-for-migration')
    expect(organization.aliases).toContainEqual({
      name: 'Intergovernmental Committee for European Migration',
      period: { label: 'from 15 November 1952 to November 1980' },
    })
  })

  it.each(documents)('leaves what the first dataset answers to %s', async (_, document) => {
    const [before, after] = await Promise.all([createTestApp(alone).get(document), createTestApp(both).get(document)])
    expect(holds(after, before), JSON.stringify(after)).toBe(true)
  })
})

/** Whether everything that was answered is still answered: lists have all that they had, and counts are no smaller. */
function holds(after: Data, before: Data): boolean {
  if (Array.isArray(before)) {
    return Array.isArray(after) && before.every((one) => after.some((other: Data) => holds(other, one)))
  }
  if (typeof before === 'number') return after >= before
  if (typeof before !== 'object' || before === null) return isRevision(before) || after === before
  // A full page shows the first of more than there were.
  if (after?.totalCount > before.totalCount && after.totalCount > after.nodes?.length) return true
  return Object.entries(before).every(([name, value]) => holds(after?.[name], value))
}

const isRevision = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{12}-\d+$/u.test(value)

describe('the importer of the Factbook', () => {
  const slug = (id: string) => `bodies-${id.toLowerCase().replaceAll(/[^a-z]+/gu, '-')}`
  const read = (name: string, raw: string, acronym?: string) =>
    factbook.read({ name, raw, acronym: acronym ?? null }, { dataset: 'bodies', slug })
  const statements = (...args: Parameters<typeof read>) => read(...args).facts.map(({ statement }) => statement)

  it.each([
    ['a term used by somebody for others'],
    ['another term for rich countries; see developed countries (DCs)'],
    ['that subgroup of the less developed countries (LDCs)'],
    ['see African Union'],
    ['note - see World Customs Organization (WCO)'],
  ])('leaves out what is no body: %s', (raw) => {
    const { entities, facts, problems } = read('Some countries', raw)
    expect({ entities, facts }).toEqual({ entities: [], facts: [] })
    expect(problems).toMatchObject([{ code: 'NOT_IMPORTED' }])
  })

  it.each([
    ['9 December 1994; effective - 1 July 1995', ['founded 1994-12-09', 'effective 1995-07-01']],
    ['established in March 2005 to help; ended on 9 July 2011', ['founded 2005-03', 'dissolved 2011-07-09']],
    ['treaty signed 29 May 2014; came into being 1 January 2015', ['founded 2015-01-01']],
    ['27-29 January 1985', ['founded 1985-01']],
    ['May 1950 proposal was adopted; 1 July 1951 commenced full operations', []],
    ['note - formerly the Conference (CSCE) established 3 July 1975\n1 January 1995', ['founded 1995-01-01']],
  ])('reads the dates of %s', (raw, expected) => {
    const dates = read('Body', raw).facts.filter(({ kind }) => kind === 'ATTRIBUTE')
    expect(dates.map(({ attribute, value }) => `${attribute} ${value}`)).toEqual(expected)
  })

  it('tells members, associates, observers and suspended members apart, and no body for a country', () => {
    const raw =
      'members - (4) Chad, Mali (suspended), the Gambia, UK; note - Niger left\nassociate members - (1) Fiji\nobservers - (2) EC, Peru'
    expect(statements('Body', raw)).toEqual([
      'Chad is a member of Body.',
      'Mali is a suspended member of Body.',
      'Gambia is a member of Body.',
      'United Kingdom is a member of Body.',
      'Fiji is an associate member of Body.',
      'Peru is an observer in Body.',
    ])
    expect(read('Body', raw).problems?.map(({ message }) => message)).toEqual([
      'Body: "EC" is no country and no body of the appendix',
    ])
  })

  it('reads no members out of a description', () => {
    const { facts, problems } = read('Body', 'members - (193) includes all UN member countries except Niue')
    expect(facts).toEqual([])
    expect(problems).toHaveLength(1)
  })
})
