import { omit } from 'es-toolkit/object/omit'
import { isEqual } from 'es-toolkit/predicate/isEqual'
import { DossierError } from '../../errors.ts'
import type { Change as Logged } from '../../generated/prisma/client.ts'
import { quoted } from '../../model/value.ts'
import type { Change } from '../change.ts'
import { documentOfSlug } from '../document.ts'
import type { ImageType } from '../image.ts'
import { type ItemContent, recordedFields } from '../item.ts'
import { removeText } from '../text.ts'
import { type Changed, type ChangeOptions, type Connected, changeGraph } from '../transaction.ts'
import type { Transaction } from '../writer.ts'
import { applyChanges } from './apply.ts'
import { isSameContent } from './content.ts'
import { mostChanges } from './create.ts'
import { readItemStates } from './item-state.ts'
import { ProposalRefusal } from './problem.ts'
import {
  inverse,
  isEdit,
  isOfText,
  placeOfRevision,
  type RevisionPlace,
  readRows,
  takenDocument,
  unknownRevision,
} from './revision.ts'
import { undoLarge } from './undo-large.ts'

export interface UndoOptions extends ChangeOptions {
  /** The most changes that are undone at once; of more, a few at a time are in memory. */
  readonly mostAtOnce?: number
}

/**
 * Undoes what a revision changed, in one transaction: all of it or nothing. The text of a document that the revision
 * created goes with the document.
 *
 * @returns How many changes were undone.
 * @throws DossierError NOT_FOUND for a revision that the log does not have; CONFLICT when something of it has changed
 *   since, or others refer to what would go; BAD_USER_INPUT for one that changed something that cannot be given back.
 */
export async function undoRevision(
  db: Connected,
  revision: string,
  { mostAtOnce = mostChanges, ...options }: UndoOptions,
): Promise<Changed<number>> {
  return await changeGraph(db, options, async (change) => {
    const { tx } = change
    const place = placeOfRevision(revision)
    const count = place === undefined ? 0 : await tx.change.count({ where: place })
    if (place === undefined || count === 0) throw unknownRevision(revision)
    const documents = await tx.change.findMany({ where: { ...place, type: 'document' }, orderBy: { ordinal: 'asc' } })
    const removed = await tx.change.count({ where: { ...place, type: 'dataset', operation: 'DELETE' } })
    await refuseLost(tx, revision, documents, removed > 0)
    change.step('comparing')
    await refuseStale(tx, revision, place)
    const undone =
      count <= mostAtOnce ? await undoAtOnce(change, revision, place) : await undoLarge(change, revision, place)
    await removeCreatedTexts(change, documents)
    return undone
  })
}

/** Refuses what nobody can give back. */
async function refuseLost(
  tx: Transaction,
  revision: string,
  documents: readonly Logged[],
  removesDataset: boolean,
): Promise<void> {
  const text = documents.find((row) => isOfText(row) && row.before !== null)
  if (text !== undefined) {
    const message = `Revision ${quoted(revision)} changed the text of the document ${quoted(text.key)}, which the log does not have. Load the former text with \`document load --replace\`, or take the text out with \`document unload\`.`
    throw new DossierError('BAD_USER_INPUT', message, { value: revision })
  }
  const taken = await takenDocument(tx, documents)
  if (taken !== undefined) {
    const message = `Revision ${quoted(revision)} took the document ${quoted(taken.key)}, which no dataset declared, into the dataset ${quoted(taken.dataset)}, and that cannot be given back. Take out what is wrong by a proposal.`
    throw new DossierError('BAD_USER_INPUT', message, { value: revision })
  }
  const left = documents.find(({ dataset, before, after }) => dataset === '' && before !== null && after !== null)
  if (left === undefined || removesDataset) return
  const message = `Revision ${quoted(revision)} took the document ${quoted(left.key)} out of its dataset, which the log does not name. Declare it there again by a proposal or by the files.`
  throw new DossierError('BAD_USER_INPUT', message, { value: revision })
}

const mostShown = 20

/** Refuses a revision of which something has changed since. */
async function refuseStale(tx: Transaction, revision: string, place: RevisionPlace): Promise<void> {
  const changed: string[] = []
  for await (const rows of readRows(tx, place)) {
    const states = await readItemStates(tx, rows.map(nameOf))
    for (const [index, row] of rows.entries()) {
      if (isEdit(row) && !isAsAfter(row, states[index])) changed.push(`  ${row.type} ${quoted(row.key)}`)
    }
    if (changed.length > mostShown) break
  }
  if (changed.length === 0) return
  const lines = changed.slice(0, mostShown)
  if (changed.length > mostShown) lines.push('  ... and more')
  const message = `Something of revision ${quoted(revision)} has changed since. Undo the later changes first, the last one first:\n${lines.join('\n')}`
  throw new DossierError('CONFLICT', message, { value: revision })
}

function nameOf({ type, dataset, key }: Logged) {
  return { type: type as ImageType, dataset, key }
}

/** Whether the graph says of a thing what it said after the change. */
function isAsAfter(
  { type, dataset, key, after }: Logged,
  state: { readonly dataset: string; readonly key: string; readonly content: ItemContent } | undefined,
): boolean {
  // Something else may have the slug as a former one.
  const isThere = state !== undefined && state.key === key
  if (after === null || !isThere) return (after !== null) === isThere
  const [said, says] = [after as ItemContent, state.content].map((content) => omit({ ...content }, recordedFields))
  return state.dataset === dataset && (isEqual(said, says) || isSameContent(type as ImageType, said ?? {}, says ?? {}))
}

async function undoAtOnce(change: Change, revision: string, place: RevisionPlace): Promise<number> {
  const rows = await change.tx.change.findMany({ where: { ...place }, orderBy: { ordinal: 'asc' } })
  // A document of no dataset goes with its text.
  const edits = rows.filter((row) => isEdit(row) && !(row.dataset === '' && row.before === null))
  const removed = edits.find(({ type, after }) => type === 'dataset' && after === null)?.key
  const changes = edits.map((row, index) => ({ ordinal: index + 1, ...inverse(row, removed) }))
  try {
    await applyChanges(change, changes, { demandsEvidence: false, ordinals: new Map() })
  } catch (error) {
    if (!(error instanceof ProposalRefusal)) throw error
    const lines = error.problems.slice(0, mostShown).map(({ message }) => `  ${message}`)
    throw new DossierError('CONFLICT', `Revision ${quoted(revision)} cannot be undone:\n${lines.join('\n')}`)
  }
  return changes.length
}

/** A document that the revision created, and that nothing cites any more, goes with its text. */
async function removeCreatedTexts(change: Change, documents: readonly Logged[]): Promise<void> {
  for (const { key, before } of documents) {
    const document = before === null ? await documentOfSlug(change, key) : null
    if (document === null || document.slug !== key) continue
    const cited = await change.tx.evidence.findFirst({
      where: { OR: [{ paragraph: { documentId: document.id } }, { movedFrom: { documentId: document.id } }] },
    })
    if (cited !== null || document.datasetId !== null) continue
    await removeText(change, document.id)
    await change.remove('document', [document.id])
  }
}
