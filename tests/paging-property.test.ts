import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { query } from '../src/database/statement.ts'
import { parseNodeId } from '../src/model/id.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { emptyGraph, putGraph } from './support/graph.ts'
import { criticism, randomGraph, slugs, someNames, someWords } from './support/random-graph.ts'
import { criticismWhere, entityWhere, factWhere, roleWhere, type Where, withIds } from './support/random-where.ts'
import { Reference } from './support/reference.ts'
import { entityKey, factKey, type Order, sortBy } from './support/reference-order.ts'
import { askPage, expectSlice, idsOf, type Listing, walk } from './support/walk.ts'

const db = await freshDatabase()
const app = createTestApp(db)
const runs = Number(process.env.FAST_CHECK_RUNS ?? 12)

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const orders = (fields: readonly string[], criticisms?: fc.Arbitrary<Where>): fc.Arbitrary<Order[]> =>
  fc.uniqueArray(
    fc
      .record({
        field: fc.constantFrom(...fields),
        direction: maybe(fc.constantFrom('ASC', 'DESC')),
        nulls: maybe(fc.constantFrom('FIRST', 'LAST')),
        ...(criticisms && { criticisms: maybe(criticisms) }),
      })
      // Other orders refuse it.
      .map(({ criticisms: counted, ...order }) =>
        order.field.startsWith('CRITICISMS_') ? { ...order, criticisms: counted } : order,
      ),
    { maxLength: 3, selector: ({ field }) => field },
  )

const entityOrder = orders(['NAME', 'FOUNDED', 'CRITICISMS_MADE', 'CRITICISMS_RECEIVED', 'FACTS'], criticismWhere(1))
const factOrder = orders(['FROM', 'UNTIL', 'RECORDED_AT'])
const criticismOrder = orders(['STATED_ON', 'RECORDED_AT'])

type Kind = 'entity' | 'fact' | undefined

/** A connection with random conditions and a random order; `kind` says how to order what it lists in memory. */
function listing(
  place: { field: string; around?: string; where?: string; order?: string; kind?: Kind },
  where: fc.Arbitrary<Where>,
  orderBy: fc.Arbitrary<Order[]>,
): fc.Arbitrary<Listing & { kind: Kind }> {
  const { field, around = '%', where: whereType, order: orderType, kind } = place
  return fc.record({
    ...{ field: fc.constant(field), around: fc.constant(around), kind: fc.constant(kind) },
    ...{ whereType: fc.constant(whereType), orderType: fc.constant(orderType), where, orderBy },
  })
}

/** Half of the time every row, so that there is something to walk over. */
const mostly = (where: fc.Arbitrary<Where>) => fc.oneof(fc.constant({}), where)
const topic = 'topic(ref: { slug: "topic-1" }) { % }'
const anyTopic = 'entity(ref: { slug: "topic-1" }) { % }'
const place = 'entity(ref: { slug: "place-1" }) { % }'
const received = 'entity(ref: { slug: "organization-1" }) { % }'
const organization = 'organization(ref: { slug: "organization-1" }) { % }'
const entity = { where: 'EntityWhere', order: 'EntityOrder', kind: 'entity' } as const
const fact = { where: 'FactWhere', order: 'FactOrder', kind: 'fact' } as const
const criticisms = { where: 'CriticismWhere', order: 'CriticismOrder', kind: 'fact' } as const

/** Conditions that name few: what they list is read in one range of an index for each pair of a critic and a topic. */
const few = (kind: 'TOPIC' | 'PLACE' | 'ORGANIZATION'): fc.Arbitrary<Where> =>
  fc.oneof(
    fc.constantFrom(...someNames).map((named) => ({ named })),
    fc.subarray([...slugs[kind]], { minLength: 1 }).map((slug) => ({ slug })),
    ...(kind === 'TOPIC' ? [fc.constantFrom(...slugs[kind]).map((slug) => ({ within: { slug } }))] : []),
  )
const some = (kind: 'TOPIC' | 'PLACE') =>
  fc.tuple(few(kind), maybe(fc.boolean())).map(([where, direct]) => ({ some: { ...where, direct } }))
const reaching: fc.Arbitrary<Where> = fc
  .tuple(fc.oneof(some('TOPIC'), some('PLACE')), fc.boolean(), maybe(few('ORGANIZATION')), mostly(criticismWhere(1)))
  .map(([list, about, critic, more]) => ({ [about ? 'about' : 'topics']: list, critic, AND: [more] }))
const nested: fc.Arbitrary<Where> = fc
  .tuple(few('TOPIC'), few('ORGANIZATION'))
  .map(([topic, critic]) => ({ AND: [{ critic }, { AND: [{ topics: { some: topic } }] }] }))

const listings = fc.oneof(
  listing({ field: 'criticisms', ...criticisms }, fc.oneof(reaching, nested), criticismOrder),
  listing({ field: 'criticismsAbout', around: place, ...criticisms }, mostly(criticismWhere(2)), criticismOrder),
  listing({ field: 'criticismsAbout', around: anyTopic, ...criticisms }, mostly(reaching), criticismOrder),
  listing({ field: 'criticismsReceived', around: received, ...criticisms }, reaching, criticismOrder),
  listing({ field: 'entities', ...entity }, mostly(entityWhere(2)), entityOrder),
  listing({ field: 'critics', ...entity }, mostly(entityWhere(2)), entityOrder),
  listing({ field: 'facts', ...fact }, mostly(factWhere(2)), factOrder),
  listing({ field: 'criticisms', ...criticisms }, mostly(criticismWhere(2)), criticismOrder),
  listing({ field: 'facts', around: organization, ...fact }, mostly(factWhere(2)), factOrder),
  listing({ field: 'criticisms', around: topic, ...criticisms }, mostly(criticismWhere(2)), criticismOrder),
  listing(
    { field: 'roles', around: organization, where: 'RoleWhere', order: 'FactOrder', kind: 'fact' },
    mostly(roleWhere(1)),
    factOrder,
  ),
  listing({ field: 'contains', around: 'place(ref: { slug: "place-1" }) { % }' }, fc.constant({}), fc.constant([])),
  listing({ field: 'documents' }, fc.constant({}), fc.constant([])),
  listing({ field: 'allEvidence', around: 'document(slug: "report") { % }' }, fc.constant({}), fc.constant([])),
  // What relevance is measured against stands in the conditions. Its values are not known here, only that pages agree.
  fc.constantFrom(...someWords).chain((search) => {
    const found = fc.constant({ AND: [{}, { search }] })
    return fc.oneof(
      listing({ field: 'entities', ...entity, kind: undefined }, found, orders(['RELEVANCE', 'FACTS'])),
      listing({ field: 'criticisms', ...criticisms, kind: undefined }, found, orders(['RELEVANCE', 'STATED_ON'])),
    )
  }),
)

it('shows the whole list in its order, page by page from either end', { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(
    randomGraph,
    fc.array(listings, { minLength: 3, maxLength: 5, size: 'max' }),
    fc.integer({ min: 1, max: 12 }),
    fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
    async (graph, all, size, [one = 0, other = 0]) => {
      await emptyGraph(db)
      const ids = await putGraph(db, graph)
      const reference = new Reference(graph)
      for (const drawn of all) {
        const listed = withIds(drawn, ids)
        const whole = await askPage(app, listed, { first: 100 })
        const total = whole.edges.length
        expectSlice(whole, whole, 0, total)
        expect(whole.totalCount).toBe(total)
        expect(idsOf(whole)).toEqual(inOrder(reference, ids, drawn, new Set(idsOf(whole))) ?? idsOf(whole))
        await walk(app, listed, whole, size)

        // Between two cursors, from either end.
        const [start = 0, end = 0] = [one % (total + 1), other % (total + 1)].toSorted((a, b) => a - b)
        const bounds = {
          ...(start > 0 && { after: whole.edges[start - 1]?.cursor }),
          ...(end < total && { before: whole.edges[end]?.cursor }),
        }
        expectSlice(await askPage(app, listed, { first: size, ...bounds }), whole, start, Math.min(start + size, end))
        expectSlice(await askPage(app, listed, { last: size, ...bounds }), whole, Math.max(end - size, start), end)
      }
    },
  )
  await fc.assert(property, { numRuns: runs, endOnFailure: false })
})

type Ids = Awaited<ReturnType<typeof putGraph>>

/** The ids of a list as they would be sorted in memory. */
function inOrder(reference: Reference, ids: Ids, { kind, orderBy = [] }: Listing & { kind: Kind }, shown: Set<string>) {
  if (kind === undefined) return undefined
  if (kind === 'fact') {
    const idOf = (key: string | undefined) => ids.fact[key ?? ''] ?? ''
    const facts = reference.facts.filter(({ key }) => shown.has(idOf(key)))
    const sorted = sortBy(facts, orderBy.length > 0 ? orderBy : [{ field: 'FROM' }], factKey, (each) => {
      return ids.number[idOf(each.key)] ?? 0
    })
    return sorted.map(({ key }) => idOf(key))
  }
  const entities = reference.entities.filter(({ slug }) => shown.has(ids.entity[slug] ?? ''))
  const keyOf = (each: (typeof entities)[number], order: Order) => entityKey(reference, each, order)
  const sorted = sortBy(entities, orderBy.length > 0 ? orderBy : [{ field: 'NAME' }], keyOf, ({ slug }) => {
    return ids.number[ids.entity[slug] ?? ''] ?? 0
  })
  return sorted.map(({ slug }) => ids.entity[slug])
}

const changes = fc.array(
  fc.oneof(
    fc.nat().map((remove) => ({ remove, add: undefined })),
    criticism.map((add) => ({ add, remove: undefined })),
  ),
  { maxLength: 4 },
)

it('repeats and loses no row while others come and go between pages', { timeout: 600_000 }, async () => {
  const property = fc.asyncProperty(
    randomGraph,
    criticismOrder,
    fc.array(changes, { minLength: 12, maxLength: 12, size: 'max' }),
    fc.integer({ min: 1, max: 5 }),
    fc.boolean(),
    async (graph, orderBy, perPage, size, backward) => {
      await emptyGraph(db)
      await putGraph(db, graph)
      const listed = { field: 'criticisms', around: '%', orderType: 'CriticismOrder', orderBy }
      const stayed = new Set(idsOf(await askPage(app, listed, { first: 100 })))
      const seen: string[] = []
      let cursor: string | null = null
      for (let more = true, turn = 0; more; turn += 1) {
        const bound: object = cursor === null ? {} : backward ? { before: cursor } : { after: cursor }
        const page = await askPage(app, listed, { ...(backward ? { last: size } : { first: size }), ...bound })
        seen.push(...(backward ? idsOf(page).reverse() : idsOf(page)))
        more = backward ? page.pageInfo.hasPreviousPage : page.pageInfo.hasNextPage
        cursor = backward ? page.pageInfo.startCursor : page.pageInfo.endCursor
        for (const { add, remove } of perPage[turn] ?? []) {
          if (add) await putGraph(db, { facts: [{ ...add, evidence: [{ document: 'archive' }] }] })
          const gone = [...stayed][(remove ?? 0) % Math.max(stayed.size, 1)]
          if (remove === undefined || gone === undefined) continue
          await query(db, sql`delete from fact where key = ${parseNodeId(gone)?.parts[1]}`)
          stayed.delete(gone)
        }
        // Whoever deletes the row of the cursor itself does no harm either; only an empty page has none.
        if (page.edges.length === 0) break
      }
      expect(new Set(seen).size, 'no row comes twice').toBe(seen.length)
      expect(
        [...stayed].filter((id) => !seen.includes(id)),
        'rows that were there all along',
      ).toEqual([])
    },
  )
  await fc.assert(property, { numRuns: runs * 2 })
})
