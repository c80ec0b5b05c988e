import type { Snapshot } from '../database/snapshot.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { iriOf } from './address.ts'
import type { Losses } from './losses.ts'
import { plainDate } from './plain-date.ts'
import { readEntities, readFacts, readParents } from './read.ts'
import type { EntityRecord, FactRecord } from './record.ts'

// Popolo: https://www.popoloproject.com. One document with lists. The importer `popolo` reads what is written here.

type Json = Readonly<Record<string, unknown>>

const lists: readonly (readonly [list: string, kind: EntityKind])[] = [
  ['persons', 'PERSON'],
  ['organizations', 'ORGANIZATION'],
  ['areas', 'PLACE'],
  ['events', 'EVENT'],
]

/** The graph in the model of Popolo. */
export async function* popoloOf(snapshot: Snapshot, losses: Losses): AsyncGenerator<string> {
  const parents = await readParents(snapshot)
  yield '{\n'
  for (const [list, kind] of lists) {
    yield* listOf(list, entitiesOf(snapshot, kind, parents, losses))
    yield ',\n'
  }
  yield* listOf('memberships', membershipsOf(snapshot, losses))
  yield '\n}\n'
}

async function* listOf(name: string, batches: AsyncIterable<readonly Json[]>): AsyncGenerator<string> {
  yield `${JSON.stringify(name)}: [`
  let separator = '\n'
  for await (const batch of batches) {
    if (batch.length === 0) continue
    yield separator + batch.map((item) => JSON.stringify(item)).join(',\n')
    separator = ',\n'
  }
  yield '\n]'
}

async function* entitiesOf(
  snapshot: Snapshot,
  kind: EntityKind,
  parents: ReadonlyMap<string, string>,
  losses: Losses,
): AsyncGenerator<readonly Json[]> {
  for await (const batch of readEntities(snapshot)) {
    // Once for each list all entities are read; the others are counted once.
    if (kind === 'PERSON') for (const entity of batch) countOthers(entity, losses)
    yield batch.filter((entity) => entity.kind === kind).map((entity) => item(entity, parents, losses))
  }
}

function countOthers({ kind }: EntityRecord, losses: Losses): void {
  if (lists.some(([, listed]) => listed === kind)) losses.carry(kind)
  else losses.lose(kind, 'Popolo has no class for it')
}

function item(entity: EntityRecord, parents: ReadonlyMap<string, string>, losses: Losses): Json {
  const { slug, kind, name, summary } = entity
  switch (kind) {
    case 'PERSON':
      return present({ id: slug, name, summary, ...common(entity, losses) })
    case 'PLACE':
      losses.lose(
        'name of a PLACE',
        'areas have one name',
        entity.names.filter((other) => other.kind !== 'CURRENT').length,
      )
      losses.lose(
        'identifier of a PLACE',
        'areas have one identifier, the code of the country',
        entity.identifiers?.length ?? 0,
      )
      return present({ id: slug, name, identifier: entity.country_code, parent_id: entity.part_of })
    case 'EVENT':
      losses.lose(
        'name of an EVENT',
        'events have one name',
        entity.names.filter((other) => other.kind !== 'CURRENT').length,
      )
      return present({
        id: slug,
        name,
        description: summary,
        classification: entity.type?.toLowerCase(),
        start_date: plainDate(entity.start_date, 'start of EVENT', losses),
        end_date: plainDate(entity.end_date, 'end of EVENT', losses),
        identifiers: identifiersOf(entity),
      })
    default:
      return present({
        id: slug,
        name,
        description: summary,
        classification: entity.type?.toLowerCase().replaceAll('_', ' '),
        parent_id: parents.get(slug),
        founding_date: plainDate(entity.founded_on, 'founding date', losses),
        dissolution_date: plainDate(entity.dissolved_on, 'end of an organisation', losses),
        ...common(entity, losses),
      })
  }
}

function common(entity: EntityRecord, losses: Losses): Json {
  const others = entity.names.filter(({ kind, name }) => kind !== 'CURRENT' && name !== entity.name)
  const pages = (entity.identifier_urls ?? []).map((url) => ({ url: iriOf(url), note: 'identifier' }))
  const websites = (entity.websites ?? []).map((url) => ({ url: iriOf(url), note: 'website' }))
  return {
    other_names: others.map(({ name, kind, start_date, end_date }) =>
      present({
        name,
        start_date: plainDate(start_date, 'year of a name', losses),
        end_date: plainDate(end_date, 'year of a name', losses),
        note: kind.toLowerCase().replaceAll('_', ' '),
      }),
    ),
    identifiers: identifiersOf(entity),
    links: [...websites, ...pages].filter(({ url }) => url !== undefined),
  }
}

function identifiersOf({ identifiers }: EntityRecord): Json[] {
  return (identifiers ?? []).map((identifier) => {
    const [scheme, ...rest] = identifier.split(':')
    return { scheme, identifier: rest.join(':') }
  })
}

/** What the facts of an entity say that its own fields say already. */
const inEntity = ['founded', 'dissolved', 'website', 'date']

async function* membershipsOf(snapshot: Snapshot, losses: Losses): AsyncGenerator<readonly Json[]> {
  for await (const batch of readFacts(snapshot)) {
    yield batch.map((fact) => membership(fact, losses)).filter((found) => found !== undefined)
  }
}

function membership(fact: FactRecord, losses: Losses): Json | undefined {
  const { dataset, key, kind, subject, object, object_kind: to, relationship_type: type, sources } = fact
  const isMember = type === 'MEMBER_OF' && fact.subject_kind === 'PERSON'
  const isMemberBody = type === 'MEMBER_OF' && fact.subject_kind === 'ORGANIZATION'
  if (kind === 'ROLE' || ((isMember || isMemberBody) && to === 'ORGANIZATION')) {
    losses.carry(kind)
    losses.lose('evidence', 'the sentence has no field; the address of its document is kept', sources.length)
    const urls = [...new Set(sources.map((source) => iriOf(source.document_url ?? '')))].filter(
      (url) => url !== undefined,
    )
    return present({
      id: `${dataset}.${key}`,
      label: fact.statement,
      role: fact.title,
      person_id: isMemberBody ? undefined : subject,
      member: isMemberBody ? { '@type': 'Organization', id: subject } : undefined,
      organization_id: object,
      start_date: plainDate(fact.start_date, `time of ${kind}`, losses),
      end_date: plainDate(fact.end_date, `time of ${kind}`, losses),
      sources: urls.map((url) => ({ url })),
    })
  }
  countLoss(fact, losses)
  return undefined
}

function countLoss(
  { kind, attribute, relationship_type: type, subject_kind: from, object_kind: to }: FactRecord,
  losses: Losses,
): void {
  const isParent = type === 'PART_OF' && from === 'ORGANIZATION' && to === 'ORGANIZATION'
  const isSaid = kind === 'ALIAS' || (kind === 'ATTRIBUTE' && inEntity.includes(attribute ?? ''))
  if (isParent || isSaid) losses.carry(kind)
  else losses.lose(type === null ? kind : `${kind} ${type}`, 'Popolo has no class for it')
}

function present(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value != null && !(Array.isArray(value) && value.length === 0)),
  )
}
