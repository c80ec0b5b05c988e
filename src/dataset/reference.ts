import type { EntityKind } from '../generated/prisma/enums.ts'
import { type Dataset, type DatasetItem, entityKinds } from './format.ts'
import { isEntity, isFact } from './item.ts'
import { suggestion } from './nearest.ts'
import { fieldText, itemProblem, type Problem, quoted } from './problem.ts'

/** What slugs may mean: entities with their kinds, documents with their citation labels. */
export interface Known {
  readonly entities: ReadonlyMap<string, EntityKind>
  readonly documents: ReadonlyMap<string, ReadonlySet<string>>
}

interface Reference {
  readonly path: readonly (string | number)[]
  readonly slug: string
  /** Undefined: any. */
  readonly kinds?: readonly EntityKind[]
}

/** Relationships whose object is of one kind, for a field of the API shows them as that. */
const objectKinds: Readonly<Record<string, readonly EntityKind[]>> = {
  HEADQUARTERED_IN: ['PLACE'],
  LOCATED_IN: ['PLACE'],
  WORKS_ON: ['TOPIC'],
}

/** Everything that an item refers to, apart from documents. */
export function referencesOf(item: DatasetItem): Reference[] {
  switch (item.section) {
    case 'places':
      return one('partOf', item.partOf, ['PLACE'])
    case 'topics':
      return one('broader', item.broader, ['TOPIC'])
    case 'aliases':
    case 'attributes':
    case 'figures':
      return one('subject', item.subject)
    case 'relationships':
      return [...one('subject', item.subject), ...one('object', item.object, objectKinds[item.relationshipType])]
    case 'roles':
      return [...one('person', item.person, ['PERSON']), ...one('organization', item.organization, ['ORGANIZATION'])]
    case 'criticisms':
      return [
        ...one('critic', item.critic, ['ORGANIZATION', 'PERSON']),
        ...one('target', item.target),
        ...many('topics', item.topics, ['TOPIC']),
        ...many('about', item.about),
        ...many('spokespeople', item.spokespeople, ['PERSON']),
        ...one('publishedBy', item.publishedBy, ['ORGANIZATION']),
        ...item.quotations.flatMap(({ speaker }, index) =>
          speaker === undefined ? [] : [{ path: ['quotations', index, 'speaker'], slug: speaker }],
        ),
      ]
    default:
      return []
  }
}

function one(field: string, slug: string | undefined, kinds?: readonly EntityKind[]): Reference[] {
  return slug === undefined ? [] : [{ path: [field], slug, kinds }]
}

function many(field: string, slugs: readonly string[], kinds?: readonly EntityKind[]): Reference[] {
  return slugs.map((slug, index) => ({ path: [field, index], slug, kinds }))
}

/** What the dataset itself declares. */
export function declaredBy(dataset: Pick<Dataset, 'entities' | 'documents'>): Known {
  return {
    entities: new Map(dataset.entities.map(({ slug, section }) => [slug, entityKinds[section]])),
    documents: new Map(
      dataset.documents.map(({ slug, references }) => [slug, new Set(references.map(({ label }) => label))]),
    ),
  }
}

/** The slugs that the dataset uses and does not declare: other datasets may. */
export function undeclared(dataset: Dataset): { entities: string[]; documents: string[] } {
  const { entities, documents } = declaredBy(dataset)
  const items = itemsOf(dataset)
  const slugs = new Set(items.flatMap(referencesOf).map(({ slug }) => slug))
  const cited = new Set(items.flatMap(citedBy).map(({ document }) => document))
  return {
    entities: [...slugs].filter((slug) => !entities.has(slug)),
    documents: [...cited].filter((slug) => slug !== '' && !documents.has(slug)),
  }
}

function itemsOf({ entities, facts, uncovered }: Dataset): DatasetItem[] {
  return [...entities, ...facts, ...uncovered]
}

interface Citation {
  readonly path: readonly (string | number)[]
  readonly document: string
  readonly references: readonly string[]
}

function citedBy(item: DatasetItem): Citation[] {
  if (isEntity(item)) return []
  if (!isFact(item)) return [{ path: [], document: item.document, references: [] }]
  return item.evidence.map(({ document, references }, index) => ({ path: ['evidence', index], document, references }))
}

/**
 * Looks up every reference in what is known. `spoiled` are slugs that are declared, but not rightly: nothing is said
 * about references to them.
 */
export function checkReferences(dataset: Dataset, known: Known, spoiled: ReadonlySet<string> = new Set()): Problem[] {
  return itemsOf(dataset).flatMap((item) => [
    ...referencesOf(item)
      .filter(({ slug }) => !spoiled.has(slug))
      .flatMap((reference) => checkEntity(item, reference, known)),
    ...citedBy(item).flatMap((citation) => checkCitation(item, citation, known)),
  ])
}

function checkEntity(item: DatasetItem, { path, slug, kinds }: Reference, { entities }: Known): Problem[] {
  const kind = entities.get(slug)
  if (kind === undefined) {
    const near = suggestion(slug, entities.keys())
    return [itemProblem(item, path, slug, `nothing has the slug ${quoted(slug)}${near}`)]
  }
  if (kinds === undefined || kinds.includes(kind)) return []
  const role = item.section === 'relationships' ? `the object of ${item.relationshipType}` : fieldText(path.slice(0, 1))
  const message = `${quoted(slug)} is ${words[kind]}; ${role} has to be ${kinds.map((one) => words[one]).join(' or ')}`
  return [itemProblem(item, path, slug, message)]
}

const words: Readonly<Record<EntityKind, string>> = {
  ORGANIZATION: 'an organisation',
  PERSON: 'a person',
  EVENT: 'an event',
  CAMPAIGN: 'a campaign',
  PLACE: 'a place',
  TOPIC: 'a topic',
  AGREEMENT: 'an agreement',
}

function checkCitation(item: DatasetItem, { path, document, references }: Citation, { documents }: Known): Problem[] {
  const field = [...path, 'document']
  if (document === '') {
    const message =
      documents.size === 0
        ? 'no document is named, and the dataset lists none; list one under documents in dataset.yaml'
        : `no document is named, and the dataset has several; add one of ${[...documents.keys()].join(', ')}`
    return [itemProblem(item, field, undefined, message)]
  }
  const labels = documents.get(document)
  if (labels === undefined) {
    const near = suggestion(document, documents.keys())
    return [itemProblem(item, field, document, `there is no document ${quoted(document)}${near}`)]
  }
  return references.flatMap((label, index) => {
    if (labels.has(label)) return []
    const known = labels.size === 0 ? 'it lists no references' : `its references are ${summarize([...labels])}`
    const message = `the document ${quoted(document)} has no reference ${quoted(label)}; ${known}`
    return [itemProblem(item, [...path, 'references', index], label, message)]
  })
}

function summarize(labels: readonly string[]): string {
  return labels.length <= 30 ? labels.join(', ') : `${labels.slice(0, 30).join(', ')} and ${labels.length - 30} more`
}
