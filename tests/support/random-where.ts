import fc from 'fast-check'
import {
  allSlugs,
  documentSlugs,
  eventTypes,
  organizationTypes,
  relationshipTypes,
  slugs,
  someDate,
  someMetrics,
  someNames,
  someReferences,
  someTitles,
  someWords,
} from './random-graph.ts'

/** Conditions as they go over the wire; ids are still slugs with `@` before them: see `withIds`. */
export type Where = { readonly [field: string]: unknown }
type Conditions = fc.Arbitrary<Where>
type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>

/** Up to two of the fields, now and then null: with more of them hardly anything is left. */
function someOf(fields: Fields, most = 2): Conditions {
  const one = Object.entries(fields).map(([name, arbitrary]) =>
    fc.option(arbitrary, { freq: 20 }).map((value) => ({ [name]: value })),
  )
  return fc.array(fc.oneof(...one), { maxLength: most }).map((parts) => Object.assign({}, ...parts))
}

const listOf = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 3 })
const id = (slug: string) => `@${slug}`
const named = fc.constantFrom(...someNames, 'nothing', 'red  cross', '%', '_')
const search = fc.constantFrom(...someWords)
const small = fc.integer({ min: -1, max: 4 })
const number = { eq: small, gt: small, gte: small, lt: small, lte: small }
export const date = someOf({
  within: someDate,
  overlaps: someDate,
  before: someDate,
  after: someDate,
  isNull: fc.boolean(),
})

export const entityRef = fc.oneof(
  fc.constantFrom(...slugs.TOPIC, ...slugs.PLACE, ...allSlugs, 'nothing').map((slug) => ({ slug })),
  fc.constantFrom(...allSlugs).map((slug) => ({ id: id(slug) })),
  named.map((name) => ({ named: name })),
)

const documentRef = fc.oneof(
  fc.constantFrom(...documentSlugs, 'nothing').map((slug) => ({ slug })),
  fc.constantFrom(...documentSlugs, 'topic-1').map((slug) => ({ id: id(slug) })),
  fc.constantFrom('the report', 'Archive 100%', 'Archive 100_', 'archive').map((title) => ({ named: title })),
)

const evidence = someOf({
  document: documentRef,
  reference: fc.constantFrom(...someReferences, '9'),
  status: listOf(['FOUND', 'AMBIGUOUS', 'ORPHANED', 'NOT_LOADED']),
})

const logic = (depth: number, inner: () => Conditions): Fields =>
  depth === 0 ? {} : { AND: fc.array(inner(), { maxLength: 2 }), OR: fc.array(inner(), { maxLength: 2 }), NOT: inner() }

/** What every condition on entities may say. */
function entityFields(depth: number, self: (depth: number) => Conditions): Fields {
  const plain = {
    id: listOf(allSlugs.map(id)),
    slug: listOf([...allSlugs, 'nothing']),
    kind: listOf(Object.keys(slugs)),
    named,
    search,
    within: entityRef,
    direct: fc.boolean(),
    ...logic(depth, () => self(depth - 1)),
  }
  if (depth === 0) return plain
  const [criticisms, facts] = [criticismWhere(depth - 1), factWhere(depth - 1)]
  const count = someOf({ where: criticisms, ...number })
  const criticismList = someOf({ some: criticisms, none: criticisms, every: criticisms, count })
  return {
    ...plain,
    criticismsMade: criticismList,
    criticismsReceived: criticismList,
    facts: someOf({ some: facts, none: facts }),
  }
}

/** Conditions on the entities that something leads to. */
function entityList(depth: number): Conditions {
  const entities = entityWhere(depth)
  return someOf({ some: entities, none: entities, every: entities, count: someOf(number) })
}

const nested = (depth: number, fields: (inner: number) => Fields): Fields => (depth === 0 ? {} : fields(depth - 1))

export const entityWhere = (depth: number): Conditions =>
  someOf({
    ...entityFields(depth, entityWhere),
    topmost: fc.boolean(),
    nextBelow: entityRef,
    ...nested(depth, (inner) => ({
      organization: organizationWhere(inner),
      person: personWhere(inner),
      event: eventWhere(inner),
      campaign: campaignWhere(inner),
    })),
  })

export const organizationWhere = (depth: number): Conditions =>
  someOf({
    ...entityFields(depth, organizationWhere),
    type: listOf(organizationTypes),
    founded: date,
    ...nested(depth, (inner) => ({ headquarters: entityWhere(inner), topics: entityList(inner) })),
  })

export const personWhere = (depth: number): Conditions =>
  someOf({
    ...entityFields(depth, personWhere),
    ...nested(depth, (inner) => ({ roles: someOf({ some: roleWhere(inner), none: roleWhere(inner) }) })),
  })

export const eventWhere = (depth: number): Conditions =>
  someOf({
    ...entityFields(depth, eventWhere),
    type: listOf(eventTypes),
    period: date,
    ...nested(depth, (inner) => ({ places: entityList(inner), topics: entityList(inner) })),
  })

export const campaignWhere = (depth: number): Conditions =>
  someOf({
    ...entityFields(depth, campaignWhere),
    period: date,
    ...nested(depth, (inner) => ({
      organizer: entityWhere(inner),
      places: entityList(inner),
      topics: entityList(inner),
    })),
  })

/** What every condition on facts may say. */
const factFields = (depth: number, self: (depth: number) => Conditions): Fields => ({
  search,
  evidence,
  key: listOf(['f1', 'f2', 'f3', 'nothing']),
  dataset: listOf(['test', 'nothing']),
  ...logic(depth, () => self(depth - 1)),
})

/** Fields that say what an entity at an end of the fact is like. */
const ends = (depth: number, ...names: string[]): Fields =>
  nested(depth, (inner) => Object.fromEntries(names.map((name) => [name, entityWhere(inner)])))

export const factWhere = (depth: number): Conditions =>
  someOf({
    ...factFields(depth, factWhere),
    factKind: listOf(['ALIAS', 'ATTRIBUTE', 'FIGURE', 'RELATIONSHIP', 'ROLE', 'CRITICISM']),
    attribute: listOf(['motto', 'WEBSITE']),
    metric: listOf([...someMetrics, 'Staff']),
    relationshipType: listOf(relationshipTypes),
    period: date,
    ...ends(depth, 'subject', 'object'),
  })

export const criticismWhere = (depth: number): Conditions => {
  const lists = nested(depth, (inner) => {
    const list = entityList(inner)
    return { topics: list, about: list, spokespeople: list }
  })
  return someOf({
    ...factFields(depth, criticismWhere),
    statedOn: date,
    ...ends(depth, 'critic', 'target', 'publishedBy'),
    ...lists,
  })
}

export const roleWhere = (depth: number): Conditions =>
  someOf({
    ...factFields(depth, roleWhere),
    title: fc.constantFrom(...someTitles, 'CHAIR', '%'),
    period: date,
    ...ends(depth, 'person', 'organization'),
  })

export const figureWhere = (depth: number): Conditions =>
  someOf({
    ...factFields(depth, figureWhere),
    metric: listOf(someMetrics),
    amount: someOf(number),
    asOf: date,
    ...ends(depth, 'subject'),
  })

export const relationshipWhere = (depth: number): Conditions =>
  someOf({
    ...factFields(depth, relationshipWhere),
    type: listOf(relationshipTypes),
    period: date,
    ...ends(depth, 'subject', 'object'),
  })

interface Ids {
  readonly entity: Readonly<Record<string, string>>
  readonly document: Readonly<Record<string, string>>
}

/** The same with the ids of a database: `@` and a slug becomes the id of that thing. */
export function withIds<T>(where: T, { entity, document }: Ids): T {
  return JSON.parse(JSON.stringify(where), (_, value) => {
    if (typeof value !== 'string' || !value.startsWith('@')) return value
    return entity[value.slice(1)] ?? document[value.slice(1)]
  })
}
