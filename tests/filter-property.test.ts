import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import { criticOf, type EntityData, type FactData } from './support/graph-data.ts'
import { randomGraph } from './support/random-graph.ts'
import * as random from './support/random-where.ts'
import { Reference } from './support/reference.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const runs = Number(process.env.FAST_CHECK_RUNS ?? 25)

/** A list that conditions are tried on: what it asks of the API, and what it lists. */
interface Noun {
  readonly field: string
  readonly input: string
  readonly key: 'slug' | 'statement'
  readonly where: (depth: number) => fc.Arbitrary<random.Where>
  readonly lists: (item: { readonly kind: string }) => boolean
}

const entities = (field: string, input: string, where: Noun['where'], kind?: string): Noun => {
  return { field, input, key: 'slug', where, lists: (item) => kind === undefined || item.kind === kind }
}
const isCritic = (reference: Reference, { slug }: EntityData) => reference.facts.some((fact) => criticOf(fact) === slug)

const nouns: readonly Noun[] = [
  entities('entities', 'EntityWhere', random.entityWhere),
  entities('critics', 'EntityWhere', random.entityWhere),
  entities('organizations', 'OrganizationWhere', random.organizationWhere, 'ORGANIZATION'),
  entities('people', 'PersonWhere', random.personWhere, 'PERSON'),
  entities('events', 'EventWhere', random.eventWhere, 'EVENT'),
  entities('campaigns', 'CampaignWhere', random.campaignWhere, 'CAMPAIGN'),
  entities('topics', 'EntityWhere', random.entityWhere, 'TOPIC'),
  { field: 'facts', input: 'FactWhere', key: 'statement', where: random.factWhere, lists: () => true },
  {
    field: 'criticisms',
    input: 'CriticismWhere',
    key: 'statement',
    where: random.criticismWhere,
    lists: ({ kind }) => kind === 'CRITICISM',
  },
]

/** A noun and a condition on it. */
const question = fc.oneof(...nouns.map((noun) => noun.where(3).map((where) => ({ noun, where }))))

function expected(reference: Reference, { noun, where }: { noun: Noun; where: random.Where }): string[] {
  if (noun.key === 'statement') {
    const found = reference.facts.filter((fact) => noun.lists(fact) && reference.isFact(fact, where))
    return found.map((fact) => fact.statement ?? '').sort()
  }
  const found = reference.entities.filter((entity) => {
    const listed = noun.field === 'critics' ? isCritic(reference, entity) : noun.lists(entity)
    return listed && reference.isEntity(entity, where)
  })
  return found.map((entity) => entity.slug).sort()
}

it('finds exactly what the same conditions find over objects in memory', { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(
    randomGraph,
    fc.array(question, { minLength: 8, maxLength: 12, size: 'max' }),
    async (drawn, questions) => {
      // A fact is told by its statement.
      const graph = {
        ...drawn,
        facts: drawn.facts.map((fact) => ({ ...fact, statement: `${fact.statement} ${fact.key}` })),
      }
      await emptyGraph(db)
      const ids = await putGraph(db, graph)
      const reference = new Reference(graph)
      const variables = questions.map(({ noun }, index) => `$w${index}: ${noun.input}`)
      const fields = questions.map(({ noun: { field, key } }, index) => {
        return `q${index}: ${field}(where: $w${index}, first: 100) { totalCount nodes { ${key} } }`
      })
      const data = await app.get(
        `query (${variables}) { ${fields.join(' ')} }`,
        Object.fromEntries(questions.map(({ where }, index) => [`w${index}`, random.withIds(where, ids)])),
      )
      for (const [index, asked] of questions.entries()) {
        const { totalCount, nodes } = data[`q${index}`]
        const found = nodes.map((node: Record<string, string>) => node[asked.noun.key]).sort()
        expect(found, `${asked.noun.field} where ${JSON.stringify(asked.where)}`).toEqual(expected(reference, asked))
        expect(totalCount).toBe(found.length)
      }
    },
  )
  await fc.assert(property, { numRuns: runs, endOnFailure: false })
})

it('filters the posts, figures and relationships of organisations', { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(
    randomGraph,
    random.roleWhere(2),
    random.figureWhere(2),
    random.relationshipWhere(2),
    async (graph, roles, figures, relationships) => {
      await emptyGraph(db)
      const ids = await putGraph(db, graph)
      const reference = new Reference(graph)
      const data = await app.get(
        `query ($roles: RoleWhere, $figures: FigureWhere, $relationships: RelationshipWhere) {
          organizations { nodes { slug
            roles(where: $roles, first: 100) { totalCount nodes { id } }
            figures(where: $figures, first: 100) { totalCount nodes { id } }
            relationships(where: $relationships, first: 100) { totalCount nodes { id } }
          } } }`,
        random.withIds({ roles, figures, relationships }, ids),
      )
      const count = (test: (fact: FactData) => boolean, where: random.Where) =>
        reference.facts.filter((fact) => test(fact) && reference.isFact(fact, where)).length
      for (const { slug, ...found } of data.organizations.nodes) {
        const counts = {
          roles: count((fact) => fact.kind === 'ROLE' && fact.object === slug, roles),
          figures: count((fact) => fact.kind === 'FIGURE' && fact.subject === slug, figures),
          relationships: count((fact) => {
            return fact.kind === 'RELATIONSHIP' && (fact.subject === slug || fact.object === slug)
          }, relationships),
        }
        for (const [list, size] of Object.entries(counts)) {
          expect(found[list].nodes.length, `${list} of ${slug}`).toBe(size)
          expect(found[list].totalCount).toBe(size)
        }
      }
    },
  )
  await fc.assert(property, { numRuns: runs })
})
