import { omit } from 'es-toolkit/object/omit'
import { DossierError } from '../../errors.ts'
import { type Change, Prisma } from '../../generated/prisma/client.ts'
import { quoted } from '../../model/value.ts'
import type { ImageType } from '../image.ts'
import { type ItemChange, type ItemContent, recordedFields } from '../item.ts'
import type { Transaction } from '../writer.ts'
import { isSameContent } from './content.ts'

// What the log says of one revision, and how to take it back.

export interface RevisionPlace {
  readonly epoch: string
  readonly number: bigint
}

/** The place of a revision in the log; undefined for what is no revision. */
export function placeOfRevision(revision: string): RevisionPlace | undefined {
  const [, epoch, number] = /^([0-9a-f]+)-(\d{1,18})$/.exec(revision) ?? []
  return epoch === undefined || number === undefined ? undefined : { epoch, number: BigInt(number) }
}

/** @throws DossierError NOT_FOUND for a revision of which the log has nothing. */
export function unknownRevision(revision: string): DossierError {
  const message = `The log has no changes of revision ${quoted(revision)}. Take a revision from \`changes\`.`
  return new DossierError('NOT_FOUND', message, { value: revision })
}

interface RowsWanted {
  readonly types?: readonly ImageType[]
  /** Only those of things that were there before. */
  readonly isOfBefore?: boolean
}

const batchSize = 1000

/** The changes of a revision in their order, a thousand at a time. */
export async function* readRows(
  tx: Transaction,
  place: RevisionPlace,
  { types, isOfBefore = false }: RowsWanted = {},
): AsyncGenerator<Change[]> {
  for (let last = 0; ; ) {
    const rows = await tx.change.findMany({
      where: {
        ...place,
        ordinal: { gt: last },
        ...(types && { type: { in: [...types] } }),
        ...(isOfBefore && { before: { not: Prisma.DbNull } }),
      },
      orderBy: { ordinal: 'asc' },
      take: batchSize,
    })
    if (rows.length > 0) yield rows
    if (rows.length < batchSize) return
    last = rows.at(-1)?.ordinal ?? last
  }
}

/** Whether a document got, lost or changed its text. */
export function isOfText({ type, dataset, before, after }: Change): boolean {
  if (type !== 'document' || (before === null && dataset !== '')) return false
  const [was, is] = [before, after].map((image) => {
    const { isLoaded, sha256 } = (image ?? {}) as ItemContent
    return isLoaded === true ? `the text ${sha256}` : 'no text'
  })
  return was !== is
}

/** A document that a dataset declares since, and none declared before; undefined if there is none. */
export async function takenDocument(tx: Transaction, rows: readonly Change[]): Promise<Change | undefined> {
  for (const row of rows) {
    const { type, number, dataset, key, formerKey, before, after } = row
    if (type !== 'document' || dataset === '' || before === null || after === null) continue
    const earlier = await tx.change.findFirst({
      where: { type, key: { in: [key, formerKey ?? key] }, number: { lt: number } },
      orderBy: [{ number: 'desc' }, { ordinal: 'desc' }],
    })
    if (earlier?.dataset === '') return row
  }
  return undefined
}

/** What is different in what the thing says, or who declares it, and not only in what its sentences were found to say. */
export function isEdit({ type, dataset, before, after }: Change): boolean {
  if (before === null || after === null || (type === 'document' && dataset === '')) return true
  return !isSameContent(type as ImageType, before as ItemContent, after as ItemContent)
}

/** The change that takes one back. A document without a dataset was that of the dataset which the revision removed. */
export function inverse({ type, dataset, key, before, after }: Change, removed: string | undefined): ItemChange {
  const name = { type: type as ImageType, dataset: dataset === '' && removed !== undefined ? removed : dataset, key }
  const [was, is] = [before, after].map((value) => (value === null ? undefined : content(value)))
  return {
    ...name,
    operation: is === undefined ? 'CREATE' : was === undefined ? 'DELETE' : 'UPDATE',
    ...(is && { before: is }),
    ...(was && { after: was }),
  }
}

function content(value: unknown): ItemContent {
  return omit(value as Record<string, unknown>, recordedFields)
}
