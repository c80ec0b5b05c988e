import type { CheckedStatus } from '../change/anchor.ts'
import type { Change } from '../change/change.ts'
import { DossierError } from '../errors.ts'
import type { Document } from '../generated/prisma/client.ts'
import type { PlainDocument } from './plain.ts'

interface Standing {
  readonly id: number
  readonly status: CheckedStatus
}

/** What a piece of evidence may lose: its sentence, and then any sentence that has its words. */
const standing: Readonly<Record<CheckedStatus, number>> = { FOUND: 2, AMBIGUOUS: 1, ORPHANED: 0, NOT_LOADED: 0 }

/**
 * Refuses the change when it is complete if `text` is another one than the document has, and evidence loses its place by
 * it: it may be a text of something else that has the same number by mistake. Call it before the text is written.
 *
 * @throws DossierError CONFLICT, when the evidence has been checked.
 */
export async function keepPlaces(
  change: Change,
  document: Document,
  text: Pick<PlainDocument, 'sha256'>,
): Promise<void> {
  if (document.loadedAt === null || document.sha256 === text.sha256) return
  const before = await standings(change, document.id)
  change.whenChecked(async () => {
    const after = new Map((await standings(change, document.id)).map(({ id, status }) => [id, status]))
    const lost = before.filter(({ id, status }) => standing[after.get(id) ?? 'ORPHANED'] < standing[status]).length
    if (lost > 0) throw losesPlaces(document.slug, lost, before.length)
  })
}

async function standings({ tx }: Change, documentId: number): Promise<Standing[]> {
  return await tx.$queryRaw<Standing[]>`
    select evidence.id, status::text from evidence join paragraph on paragraph.id = paragraph_id
    where document_id = ${documentId}`
}

function losesPlaces(slug: string, lost: number, evidence: number): DossierError {
  const pieces = evidence === 1 ? 'The piece of evidence that cites it' : `${lost} of ${evidence} pieces of evidence`
  const message = `The document "${slug}" has another text already. ${pieces} would lose ${lost === 1 ? 'its place' : 'their places'} in this one, so nothing was written. If it is a newer version of that text, load it with --replace; if it is the text of another document, correct its number or --slug.`
  return new DossierError('CONFLICT', message, { slug, lost, evidence })
}
