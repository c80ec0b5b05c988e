import { once } from '../access/repetition.ts'
import { datasetDifference } from '../change/difference.ts'
import type { ItemChange } from '../change/item.ts'
import { checkProposal, type Judgement } from '../change/proposal/accept.ts'
import { createProposal } from '../change/proposal/create.ts'
import { submitProposal } from '../change/proposal/decide.ts'
import { requestsOf } from '../change/proposal/request.ts'
import { type Connected, timeouts } from '../change/transaction.ts'
import { keepRevision } from '../database/revision.ts'
import type { Actor } from '../viewer.ts'
import { type Dataset, draftOf } from './read/format.ts'

/** Files of a dataset as a proposal. */
export interface ProposedDataset extends Omit<Judgement, 'revision'> {
  readonly dataset: string
  /** The key of the proposal; null: the graph says all that the files say already. */
  readonly proposal: string | null
  readonly changes: readonly Pick<ItemChange, 'operation' | 'type' | 'key'>[]
}

interface ProposeOptions {
  readonly by: Actor
  readonly title?: string | undefined
  readonly reason?: string | undefined
  /** An id of the command: under the same id one proposal is made. */
  readonly once: string
}

/**
 * Proposes what loading a dataset would change, and submits it for review. The graph stays as it is.
 *
 * @throws DossierError BAD_USER_INPUT for a title or a reason that is no text, for more changes than a proposal may have,
 *   and when none of them could be accepted.
 */
export async function proposeDataset(
  db: Connected,
  dataset: Dataset,
  { by, title, reason, once: id }: ProposeOptions,
): Promise<ProposedDataset> {
  const { slug } = dataset
  const repeated = { actor: by, mutation: 'proposeDataset', clientMutationId: id, input: { slug } }
  const { proposal } = await db.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`set local statement_timeout = 0`
    return await once(tx, repeated, async () => {
      await keepRevision(tx)
      const changes = await datasetDifference(tx, draftOf(dataset))
      if (changes.length === 0) return { proposal: null }
      const key = await createProposal(tx, {
        title: title ?? `Files of ${slug}: ${countsText(changes)}`,
        reason: reason ?? 'The files of the dataset say so.',
        by,
        origin: { by: 'FILES', name: `dataset ${slug}` },
        changes: await requestsOf(tx, changes),
      })
      await submitProposal(tx, key, by)
      return { proposal: key }
    })
  }, timeouts)
  if (proposal === null) return { dataset: slug, proposal, changes: [], problems: [], warnings: [] }
  const { problems, warnings } = await checkProposal(db, proposal)
  return { dataset: slug, proposal, changes: await changesOf(db, proposal), problems, warnings }
}

async function changesOf({ prisma }: Connected, key: string): Promise<ProposedDataset['changes']> {
  const rows = await prisma.proposedChange.findMany({
    where: { proposal: { key } },
    select: { operation: true, type: true, key: true },
    orderBy: { ordinal: 'asc' },
  })
  return rows.map(({ type, ...change }) => ({ ...change, type: type as ItemChange['type'] }))
}

/** "3 created, 1 deleted" */
function countsText(changes: readonly ItemChange[]): string {
  const words = { CREATE: 'created', UPDATE: 'updated', DELETE: 'deleted' } as const
  const counts = Map.groupBy(changes, ({ operation }) => operation)
  return Object.entries(words)
    .flatMap(([operation, word]) => {
      const count = counts.get(operation as keyof typeof words)?.length ?? 0
      return count === 0 ? [] : [`${count} ${word}`]
    })
    .join(', ')
}
