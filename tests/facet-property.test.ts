import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import { randomGraph } from './support/random-graph.ts'
import * as random from './support/random-where.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const runs = Number(process.env.FAST_CHECK_RUNS ?? 15)

const facets = `query ($where: CriticismWhere, $ignore: Boolean) {
  criticisms(where: $where) {
    facets {
      critics(first: 100, ignoreOwnCondition: $ignore) { entity { slug } count }
      targets(first: 100, ignoreOwnCondition: $ignore) { entity { slug } count }
      topics(first: 100, ignoreOwnCondition: $ignore) { entity { slug } count }
      years(ignoreOwnCondition: $ignore) { year count }
    }
  }
}`

type Choice = { readonly condition: object; readonly own: string; readonly count: number }

/** Each value of each facet as the condition that a caller would add to choose it. */
async function choices(where: random.Where, ignore: boolean): Promise<Choice[]> {
  const { critics, targets, topics, years } = (await app.get(facets, { where, ignore })).criticisms.facets
  type EntityCount = { entity: { slug: string }; count: number }
  const entities = (counts: EntityCount[], own: string, condition: (slug: string) => object) =>
    counts.map(({ entity, count }) => ({ condition: condition(entity.slug), own, count }))
  return [
    ...entities(critics, 'critic', (slug) => ({ critic: { slug: [slug] } })),
    ...entities(targets, 'target', (slug) => ({ target: { slug: [slug] } })),
    ...entities(topics, 'topics', (slug) => ({ topics: { some: { slug: [slug] } } })),
    ...years.flatMap(({ year, count }: { year: number | null; count: number }) =>
      year === null ? [] : [{ condition: { statedOn: { within: yearInEdtf(year) } }, own: 'statedOn', count }],
    ),
  ]
}

/** "1951", "-0043" and "Y10000". */
function yearInEdtf(year: number): string {
  if (Math.abs(year) > 9999) return `Y${year}`
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}`
}

async function counts(wheres: readonly object[]): Promise<number[]> {
  const variables = wheres.map((_, index) => `$w${index}: CriticismWhere`).join(' ')
  const fields = wheres.map((_, index) => `q${index}: criticisms(where: $w${index}) { totalCount }`).join(' ')
  const asked = Object.fromEntries(wheres.map((where, index) => [`w${index}`, where]))
  const data = await app.get(`query (${variables}) { ${fields} }`, asked)
  return wheres.map((_, index) => data[`q${index}`].totalCount)
}

it('counts in a facet what the list has with that condition added', { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(
    randomGraph,
    random.criticismWhere(2),
    fc.boolean(),
    async (graph, drawn, ignore) => {
      await emptyGraph(db)
      const ids = await putGraph(db, graph)
      const where = random.withIds(drawn, ids)
      const offered = (await choices(where, ignore)).slice(0, 40)
      if (offered.length === 0) return
      // A choice that ignores its own condition takes its place.
      const chosen = offered.map(({ condition, own }) => ({ AND: [ignore ? without(where, own) : where, condition] }))
      expect(await counts(chosen)).toEqual(offered.map(({ count }) => count))
    },
  )
  await fc.assert(property, { numRuns: runs, endOnFailure: false })
})

function without({ AND, ...where }: random.Where, own: string): random.Where {
  const rest = Object.fromEntries(Object.entries(where).filter(([field]) => field !== own))
  return AND ? { ...rest, AND: (AND as random.Where[]).map((part) => without(part, own)) } : rest
}
