import { DossierError } from '../../errors.ts'
import type { ProposalState } from '../../generated/prisma/client.ts'
import type { Change } from '../change.ts'
import type { Draft, DraftProblem } from '../problem.ts'
import { type Changed, type Connected, changeGraph } from '../transaction.ts'
import type { Transaction } from '../writer.ts'
import { applyChanges } from './apply.ts'
import { chooseChanges, openChanges, refusal } from './choose.ts'
import { readItemStates } from './item-state.ts'
import { currentProblems } from './prepare.ts'
import { type ProposalProblem, ProposalRefusal, problemsOfDrafts, problemsOfError } from './problem.ts'
import { recordDecision, recordProblems } from './record.ts'
import { lockProposal, type Person, type StoredChange, type StoredProposal, unknownProposal } from './stored.ts'

/** Makes the patch of a dataset's files that has them say what these changes say. */
export type MakePatch = (tx: Transaction, changes: readonly StoredChange[]) => Promise<string>

export interface Acceptance {
  readonly key: string
  readonly by: Person
  /** Which changes; if it is not given, all that are not decided. */
  readonly ordinals?: readonly number[]
  readonly note?: string
  /** Who proposes may also accept. */
  readonly mayDecideOwn: boolean
  readonly makePatch: MakePatch
  /** Does a task within a transaction, unless it was done before under the same id. */
  readonly once?: (tx: Transaction, task: () => Promise<true>) => Promise<true>
}

/** What became of accepting, or of trying to. */
export interface Judgement {
  /** The revision of the graph afterwards, if it is done. */
  readonly revision?: string
  /** What stands in its way. Empty: it is done or, after a trial, can be done. */
  readonly problems: readonly ProposalProblem[]
  /** What facts say and their sentences do not, and what does not stand in the way. */
  readonly warnings: readonly ProposalProblem[]
}

/** States in which changes can still be decided. */
export const undecided: readonly ProposalState[] = ['OPEN', 'PARTLY_ACCEPTED']

/**
 * Accepts a proposal, or some of its changes, in one transaction: all of them or none. For datasets that files manage, the
 * result is a patch of their files, and the graph stays as it is until they are loaded.
 *
 * @throws DossierError NOT_FOUND, CONFLICT and FORBIDDEN as `lockProposal` does, and FORBIDDEN to who proposed it.
 */
export async function acceptProposal(db: Connected, acceptance: Acceptance): Promise<Judgement> {
  const { key, by, mayDecideOwn, makePatch, note, once = (_tx, task) => task() } = acceptance
  const open = async (tx: Transaction): Promise<StoredProposal> => {
    const stored = await lockProposal(tx, key, { states: undecided, verb: 'accept' })
    if (stored.proposal.authorId === by.id && !mayDecideOwn) {
      throw new DossierError('FORBIDDEN', 'Somebody else has to accept what you proposed.')
    }
    return stored
  }
  /** The proposal, open, and of datasets that are managed as they were when the acceptance began. */
  const openAs = async (tx: Transaction, isPatch: boolean): Promise<StoredProposal> => {
    const stored = await open(tx)
    if ((await isOfFiles(tx, key, acceptance.ordinals)) === isPatch) return stored
    throw refusal(null, 'CONFLICT', 'The dataset was adopted or released meanwhile. Accept the proposal again.')
  }
  const decide = (tx: Transaction, chosen: readonly StoredChange[], patch?: string) =>
    recordDecision(tx, key, { by, note, ordinals: ordinalsOf(chosen), status: 'ACCEPTED', patch })

  return await judge(db, key, acceptance.ordinals, async (options, apply) => {
    const isPatch = await isOfFiles(db.prisma, key, acceptance.ordinals)
    const changed = await changeGraph(db, { ...options, isTrial: isPatch }, (change) =>
      once(change.tx, async () => {
        const stored = await openAs(change.tx, isPatch)
        const chosen = chooseChanges(stored, acceptance.ordinals)
        const earlier = isPatch ? await notYetLoaded(change.tx, stored) : []
        await apply(change, [...earlier, ...chosen])
        if (!isPatch) await decide(change.tx, chosen)
        return true
      }),
    )
    if (isPatch) {
      await db.prisma.$transaction((tx) =>
        once(tx, async () => {
          const stored = await openAs(tx, isPatch)
          const chosen = chooseChanges(stored, acceptance.ordinals)
          await decide(tx, chosen, await makePatch(tx, [...(await notYetLoaded(tx, stored)), ...chosen]))
          return true
        }),
      )
    }
    return changed
  })
}

/** Changes of files that were accepted before, and that the graph does not have yet: the next patch holds them, too. */
async function notYetLoaded(tx: Transaction, { changes }: StoredProposal): Promise<StoredChange[]> {
  const accepted = changes.filter(({ status }) => status === 'ACCEPTED')
  const states = await readItemStates(tx, accepted)
  return accepted.filter((change, index) => currentProblems(change, states[index]).length === 0)
}

/**
 * Says what accepting a proposal would do and say, and does nothing. It goes on without what it finds wrong, so that one
 * call names all problems.
 *
 * @throws DossierError NOT_FOUND as `lockProposal` does.
 */
export async function checkProposal(db: Connected, key: string): Promise<Judgement> {
  const wrong: ProposalProblem[] = []
  for (;;) {
    const known = new Set(wrong.map(({ ordinal }) => ordinal))
    const judgement = await tryProposal(db, key, known)
    const found = judgement.problems.filter(({ ordinal }) => !known.has(ordinal))
    wrong.push(...found)
    // A problem of the proposal as a whole hides what else there is.
    if (found.length === 0 || found.some(({ ordinal }) => ordinal === null)) {
      await recordProblems(db.prisma, key, wrong)
      return { problems: wrong, warnings: judgement.warnings }
    }
  }
}

async function tryProposal(db: Connected, key: string, without: ReadonlySet<number | null>): Promise<Judgement> {
  return await judgeWith(db, key, async (options, apply) =>
    changeGraph(db, { ...options, isTrial: true }, async (change) => {
      const states: ProposalState[] = ['DRAFT', ...undecided]
      const stored = await lockProposal(change.tx, key, { states, verb: 'check' })
      const chosen = openChanges(stored).filter(({ ordinal }) => !without.has(ordinal))
      if (chosen.length > 0) await apply(change, chosen)
    }),
  )
}

type Apply = (change: Change, chosen: readonly StoredChange[]) => Promise<void>

interface TaskOptions {
  readonly origin: Parameters<typeof changeGraph>[1]['origin']
  readonly actor: string
  readonly proposal: string
}

type Task = (options: TaskOptions, apply: Apply) => Promise<Changed<unknown>>

/** Runs a task that applies changes, and stores what it says against them. */
async function judge(
  db: Connected,
  key: string,
  ordinals: readonly number[] | undefined,
  task: Task,
): Promise<Judgement> {
  const judgement = await judgeWith(db, key, task)
  if (judgement.problems.length > 0) await recordProblems(db.prisma, key, judgement.problems, ordinals)
  return judgement
}

/** Runs a task that applies changes, and says what it says about each of them. */
async function judgeWith({ prisma }: Connected, key: string, task: Task): Promise<Judgement> {
  const proposal = await prisma.proposal.findUnique({ where: { key }, include: { author: true } })
  if (proposal === null) throw unknownProposal(key)
  const { origin: by, originName: name, originVersion: version, author, reverts } = proposal
  const origin = { by, name, ...(version !== null && { version }) }
  const ordinals = new Map<Draft, number>()
  try {
    const { warnings, revision } = await task({ origin, actor: author.name, proposal: key }, async (change, chosen) => {
      await refuseStale(change.tx, chosen)
      await applyChanges(change, chosen, { demandsEvidence: reverts === null, ordinals })
    })
    return { problems: [], warnings: warningsOf(warnings, ordinals), revision }
  } catch (error) {
    return { problems: problemsOfError(error, ordinals), warnings: [] }
  }
}

/** Warnings about what the proposal writes; what it writes again because of that was there before. */
function warningsOf(warnings: readonly DraftProblem[], ordinals: ReadonlyMap<Draft, number>): ProposalProblem[] {
  return problemsOfDrafts(
    warnings.filter(({ draft }) => ordinals.has(draft)),
    ordinals,
    'NOT_CONFIRMED',
  )
}

/** Refuses changes of items that are not as their author saw them. */
async function refuseStale(tx: Transaction, chosen: readonly StoredChange[]): Promise<void> {
  const states = await readItemStates(tx, chosen)
  const problems = chosen.flatMap((change, index) =>
    currentProblems(change, states[index]).map((problem) => ({ ordinal: change.ordinal, ...problem })),
  )
  if (problems.length > 0) throw new ProposalRefusal(problems)
}

/** Whether the changes are of datasets that files manage. Throws ProposalRefusal when only some are. */
async function isOfFiles(
  tx: Pick<Transaction, '$queryRaw'>,
  key: string,
  ordinals: readonly number[] | undefined,
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ manager: string; slug: string }[]>`
    select distinct managed_by::text as manager, slug from proposal join proposed_change on proposal_id = proposal.id
      join dataset on slug = dataset
    where proposal.key = ${key} and status in ('NEW', 'INVALID')
      and (${ordinals === undefined} or ordinal = any(${[...(ordinals ?? [])]}::int[]))`
  if (new Set(rows.map(({ manager }) => manager)).size < 2) return rows[0]?.manager === 'FILES'
  const list = rows.map(({ manager, slug }) => `"${slug}" by ${manager}`).join(', ')
  const message = `Some of the datasets are managed by files, others in the graph: ${list}. Accept the changes of each kind apart.`
  throw refusal(null, 'SEVERAL_MANAGERS', message)
}

function ordinalsOf(changes: readonly StoredChange[]): number[] {
  return changes.map(({ ordinal }) => ordinal)
}
