import { periodEdtf } from '../date/period.ts'
import type { AliasKind, FactKind } from '../generated/prisma/enums.ts'
import { type FieldValues, factKind } from '../model/kind.ts'
import type { LabelDraft } from './draft.ts'
import { type ImageType, imagesOf } from './image.ts'
import type { Reader } from './meaning.ts'

export interface Image {
  readonly id: number
  readonly key: string
  readonly content: FieldValues
}

/**
 * What the graph says of these things, with what their images leave out: the period of an attribute whose value is the
 * same text and no date, and a label of an item that is the same text as its name.
 */
export async function readImages(reader: Reader, type: ImageType, ids: readonly number[]): Promise<Image[]> {
  const images = await reader.$queryRawUnsafe<Image[]>(imagesOf(type, 'select unnest($1::int[])'), ids)
  if (type === 'fact') return await withPeriods(reader, images)
  return type === 'sameAs' ? await withLabels(reader, images) : images
}

interface StoredPeriod {
  readonly id: number
  readonly fromEdtf: string | null
  readonly untilEdtf: string | null
  readonly ongoing: boolean
}

async function withPeriods(reader: Reader, images: readonly Image[]): Promise<Image[]> {
  const isWithout = ({ content }: Image) => {
    const { period, impliedPeriod } = factKind(content.kind as FactKind)
    return impliedPeriod !== undefined && content[period] === undefined && !impliedPeriod.when(content)
  }
  const ids = images.filter(isWithout).map(({ id }) => id)
  if (ids.length === 0) return [...images]
  const rows = await reader.$queryRaw<StoredPeriod[]>`
    select id, from_edtf as "fromEdtf", until_edtf as "untilEdtf", ongoing from fact where id = any(${ids}::int[])
      and (from_edtf is not null or until_edtf is not null or ongoing)`
  const periods = new Map(rows.map((row) => [row.id, periodEdtf(row)]))
  return images.map((image) => {
    const text = periods.get(image.id)
    const { period } = factKind(image.content.kind as FactKind)
    return text === undefined ? image : { ...image, content: { ...image.content, [period]: text } }
  })
}

async function withLabels(reader: Reader, images: readonly Image[]): Promise<Image[]> {
  const ids = images.map(({ id }) => id)
  const rows = await reader.$queryRaw<{ id: number; text: string; aliasKind: AliasKind }[]>`
    select item.id, text, name.kind::text as "aliasKind" from name join same_as as item on item.id = same_as_id
    where item.id = any(${ids}::int[]) and text = item.name and name.kind <> 'ALSO_KNOWN_AS'`
  const labels = Map.groupBy(rows, ({ id }) => id)
  return images.map((image) => {
    const own = (labels.get(image.id) ?? []).map(({ text, aliasKind }): LabelDraft => ({ text, aliasKind }))
    if (own.length === 0) return image
    const known = (image.content.labels ?? []) as readonly LabelDraft[]
    return { ...image, content: { ...image.content, labels: [...known, ...own] } }
  })
}
