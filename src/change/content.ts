import { chunk } from 'es-toolkit/array/chunk'
import { isEqual } from 'es-toolkit/predicate/isEqual'
import { periodEdtf } from '../date/period.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { plainDecimal } from '../model/decimal.ts'
import { impliedPeriodOf, periodOf } from '../model/ends.ts'
import type { Field } from '../model/field.ts'
import { entityKind, type FieldValues, factKind } from '../model/kind.ts'
import type { EvidenceDraft, FactDraft } from './draft.ts'
import type { ImageType } from './image.ts'
import type { ItemContent } from './item.ts'
import { type Meaning, type Reader, verbatim } from './meaning.ts'
import { dateRow, periodRow } from './period-row.ts'
import { readImages } from './read-images.ts'

// One form for what drafts say and what images say, so that both can be compared: what the graph would say of the draft.

/** A draft, an image, or what stands in a file. */
export type ItemSource = FieldValues

/**
 * What an item says: without empty lists and fields, numbers and dates in one form, lists without an order of their own
 * sorted, slugs and keys as `meaning` has them.
 */
export function contentOf(type: ImageType, item: ItemSource, meaning: Meaning = verbatim): ItemContent {
  switch (type) {
    case 'dataset':
      return compact({ slug: item.slug, title: item.title, language: item.language, licence: item.licence })
    case 'document':
      return documentContent(item)
    case 'entity':
      return compact({
        ...entityContent(item),
        ...fieldContents(item, entityKind(item.kind as EntityKind).fields, meaning),
      })
    case 'sameAs':
      return compact({ ...entityContent(item), sameAs: meaning.entity(String(item.sameAs)) })
    case 'fact':
      return factContent(item as FactDraft, meaning)
  }
}

/** Lists whose order says nothing. */
export const unorderedLists: ReadonlySet<string> = new Set(['formerSlugs', 'labels', 'identifiers'])

function documentContent(item: ItemSource): ItemContent {
  const { slug, formerSlugs, title, externalId, sha256, language, licence, url, asOf, retrievedOn, format } = item
  return compact({
    slug,
    formerSlugs: sorted(formerSlugs),
    title,
    externalId,
    sha256,
    language,
    licence,
    url,
    asOf: dateText(asOf),
    retrievedOn: dateText(retrievedOn),
    format,
    references: sorted(item.references),
  })
}

function entityContent(item: ItemSource): Record<string, unknown> {
  const { kind, slug, formerSlugs, name, summary, labels, identifiers } = item
  return {
    kind,
    slug,
    formerSlugs: sorted(formerSlugs),
    name,
    summary,
    labels: sorted(labels),
    identifiers: sorted(identifiers),
  }
}

function factContent(item: FactDraft, meaning: Meaning): ItemContent {
  const { subject, object, period, fields } = factKind(item.kind as FactKind)
  const { from_edtf: fromEdtf, until_edtf: untilEdtf, ongoing } = periodRow(periodOf(item))
  const time = periodEdtf({ fromEdtf, untilEdtf, ongoing })
  const end = (field: string) => slugContent(item[field], meaning)
  return compact({
    kind: item.kind,
    key: item.key,
    [subject.field]: end(subject.field),
    ...(object ? { [object.field]: end(object.field) } : {}),
    ...fieldContents(item, fields, meaning),
    // A period that another field says is not said twice.
    [period]: time === impliedPeriodOf(item) ? undefined : time,
    statement: item.statement,
    computed: item.computed,
    evidence: item.evidence.map((piece) => evidenceContent(piece, meaning)),
  })
}

function evidenceContent({ document, paragraph, anchor, digest, references }: EvidenceDraft, meaning: Meaning) {
  return compact({ document: meaning.document(document), paragraph, anchor, digest, references })
}

function fieldContents(
  item: FieldValues,
  fields: Readonly<Record<string, Field>>,
  meaning: Meaning,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, fieldContent(item[name], field, meaning)]),
  )
}

function fieldContent(value: unknown, field: Field, meaning: Meaning): unknown {
  switch (field.holds) {
    case 'value': {
      const text = value ?? field.fallback
      return field.format.name === 'decimal' && typeof text === 'string' ? plainDecimal(text) : text
    }
    case 'reference':
      return slugContent(value, meaning)
    case 'fact':
      return typeof value === 'string' ? meaning.fact(value) : undefined
    case 'references':
      return ((value ?? []) as readonly unknown[]).map((slug) => slugContent(slug, meaning))
    case 'records':
      return ((value ?? []) as readonly FieldValues[]).map((record) =>
        compact(fieldContents(record, field.fields, meaning)),
      )
  }
}

function slugContent(value: unknown, meaning: Meaning): string | undefined {
  return typeof value === 'string' ? meaning.entity(value) : undefined
}

function dateText(edtf: unknown): string | undefined {
  return typeof edtf === 'string' ? (dateRow('date', edtf).date_edtf as string) : undefined
}

/** By code point. Items of lists may be objects. */
function sorted(list: unknown): unknown[] {
  const items = ((list ?? []) as readonly unknown[]).map((item) => (isObject(item) ? compact(item) : item))
  return items.toSorted((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
}

const sortFields = ['label', 'text', 'aliasKind', 'scheme', 'value', 'title', 'url']

/** Numbers, such as those of citations, by their size. */
function sortKey(item: unknown): string {
  const texts = isObject(item) ? sortFields.map((name) => item[name] ?? '') : [item]
  return texts.join('\0').replaceAll(/\d+/gu, (number) => number.padStart(20, '0'))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Without what is empty or missing. */
export function compact(content: Record<string, unknown>): ItemContent {
  return Object.fromEntries(
    Object.entries(content).filter(
      ([, value]) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
}

/** The ids of the things among these that say in the graph what `contents` say, by their ids. */
export async function sameInGraph(
  reader: Reader,
  type: ImageType,
  contents: ReadonlyMap<number, ItemContent>,
): Promise<Set<number>> {
  const same = new Set<number>()
  for (const ids of chunk([...contents.keys()], 5000)) {
    for (const { id, content } of await readImages(reader, type, ids)) {
      if (isEqual(contentOf(type, content), contents.get(id))) same.add(id)
    }
  }
  return same
}
