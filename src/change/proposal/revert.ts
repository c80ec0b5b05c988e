import { omit } from 'es-toolkit/object/omit'
import { DossierError } from '../../errors.ts'
import type { Change } from '../../generated/prisma/client.ts'
import { quoted } from '../../model/value.ts'
import type { ImageType } from '../image.ts'
import { type ItemChange, type ItemContent, recordedFields } from '../item.ts'
import type { Transaction } from '../writer.ts'
import { isSameContent } from './content.ts'
import { createProposal } from './create.ts'
import { requestsOf } from './request.ts'
import type { Person } from './stored.ts'

/**
 * Opens a proposal that undoes what a revision changed. What has changed since is part of it, too, and cannot be accepted.
 *
 * @returns Its key.
 * @throws DossierError NOT_FOUND for a revision that the log does not have; BAD_USER_INPUT for one that changed something
 *   that no proposal can change: the text of a document, or that a dataset declares it which none declared.
 */
export async function revertRevision(
  tx: Transaction,
  revision: string,
  { by, reason }: { readonly by: Person; readonly reason: string },
): Promise<string> {
  const rows = await readRevision(tx, revision)
  const text = rows.find(isOfText)
  if (text !== undefined) {
    const message = `Revision ${quoted(revision)} changed the text of the document ${quoted(text.key)}, and no proposal can give that back. Load the former text with \`document load --replace\`, or take the text out with \`document unload\`.`
    throw new DossierError('BAD_USER_INPUT', message, { value: revision })
  }
  const taken = await takenDocument(tx, rows)
  if (taken !== undefined) {
    const message = `Revision ${quoted(revision)} took the document ${quoted(taken.key)}, which no dataset declared, into the dataset ${quoted(taken.dataset)}, and no proposal can give that back. Take out what is wrong by a proposal of its own.`
    throw new DossierError('BAD_USER_INPUT', message, { value: revision })
  }
  const edits = rows.filter(isEdit)
  if (edits.length === 0) {
    const message = `Revision ${quoted(revision)} changed nothing that a dataset says, but what was found out about its sentences.`
    throw new DossierError('BAD_USER_INPUT', message, { value: revision })
  }
  const removed = edits.find(({ type, after }) => type === 'dataset' && after === null)?.key
  return await createProposal(tx, {
    title: `Undo revision ${revision}`,
    reason,
    by,
    origin: { by: 'PERSON', name: by.name },
    reverts: revision,
    changes: await requestsOf(
      tx,
      edits.map((row) => inverse(row, removed)),
    ),
  })
}

async function readRevision(tx: Transaction, revision: string): Promise<Change[]> {
  const [, epoch, number] = /^([0-9a-f]+)-(\d{1,18})$/.exec(revision) ?? []
  const rows =
    epoch === undefined || number === undefined
      ? []
      : await tx.change.findMany({
          where: { epoch, number: BigInt(number) },
          orderBy: { ordinal: 'asc' },
        })
  if (rows.length > 0) return rows
  const message = `The log has no changes of revision ${quoted(revision)}. Take a revision from \`changes\`.`
  throw new DossierError('NOT_FOUND', message, { value: revision })
}

/**
 * Whether a document got, lost or changed its text. A document that came with it, as that of an import does, can be taken
 * out of its dataset again; its text then belongs to none.
 */
function isOfText({ type, dataset, before, after }: Change): boolean {
  if (type !== 'document' || (before === null && dataset !== '')) return false
  const [was, is] = [before, after].map((image) => {
    const { isLoaded, sha256 } = (image ?? {}) as ItemContent
    return isLoaded === true ? `the text ${sha256}` : 'no text'
  })
  return was !== is
}

/** A document that a dataset declares since, and none declared before; undefined if there is none. */
async function takenDocument(tx: Transaction, rows: readonly Change[]): Promise<Change | undefined> {
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
function isEdit({ type, dataset, before, after }: Change): boolean {
  if (before === null || after === null || (type === 'document' && dataset === '')) return true
  return !isSameContent(type as ImageType, before as ItemContent, after as ItemContent)
}

/** The change that takes one back. A document without a dataset was that of the dataset which the revision removed. */
function inverse({ type, dataset, key, before, after }: Change, removed: string | undefined): ItemChange {
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
