import { omit } from 'es-toolkit/object/omit'
import type { z } from 'zod'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { entityKind, factKind } from '../model/kind.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, FactDraft, SameAsDraft } from './draft.ts'
import { documentFormat, entityFormat, factFormat, headerFormat, sameAsFormat } from './draft-format.ts'
import type { ImageType } from './image.ts'
import { type ItemContent, recordedFields } from './item.ts'
import { type ShapeProblem, shapeProblems } from './shape-problem.ts'

/** The head of a dataset, without its documents. */
export type HeaderDraft = Pick<DatasetDraft, 'slug' | 'title' | 'language' | 'licence'>

/** The draft of an item of each type. */
export interface ItemDrafts {
  readonly dataset: HeaderDraft
  readonly document: DocumentDraft
  readonly entity: EntityDraft
  readonly sameAs: SameAsDraft
  readonly fact: FactDraft
}

export type ReadItem<T extends ImageType> =
  | { readonly draft: ItemDrafts[T]; readonly problems?: undefined }
  | { readonly draft?: undefined; readonly problems: readonly ShapeProblem[] }

/** Reads what an item says as a draft, by the format of files. What the log adds to it is left out. */
export function readItem<T extends ImageType>(type: T, content: ItemContent): ReadItem<T> {
  const { kind } = content as { kind?: EntityKind | FactKind }
  const values = withTextOnly(omit(content, ['kind', ...recordedFields]))
  const { success, data, error } = formatOf(type, kind).safeParse(values)
  if (!success) return { problems: shapeProblems(error, values, sectionOf(type, kind)) }
  return { draft: { ...(kind && { kind }), ...data } as ItemDrafts[T] }
}

/** Files are read as text; in the log, and over GraphQL, the number of a paragraph is a number. */
function withTextOnly(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return value.map(withTextOnly)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withTextOnly(inner)]))
}

const formats = new Map<string, z.ZodType<object>>()

function formatOf(type: ImageType, kind: string | undefined): z.ZodType<object> {
  const known = formats.get(`${type} ${kind}`)
  if (known) return known
  const format = makeFormat(type, kind)
  formats.set(`${type} ${kind}`, format)
  return format
}

function makeFormat(type: ImageType, kind: string | undefined): z.ZodType<object> {
  switch (type) {
    case 'dataset':
      return headerFormat.omit({ documents: true })
    case 'document':
      return documentFormat
    case 'entity':
      return entityFormat(entityKind(kind as EntityKind)).omit({ sameAs: true })
    case 'sameAs':
      return sameAsFormat(entityKind(kind as EntityKind))
    case 'fact':
      return factFormat(factKind(kind as FactKind))
  }
}

function sectionOf(type: ImageType, kind: string | undefined): string | undefined {
  if (type === 'fact') return factKind(kind as FactKind).section
  return type === 'entity' || type === 'sameAs' ? entityKind(kind as EntityKind).section : undefined
}
