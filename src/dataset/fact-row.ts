import { nameKey } from '../name/key.ts'
import { digestOf } from './digest.ts'
import { type DatasetFact, type DatasetFactIn, factKinds } from './format.ts'
import { endsOf, periodOfFact } from './item.ts'
import { periodRow } from './period-row.ts'
import type { RowOf, tables } from './table.ts'

type Ids = ReadonlyMap<string, number>

/** A fact and the digest of what its file says. */
export interface FactDraft {
  readonly fact: DatasetFact
  readonly digest: string
}

export function draftFacts(facts: readonly DatasetFact[]): FactDraft[] {
  return facts.map((fact) => {
    const { index: _index, at: _at, ...content } = fact
    return { fact, digest: digestOf(content) }
  })
}

export function factRow(
  { fact, digest }: FactDraft,
  entities: Ids,
  datasetId: number,
  recordedAt: Date,
): RowOf<typeof tables.fact> {
  const { subject, object } = endsOf(fact)
  return {
    kind: factKinds[fact.section],
    key: fact.key,
    dataset_id: datasetId,
    digest,
    subject_id: entities.get(subject),
    object_id: object === null ? null : entities.get(object),
    statement: fact.statement,
    ...periodRow(periodOfFact(fact)),
    recorded_at: recordedAt,
  }
}

/** The row of the table of its kind. */
export function factKindRow(fact: DatasetFact, id: number, entities: Ids) {
  switch (fact.section) {
    case 'aliases':
      return { id, name: fact.name, kind: fact.aliasKind, language: fact.language ?? null }
    case 'attributes':
      return { id, key: fact.attribute, value: fact.value }
    case 'figures': {
      const { metric, amount, unit, currency, qualifier } = fact
      return { id, metric, value: amount, unit: unit ?? null, currency: currency ?? null, qualifier }
    }
    case 'relationships':
      return { id, type: fact.relationshipType }
    case 'roles':
      return { id, title: fact.title }
    case 'criticisms':
      return { id, summary: fact.claim, published_by_id: entities.get(fact.publishedBy ?? '') ?? null }
  }
}

/** The name by which an alias finds its entity. */
export function aliasNameRow(
  fact: DatasetFactIn<'aliases'>,
  id: number,
  entities: Ids,
): RowOf<typeof tables.aliasName> {
  return {
    entity_id: entities.get(fact.subject),
    alias_id: id,
    text: fact.name,
    key: nameKey(fact.name),
    kind: fact.aliasKind,
  }
}

/** The lists of a criticism, each in its order. */
export function criticismRows(fact: DatasetFactIn<'criticisms'>, id: number, entities: Ids) {
  return {
    topics: fact.topics.map((slug, index) => ({ criticism_id: id, topic_id: entities.get(slug), ordinal: index + 1 })),
    about: fact.about.map((slug, index) => ({ criticism_id: id, entity_id: entities.get(slug), ordinal: index + 1 })),
    spokespeople: fact.spokespeople.map((slug, index) => ({
      criticism_id: id,
      person_id: entities.get(slug),
      ordinal: index + 1,
    })),
    quotations: fact.quotations.map(({ text, speaker }, index) => ({
      criticism_id: id,
      ordinal: index + 1,
      text,
      speaker_id: entities.get(speaker ?? '') ?? null,
    })),
  }
}
