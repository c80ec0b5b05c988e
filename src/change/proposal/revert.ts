import { DossierError } from '../../errors.ts'
import { quoted } from '../../model/value.ts'
import type { Transaction } from '../writer.ts'
import { createProposal, mostChanges } from './create.ts'
import { requestsOf } from './request.ts'
import { inverse, isEdit, isOfText, placeOfRevision, takenDocument, unknownRevision } from './revision.ts'
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
  const place = placeOfRevision(revision)
  const count = place === undefined ? 0 : await tx.change.count({ where: place })
  if (count === 0) throw unknownRevision(revision)
  if (count > mostChanges) {
    const message = `Revision ${quoted(revision)} has ${count} changes, and a proposal at most ${mostChanges}. \`changes undo ${revision}\` on the command line undoes it directly.`
    throw new DossierError('BAD_USER_INPUT', message, { maximum: mostChanges })
  }
  const rows = await tx.change.findMany({ where: { ...place }, orderBy: { ordinal: 'asc' } })
  const text = rows.find(isOfText)
  if (text !== undefined) {
    const message = `Revision ${quoted(revision)} changed the text of the document ${quoted(text.key)}, and no proposal can give that back. Load the former text with \`document load --replace\`, or take the text out with \`document unload\`.${text.before === null ? ` \`changes undo ${revision}\` on the command line takes out all of it.` : ''}`
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
