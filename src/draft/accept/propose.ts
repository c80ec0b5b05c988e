import type { DocumentDraft, EvidenceDraft } from '../../change/draft.ts'
import type { ItemChange } from '../../change/item.ts'
import { canonicalContent, digestOfChange } from '../../change/proposal/content.ts'
import { createProposal } from '../../change/proposal/create.ts'
import { submitProposal } from '../../change/proposal/decide.ts'
import { type ItemState, readItemStates } from '../../change/proposal/item-state.ts'
import type { ChangeRequest } from '../../change/proposal/request.ts'
import type { Person } from '../../change/proposal/stored.ts'
import type { Transaction } from '../../change/writer.ts'
import type { CheckedCandidate } from '../check/check.ts'
import type { DraftCandidate, DraftDocument, DraftOrigin } from '../format.ts'
import type { DraftSource } from '../source.ts'
import { changesOf } from './changes.ts'

export interface ProposeInput {
  /** The slug of a dataset of the graph. */
  readonly dataset: string
  readonly document: DraftDocument
  readonly source: DraftSource
  readonly candidates: readonly CheckedCandidate[]
  readonly by: Person
  readonly origin: DraftOrigin
  readonly reason?: string | undefined
}

export interface ProposedDraft {
  /** The key of the proposal; null if nothing is new. */
  readonly key: string | null
  /** False: the proposal was there before. */
  readonly isNew: boolean
  /** How many candidates somebody proposed already, or rejected. */
  readonly skipped: number
}

/**
 * Proposes candidates for a dataset of the graph, and submits the proposal. What an open proposal wants already is not
 * proposed again, nor what was rejected: if nothing is left, that open proposal is the result.
 *
 * @throws As `createProposal` and `submitProposal` do.
 */
export async function proposeCandidates(tx: Transaction, input: ProposeInput): Promise<ProposedDraft> {
  const { by, document, origin, reason } = input
  const requests = await requestsOf(tx, input)
  const before = await proposedBefore(tx, requests, by)
  const left = requests.filter((request) => !before.digests.has(digestOf(request)))
  const skipped = requests.length - left.length
  if (!left.some(({ type }) => type !== 'document')) return { key: before.open, isNew: false, skipped }
  const key = await createProposal(tx, {
    title: `Draft of ${document.title}`.slice(0, 500),
    reason: reason ?? `Read in ${document.title}.`.slice(0, 5000),
    by,
    origin: { by: origin.by, name: origin.name, ...(origin.version !== null && { version: origin.version }) },
    changes: left,
  })
  await submitProposal(tx, key, by)
  return { key, isNew: true, skipped }
}

async function requestsOf(tx: Transaction, input: ProposeInput): Promise<ChangeRequest[]> {
  const { dataset, document, source, candidates } = input
  const header = { slug: dataset, title: dataset, language: source.language }
  const [state] = await readItemStates(tx, [{ type: 'document', dataset, key: document.slug }])
  const confidences = new Map(candidates.map(({ id, given }) => [id, (given as DraftCandidate).confidence]))
  return changesOf(candidates, { document, source, dataset: header })
    .filter(({ type }) => type !== 'dataset')
    .flatMap((change): ChangeRequest[] => {
      if (change.type === 'document') return documentRequest(change, dataset, state)
      const { operation, type, key, after = {} } = change
      const values = state === undefined ? after : withKnownCitations(after, state, dataset)
      return [{ operation, type, dataset, key, values, confidence: confidences.get(key) ?? 0 }]
    })
}

const citationsOf = (content: ItemState['content'] | undefined) =>
  (content?.references ?? []) as DocumentDraft['references']

/** The document is declared if nobody does so, and lists the citations that evidence names if it is the dataset's to list. */
function documentRequest({ key, after }: ItemChange, dataset: string, state: ItemState | undefined): ChangeRequest[] {
  const name = { type: 'document', dataset } as const
  if (state === undefined) return [{ ...name, operation: 'CREATE', key, values: after ?? {} }]
  const known = new Set(citationsOf(state.content).map(({ label }) => label))
  const missing = citationsOf(after).filter(({ label }) => !known.has(label))
  if (missing.length === 0 || !mayList(state, dataset)) return []
  const values = { references: [...citationsOf(state.content), ...missing] }
  return [{ ...name, operation: 'UPDATE', key: state.key, expectedVersion: state.version, values }]
}

/** A document that no dataset declares may be declared by any. */
function mayList(state: ItemState, dataset: string): boolean {
  return state.dataset === dataset || state.dataset === ''
}

/** Evidence cannot name citations that the document of another dataset does not list. */
function withKnownCitations(item: ItemState['content'], state: ItemState, dataset: string): ItemState['content'] {
  if (mayList(state, dataset) || item.evidence === undefined) return item
  const known = new Set(citationsOf(state.content).map(({ label }) => label))
  const evidence = (item.evidence as readonly EvidenceDraft[]).map((piece) => {
    return { ...piece, references: (piece.references ?? []).filter((label) => known.has(label)) }
  })
  return { ...item, evidence }
}

function digestOf(request: ChangeRequest): string {
  return digestOfChange({ ...request, after: canonicalContent(request.type, request.values) })
}

/** The digests of requests that an open proposal has already or that were rejected, and the open one with most of them. */
async function proposedBefore(tx: Transaction, requests: readonly ChangeRequest[], by: Person) {
  const items = requests.filter(({ type }) => type !== 'document')
  const rows = await tx.proposedChange.findMany({
    where: {
      digest: { in: items.map(digestOf) },
      OR: [
        { status: 'REJECTED' },
        { status: { in: ['NEW', 'INVALID'] }, proposal: { state: { in: ['OPEN', 'PARTLY_ACCEPTED'] } } },
        { status: { in: ['NEW', 'INVALID'] }, proposal: { state: 'DRAFT', authorId: by.id } },
      ],
    },
    select: { digest: true, status: true, proposal: { select: { key: true } } },
  })
  const open = Map.groupBy(
    rows.filter(({ status }) => status !== 'REJECTED'),
    ({ proposal }) => proposal.key,
  )
  const [most] = [...open].toSorted(([, one], [, other]) => other.length - one.length)
  return { digests: new Set(rows.map(({ digest }) => digest)), open: most?.[0] ?? null }
}
