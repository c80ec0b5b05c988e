import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import { allSlugs, randomGraph, relationshipTypes } from './support/random-graph.ts'
import { date } from './support/random-where.ts'
import { Reference } from './support/reference.ts'
import { everyPath, type ReferenceStep, type Through } from './support/reference-path.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const runs = Number(process.env.FAST_CHECK_RUNS ?? 12)

const document = `query ($from: EntityRef!, $to: EntityRef!, $maxLength: Int, $first: Int, $through: PathThrough) {
  paths(from: $from, to: $to, maxLength: $maxLength, first: $first, through: $through) {
    paths { length steps { from { slug } to { slug } via alsoVia forward fact { key } facts { key } } }
    searchedLength truncated
  }
}`

const some = <T>(values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 })
const through: fc.Arbitrary<Through> = fc.record(
  {
    via: some(['FACT', 'ABOUT', 'TOPIC', 'PART_OF', 'BROADER'] as const),
    factKinds: some(['ROLE', 'RELATIONSHIP', 'CRITICISM']),
    relationshipTypes: some(relationshipTypes),
    period: date,
    avoid: some(allSlugs),
  },
  { requiredKeys: [] },
)
const end = fc.constantFrom(...allSlugs)
const question = fc
  .record({
    from: end,
    to: end,
    maxLength: fc.integer({ min: 1, max: 5 }),
    // The first path alone is found in a way of its own.
    first: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })),
    through: fc.oneof({ weight: 1, arbitrary: fc.constant<Through>({}) }, { weight: 1, arbitrary: through }),
  })
  .map((asked) => {
    const avoid = asked.through.avoid?.filter((slug) => slug !== asked.from && slug !== asked.to)
    return { ...asked, through: avoid ? { ...asked.through, avoid } : asked.through }
  })

/** A step as the second answer has it. */
// oxlint-disable-next-line typescript/no-explicit-any -- JSON of any shape
function stepOf({ to, via, alsoVia, forward, facts, fact }: any): ReferenceStep {
  const keys = facts.map(({ key }: { key: string }) => key)
  expect(fact?.key, 'the first of the facts').toBe(keys[0])
  return { to: to.slug, via, alsoVia, forward, facts: keys }
}

it('paths are those that a plain search finds, in the same order', { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(
    randomGraph,
    fc.array(question, { minLength: 12, maxLength: 12 }),
    async (graph, questions) => {
      await emptyGraph(db)
      await putGraph(db, graph)
      const reference = new Reference(graph)
      for (const { from, to, maxLength, first, through: asked } of questions) {
        const { avoid, ...rest } = asked
        const variables = { from: { slug: from }, to: { slug: to }, maxLength, first }
        const refs = avoid?.map((slug) => ({ slug }))
        const answer = await app.get(document, { ...variables, through: { ...rest, ...(refs ? { avoid: refs } : {}) } })
        const { paths, searchedLength, truncated } = answer.paths
        const all = everyPath(reference, { from, to, most: maxLength, through: asked })
        expect(paths.map((path: { steps: object[] }) => path.steps.map(stepOf))).toEqual(all.slice(0, first))
        expect(truncated).toBe(false)
        const complete = from === to ? 0 : all.length < first ? maxLength : all[first - 1]?.length
        expect(searchedLength).toBe(complete)
      }
    },
  )
  await fc.assert(property, { numRuns: runs })
})
