import { parseEdtf } from '../../src/date/edtf.ts'
import { boundsOfDate, boundsOfPeriod, type DateBounds, type DateWhere, matchesDate } from '../../src/date/where.ts'
import { nameKey } from '../../src/model/name-key.ts'
import { columnsOfPeriod } from './graph.ts'
import { criticOf, type EntityData, type EvidenceData, type FactData, type GraphData } from './graph-data.ts'
import type { Where } from './random-where.ts'

// A second, plain answer to every question: it evaluates the same conditions over the objects in memory, as the
// descriptions of the API say them. Slow, and nothing in it knows SQL.

type Test<T> = (value: NonNullable<T>) => boolean
// A condition may hold anything that JSON can.
// oxlint-disable-next-line typescript/no-explicit-any -- see above
type Value = any

/** A condition that is absent or null asks for nothing. */
const holds = (value: Value, test: Test<Value>) => value === undefined || value === null || test(value)

function logic(where: Where, self: (where: Where) => boolean): boolean {
  return (
    holds(where.AND, (list: Where[]) => list.every(self)) &&
    holds(where.OR, (list: Where[]) => list.some(self)) &&
    holds(where.NOT, (inner: Where) => !self(inner))
  )
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
}

const compares = (count: number, where: Where) =>
  Object.entries(comparisons).every(([name, test]) => holds(where[name], (value: number) => test(count, value)))

/** `some`, `none`, `every` and `count` over a list. */
function list<T>(all: readonly T[], where: Where, test: (item: T, where: Where) => boolean): boolean {
  return (
    holds(where.some, (inner) => all.some((item) => test(item, inner))) &&
    holds(where.none, (inner) => !all.some((item) => test(item, inner))) &&
    holds(where.every, (inner) => all.every((item) => test(item, inner))) &&
    holds(where.count, (count) => {
      return compares(all.filter((item) => holds(count.where, (inner) => test(item, inner))).length, count)
    })
  )
}

const includesWord = (words: readonly string[], word: string) =>
  words.some((each) => each.toLowerCase() === word.toLowerCase())

const saysWord = (text: string, word: string) => text.toLowerCase().split(/\W+/).includes(word)

/** Topics and places stand in a tree. */
const isInTree = ({ kind }: EntityData) => kind === 'TOPIC' || kind === 'PLACE'

/** The entities and facts of a graph that conditions hold of. */
export class Reference {
  readonly entities: readonly EntityData[]
  readonly facts: readonly FactData[]
  readonly #titles: ReadonlyMap<string, string>

  constructor({ entities = [], facts = [], documents = [] }: GraphData) {
    this.entities = entities
    this.facts = facts
    this.#titles = new Map(documents.map(({ slug, title = slug }) => [slug, title]))
  }

  isEntity(entity: EntityData | undefined, where: Where): boolean {
    if (entity === undefined) return false
    const { slug, kind } = entity
    const made = this.facts.filter((fact) => criticOf(fact) === slug)
    const received = this.facts.filter((fact) => fact.kind === 'CRITICISM' && fact.object === slug)
    return (
      logic(where, (inner) => this.isEntity(entity, inner)) &&
      holds(where.id, (ids: string[]) => ids.includes(`@${slug}`)) &&
      holds(where.slug, (all: string[]) => all.includes(slug)) &&
      holds(where.kind, (all: string[]) => all.includes(kind)) &&
      holds(where.named, (name) => this.#isNamed(entity, name)) &&
      holds(where.search, (word) => saysWord([...this.#names(entity), entity.summary].join(' '), word)) &&
      holds(where.within, (ref) => this.#isWithin(entity, ref)) &&
      holds(where.topmost, (asked) => (isInTree(entity) && entity.parent === undefined) === asked) &&
      holds(where.nextBelow, (ref) => {
        const above = this.#entity(entity.parent)
        return isInTree(entity) && above !== undefined && this.#isMeant(above, ref)
      }) &&
      holds(where.criticismsMade, (inner) => list(made, inner, this.isFact)) &&
      holds(where.criticismsReceived, (inner) => list(received, inner, this.isFact)) &&
      holds(where.facts, (inner) => list(this.factsOf(slug), inner, this.isFact)) &&
      holds(where.organization, (inner) => kind === 'ORGANIZATION' && this.isEntity(entity, inner)) &&
      holds(where.person, (inner) => kind === 'PERSON' && this.isEntity(entity, inner)) &&
      holds(where.event, (inner) => kind === 'EVENT' && this.isEntity(entity, inner)) &&
      holds(where.campaign, (inner) => kind === 'CAMPAIGN' && this.isEntity(entity, inner)) &&
      this.#isTyped(entity, where)
    )
  }

  /** The facts that an entity is the subject or the object of. */
  factsOf(slug: string): FactData[] {
    return this.facts.filter((fact) => fact.subject === slug || fact.object === slug)
  }

  #isTyped(entity: EntityData, where: Where): boolean {
    const { slug, kind, type, date } = entity
    const organizes = (inner: Where) =>
      this.facts.some((fact) => {
        const isOne = fact.kind === 'RELATIONSHIP' && fact.type === 'ORGANIZES' && fact.object === slug
        return isOne && this.#isInTree(fact.subject, inner)
      })
    const roles = this.facts.filter((fact) => fact.kind === 'ROLE' && fact.subject === slug)
    return (
      holds(where.type, (all: string[]) => type !== undefined && all.includes(type)) &&
      holds(where.founded, (inner) => matchesDate(inner, boundsOfEdtf(date))) &&
      holds(where.period, (inner) => {
        return ['EVENT', 'CAMPAIGN'].includes(kind) && matchesDate(inner, boundsOfPeriod(columnsOfPeriod(date)))
      }) &&
      holds(where.headquarters, (inner) => {
        return this.#related(slug, 'HEADQUARTERED_IN').some((place) => this.#isInTree(place, inner))
      }) &&
      holds(where.places, (inner) => list(this.#related(slug, 'LOCATED_IN', 'PLACE'), inner, this.#isInTree)) &&
      holds(where.topics, (inner) => list(this.#related(slug, 'WORKS_ON', 'TOPIC'), inner, this.#isInTree)) &&
      holds(where.organizer, (inner) => organizes(inner)) &&
      holds(where.roles, (inner) => list(roles, inner, this.isFact))
    )
  }

  /** What relationships of a type lead to from an entity, each thing once. */
  #related(slug: string, type: string, kind?: string): string[] {
    const objects = this.facts.flatMap((fact) =>
      fact.kind === 'RELATIONSHIP' && fact.type === type && fact.subject === slug ? [fact.object] : [],
    )
    return [...new Set(objects)].filter((object) => kind === undefined || this.#entity(object)?.kind === kind)
  }

  /** It, or a topic or place above it, meets the conditions, except where they ask for the thing itself. */
  readonly #isInTree = (slug: string, where: Where, inherited = false): boolean => {
    const { AND, OR, NOT, direct, ...fields } = where
    const itself = (direct ?? inherited) as boolean
    const meets = (entity: EntityData | undefined): boolean =>
      entity !== undefined && (this.isEntity(entity, fields) || (!itself && meets(this.#entity(entity.parent))))
    return meets(this.#entity(slug)) && logic({ AND, OR, NOT }, (inner) => this.#isInTree(slug, inner, itself))
  }

  readonly isFact = (fact: FactData, where: Where): boolean => {
    const end = (slug: string | undefined) => (inner: Where) => this.isEntity(this.#entity(slug), inner)
    const ends = (slugs: readonly string[] | undefined) => (inner: Where) => list(slugs ?? [], inner, this.#isInTree)
    const date = (inner: DateWhere) => matchesDate(inner, boundsOfPeriod(columnsOfPeriod(fact.period)))
    const criticism = fact.kind === 'CRITICISM' ? fact : undefined
    return (
      logic(where, (inner) => this.isFact(fact, inner)) &&
      holds(where.factKind, (all: string[]) => all.includes(fact.kind)) &&
      ['subject', 'person'].every((name) => holds(where[name], end(fact.subject))) &&
      holds(where.critic, end(criticOf(fact))) &&
      ['object', 'target', 'organization'].every((name) => holds(where[name], end(fact.object))) &&
      ['period', 'statedOn', 'asOf'].every((name) => holds(where[name], date)) &&
      holds(where.search, (word) => saysWord(textOf(fact), word)) &&
      holds(where.evidence, (inner) => (fact.evidence ?? []).some((piece) => this.#isEvidence(piece, inner))) &&
      holds(where.topics, ends(criticism?.topics)) &&
      holds(where.about, ends(criticism?.about)) &&
      holds(where.spokespeople, ends(criticism?.spokespeople)) &&
      holds(where.publishedBy, end(criticism?.publishedBy)) &&
      holds(where.attribute, (all: string[]) => fact.kind === 'ATTRIBUTE' && includesWord(all, fact.attribute)) &&
      holds(where.key, (all: string[]) => all.includes(fact.key ?? '')) &&
      holds(where.dataset, (all: string[]) => all.includes('test')) &&
      holds(where.relationshipType, (all: string[]) => fact.kind === 'RELATIONSHIP' && all.includes(fact.type)) &&
      holds(where.amount, (inner) => fact.kind === 'FIGURE' && compares(Number(fact.value), inner)) &&
      holds(where.title, (title) => fact.kind === 'ROLE' && fact.title.toLowerCase() === title.toLowerCase()) &&
      holds(where.metric, (all: string[]) => fact.kind === 'FIGURE' && includesWord(all, fact.metric)) &&
      holds(where.type, (all: string[]) => fact.kind === 'RELATIONSHIP' && all.includes(fact.type))
    )
  }

  #entity(slug: string | undefined): EntityData | undefined {
    return this.entities.find((entity) => entity.slug === slug)
  }

  #names({ slug, name = slug, labels = [] }: EntityData): string[] {
    const aliases = this.facts.flatMap((fact) => (fact.kind === 'ALIAS' && fact.subject === slug ? [fact.name] : []))
    return [name, ...labels, ...aliases]
  }

  #isNamed(entity: EntityData, name: string): boolean {
    return this.#names(entity).some((known) => nameKey(known) === nameKey(name))
  }

  #isWithin({ slug, kind }: EntityData, ref: Where): boolean {
    const inTree = (other: string | undefined): boolean => {
      const entity = this.#entity(other)
      return entity !== undefined && (this.#isMeant(entity, ref) || inTree(entity.parent))
    }
    const filed = ['LOCATED_IN', 'HEADQUARTERED_IN', 'WORKS_ON']
    // Topics and places have their place in the tree, and no other.
    if (inTree(slug) || kind === 'TOPIC' || kind === 'PLACE') return inTree(slug)
    return this.facts.some((fact) => {
      return fact.kind === 'RELATIONSHIP' && filed.includes(fact.type) && fact.subject === slug && inTree(fact.object)
    })
  }

  #isMeant(entity: EntityData, { id, slug, named }: Where): boolean {
    if (typeof named === 'string') return this.#isNamed(entity, named)
    return entity.slug === slug || `@${entity.slug}` === id
  }

  #isEvidence({ document, status, sentence, references = [] }: EvidenceData, where: Where): boolean {
    const found = sentence === undefined ? (status ?? 'NOT_LOADED') : 'FOUND'
    const title = this.#titles.get(document) ?? document
    return (
      holds(where.status, (all: string[]) => all.includes(found)) &&
      holds(where.reference, (label) => references.includes(label)) &&
      holds(where.document, ({ id, slug, named }) => {
        return `@${document}` === id || document === slug || title.toLowerCase() === named?.toLowerCase()
      })
    )
  }
}

function boundsOfEdtf(edtf: string | undefined): DateBounds {
  if (edtf === undefined) return boundsOfDate(null, null, null)
  const { earliest, latest } = parseEdtf(edtf)
  return boundsOfDate(edtf, earliest, latest)
}

function textOf(fact: FactData): string {
  if (fact.kind !== 'CRITICISM') return fact.statement ?? ''
  return [fact.statement, fact.summary, ...(fact.quotations ?? []).map(({ text }) => text)].join(' ')
}
