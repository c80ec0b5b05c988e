import { type Expression, type RawBuilder, sql } from 'kysely'
import { type Condition, ofKinds } from '../query/logic.ts'
import { Row } from '../query/row.ts'
import { factMeets, type Through } from './through.ts'
import type { PathVia } from './via.ts'

/** Edges of one way of being connected, as rows of a query. An edge can be followed in both directions. */
interface Edges {
  readonly via: PathVia
  readonly from: Expression<unknown>
  readonly start: Expression<number | null>
  readonly end: Expression<number | null>
  /** The fact that makes the edge; null in a tree. */
  readonly fact: Expression<number | null>
  readonly meets: Condition
  /** Of edges that are rows of two tables: how one leads to the other, so that each can be read by itself. */
  readonly link?: {
    readonly fact: Row<'fact'>
    readonly from: Expression<unknown>
    readonly criticism: Expression<number>
  }
}

/** The edges that a path may use. */
export function edgesOf(through: Through): Edges[] {
  return [...factEdges(through), ...criticismEdges(through), ...treeEdges()].filter(({ via }) =>
    through.via.includes(via),
  )
}

function factEdges(through: Through): Edges[] {
  const fact = Row.of('fact')
  const [start, end] = [fact.ref('subjectId'), fact.ref('objectId')]
  return [{ via: 'FACT', from: fact.from, start, end, fact: fact.id, meets: factMeets(fact, through) }]
}

/** Critic and target of a criticism, each with what it is about and with its topics. */
function criticismEdges(through: Through): Edges[] {
  const fact = Row.of('fact')
  const about = fact.beside('criticismAbout')
  const topic = fact.beside('criticismTopic')
  const meets = sql<boolean>`${ofKinds<string>(fact.ref('kind'), ['CRITICISM'])} and ${factMeets(fact, through)}`
  const links = [
    { via: 'ABOUT', row: about, criticism: about.ref('criticismId'), end: about.ref('entityId') },
    { via: 'TOPIC', row: topic, criticism: topic.ref('criticismId'), end: topic.ref('topicId') },
  ] as const
  return links.flatMap(({ via, row, criticism, end }): Edges[] => {
    const from = sql`${fact.from} join ${row.from} on ${criticism} = ${fact.id}`
    const link = { fact, from: row.from, criticism }
    return (['subjectId', 'objectId'] as const).map((column) => {
      return { via, from, start: fact.ref(column), end, fact: fact.id, meets, link }
    })
  })
}

/** Each place and topic with the one that it is filed under. */
function treeEdges(): Edges[] {
  const [place, topic] = [Row.of('place'), Row.of('topic')]
  const shared = { fact: sql<null>`null::integer`, meets: sql<boolean>`true` }
  return [
    { via: 'PART_OF', from: place.from, start: place.id, end: place.ref('partOfId'), ...shared },
    { via: 'BROADER', from: topic.from, start: topic.id, end: topic.ref('broaderId'), ...shared },
  ]
}

/** Edges that are followed in one direction. */
type Directed = Omit<Edges, 'start' | 'end'> & {
  readonly near: Expression<number | null>
  readonly far: Expression<number | null>
  readonly forward: boolean
}

/** Each of the edges in both directions. */
export function bothWays(edges: readonly Edges[]): Directed[] {
  return edges.flatMap(({ start, end, ...edge }) => [
    { ...edge, near: start, far: end, forward: true },
    { ...edge, near: end, far: start, forward: false },
  ])
}

/**
 * A select of the entities that edges lead to from some entities. Of two tables, the first is read into an array: then
 * PostgreSQL always reads the second from its index, also at hubs.
 */
export function neighboursOf(edge: Directed, ids: Expression<unknown>): RawBuilder<{ id: number }> {
  const { near, far, meets, link, forward } = edge
  const isNear = sql`${near} = any (${ids})`
  if (!link) return sql`select ${far} as id from ${edge.from} where ${isNear} and ${far} is not null and ${meets}`
  const { fact, criticism } = link
  return forward
    ? sql`select ${far} as id from ${link.from}
        where ${criticism} = any (array(select ${fact.id} from ${fact.from} where ${isNear} and ${meets}))`
    : sql`select ${far} as id from ${fact.from}
        where ${fact.id} = any (array(select ${criticism} from ${link.from} where ${isNear})) and ${meets}`
}

/** The union of a select of each; a select without rows if there are none. */
export function unionOf<T>(
  edges: readonly Directed[],
  how: 'union' | 'union all',
  select: (edge: Directed) => RawBuilder<T>,
  empty: RawBuilder<T>,
): RawBuilder<T> {
  if (edges.length === 0) return empty
  return sql<T>`${sql.join(edges.map(select), sql` ${sql.raw(how)} `)}`
}
