import { omit } from 'es-toolkit/object/omit'
import { DossierError } from '../../errors.ts'
import type { Change } from '../../generated/prisma/client.ts'
import type { ImageType } from '../image.ts'
import { type ItemContent, recordedFields } from '../item.ts'
import type { Transaction } from '../writer.ts'
import { isSameContent } from './content.ts'
import { createProposal } from './create.ts'
import { readItemStates } from './item-state.ts'
import type { ChangeRequest } from './prepare.ts'
import type { Person } from './stored.ts'

/**
 * Opens a proposal that undoes what a revision changed. What has changed since is part of it, too, and cannot be accepted.
 *
 * @returns Its key.
 * @throws DossierError NOT_FOUND for a revision that the log does not have; BAD_USER_INPUT for one that changed nothing that
 *   a proposal can change, such as the loading of a text.
 */
export async function revertRevision(
  tx: Transaction,
  revision: string,
  { by, reason }: { readonly by: Person; readonly reason: string },
): Promise<string> {
  const rows = await readRevision(tx, revision)
  const edits = rows.filter(isEdit)
  if (edits.length === 0) {
    const message = `Revision "${revision}" changed nothing that a dataset says. The text of a document is taken out with \`document unload\`.`
    throw new DossierError('BAD_USER_INPUT', message, { value: revision })
  }
  return await createProposal(tx, {
    title: `Undo revision ${revision}`,
    reason,
    by,
    origin: { by: 'PERSON', name: by.name },
    reverts: revision,
    changes: await undo(tx, edits),
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
  const message = `The log has no changes of revision "${revision}". Take a revision from \`changes\`.`
  throw new DossierError('NOT_FOUND', message, { value: revision })
}

/** What is different in what the thing says, and not only in what its sentences were found to say. */
function isEdit({ type, before, after }: Change): boolean {
  if (before === null || after === null) return true
  return !isSameContent(type as ImageType, before as ItemContent, after as ItemContent)
}

async function undo(tx: Transaction, rows: readonly Change[]): Promise<ChangeRequest[]> {
  const names = rows.map(({ type, dataset, key }) => ({ type: type as ImageType, dataset, key }))
  const states = await readItemStates(tx, names)
  return rows.map((row, index): ChangeRequest => {
    const { before, after } = row
    const name = names[index] as (typeof names)[number]
    const state = states[index]
    if (after === null) return { ...name, operation: 'CREATE', values: content(before) }
    // Of what has changed since, the version that the revision made is expected, which is there no more.
    const isAsMade = state !== undefined && isSameContent(name.type, content(after), state.content)
    const expectedVersion = state === undefined ? 1 : isAsMade ? state.version : state.version - 1
    if (before === null) return { ...name, operation: 'DELETE', expectedVersion, values: {} }
    return { ...name, operation: 'UPDATE', expectedVersion, values: replacing(content(after), content(before)) }
  })
}

function content(value: unknown): ItemContent {
  return omit(value as Record<string, unknown>, recordedFields)
}

/** The fields that make one content another: what the other lacks is taken out. */
function replacing(one: ItemContent, other: ItemContent): ItemContent {
  const lost = Object.keys(one).filter((name) => !(name in other))
  return { ...Object.fromEntries(lost.map((name) => [name, null])), ...other }
}
