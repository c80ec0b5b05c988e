import { quoted } from '../../model/value.ts'
import type { ItemChange } from '../item.ts'
import { readItem } from '../item-draft.ts'
import type { Transaction } from '../writer.ts'
import { canonicalContent, digestOfChange, isSameContent, mergeContent, withoutNulls } from './content.ts'
import { type ItemState, readItemStates } from './item-state.ts'
import { type ChangeProblem, changeProblem } from './problem.ts'
import type { ChangeRequest } from './request.ts'

export type ProposedStatus = 'NEW' | 'ACCEPTED' | 'REJECTED' | 'DUPLICATE' | 'INVALID'

/** A change as it is proposed. */
export interface PreparedChange extends ItemChange {
  readonly expectedVersion?: number
  readonly confidence?: number
  readonly status: ProposedStatus
  readonly problems: readonly ChangeProblem[]
  readonly digest: string
}

/**
 * Compares what somebody wants with what the graph says now: what each item said before and is to say, whether that is
 * right in itself, whether the graph says it already, and whether somebody rejected the same before. Nothing is refused
 * as a whole, so what is right goes on.
 *
 * @param earlier Changes that the proposal has already.
 */
export async function prepareChanges(
  tx: Transaction,
  requests: readonly ChangeRequest[],
  earlier: readonly PreparedChange[] = [],
): Promise<PreparedChange[]> {
  const states = await readTargets(tx, requests)
  const prepared = requests.map((request, index) => prepare(request, states[index]))
  return await markDuplicates(tx, await markRejected(tx, prepared), earlier)
}

/** The items that the requests speak of; for an item that gets another slug, the one with a former slug of it. */
async function readTargets(tx: Transaction, requests: readonly ChangeRequest[]): Promise<(ItemState | undefined)[]> {
  const named = await readItemStates(tx, requests)
  const others = await readItemStates(
    tx,
    requests.map((request, index) => {
      const former = named[index] === undefined && request.operation === 'UPDATE' ? formerSlugOf(request) : undefined
      return former === undefined ? request : { ...request, key: former }
    }),
  )
  return requests.map((_, index) => named[index] ?? others[index])
}

function formerSlugOf({ values }: ChangeRequest): string | undefined {
  const slugs = values.formerSlugs
  return Array.isArray(slugs) ? slugs.find((slug) => typeof slug === 'string') : undefined
}

function prepare(request: ChangeRequest, state: ItemState | undefined): PreparedChange {
  const change = withContents(request, state)
  const problems = problemsOf(change, state)
  const { type, dataset, before, after } = change
  const isSame = before && after && state?.dataset === dataset && isSameContent(type, before, after)
  const status = isSame ? 'DUPLICATE' : problems.length > 0 ? 'INVALID' : 'NEW'
  const found = isSame ? [changeProblem('UNCHANGED', 'The graph says this already; change something.')] : problems
  return { ...change, status, problems: found, digest: digestOfChange(change) }
}

function problemsOf(change: Contents, state: ItemState | undefined): ChangeProblem[] {
  const problems = targetProblems(change, state)
  // Without the item that it updates, nothing can be said about the result.
  return change.operation === 'UPDATE' && state === undefined ? problems : [...problems, ...shapeOf(change)]
}

type Contents = ItemChange & Pick<PreparedChange, 'expectedVersion' | 'confidence'>

function withContents({ values, ...request }: ChangeRequest, state: ItemState | undefined): Contents {
  const before = state && canonicalContent(request.type, state.content)
  const key = state?.key ?? request.key
  switch (request.operation) {
    case 'CREATE':
      return { ...request, ...(before && { before }), after: canonicalContent(request.type, withoutNulls(values)) }
    case 'UPDATE':
      return {
        ...request,
        key,
        ...(before && { before }),
        after: before ? mergeContent(request.type, before, values) : values,
      }
    case 'DELETE':
      return { ...request, key, ...(before && { before }) }
  }
}

/** What stands in the way of a change that was prepared earlier, as the graph is now. */
export function currentProblems(change: PreparedChange, state: ItemState | undefined): ChangeProblem[] {
  const { operation, key, before, expectedVersion } = change
  const repeated = change.problems.filter(({ code }) => code === 'REPEATED')
  const problems = [...repeated, ...problemsOf(change, state)]
  if (problems.length > 0 || operation === 'CREATE') return problems
  // The version may be the same again, if the item was deleted and made again meanwhile.
  const isSame = state !== undefined && before !== undefined && isSameContent(change.type, before, state.content)
  return isSame ? [] : [staleProblem(key, expectedVersion, state)]
}

/** What is wrong with the item that a change speaks of. */
function targetProblems(
  { operation, type, dataset, key, expectedVersion }: Contents,
  state?: ItemState,
): ChangeProblem[] {
  if (operation === 'CREATE') {
    if (state === undefined) return []
    const message = `There is ${quoted(state.key)} in the dataset "${state.dataset}" already: version ${state.version}. Update it, or choose another key.`
    return [changeProblem('EXISTS', message)]
  }
  if (state === undefined)
    return [changeProblem('NOT_FOUND', `There is no ${quoted(key)} in the dataset ${quoted(dataset)}.`)]
  // A document that no dataset declares may be declared by any.
  if (state.dataset !== dataset && !(type === 'document' && state.dataset === '')) {
    const owner = state.dataset === '' ? 'no dataset' : `the dataset "${state.dataset}"`
    const message = `${quoted(key)} belongs to ${owner}, not to ${quoted(dataset)}. A dataset changes only its own items; state a fact beside what another one says.`
    return [changeProblem('OF_ANOTHER_DATASET', message)]
  }
  if (expectedVersion === undefined) {
    const message = `An ${operation === 'UPDATE' ? 'update' : 'deletion'} needs expectedVersion, the version that you saw. ${quoted(key)} has version ${state.version} now.`
    return [changeProblem('EXPECTED_VERSION_MISSING', message, ['expectedVersion'], [String(state.version)])]
  }
  return expectedVersion === state.version ? [] : [staleProblem(key, expectedVersion, state)]
}

/** Somebody else changed an item since it was seen. */
function staleProblem(key: string, expected: number | undefined, state: ItemState | undefined): ChangeProblem {
  if (state === undefined) return changeProblem('STALE', `${quoted(key)} is not there any more.`)
  const advice = 'Look at `current`, and propose what is to become of it.'
  const message =
    state.version === expected
      ? `${quoted(key)} says something else now, because something that it names has another slug. ${advice}`
      : `${quoted(key)} has version ${state.version} now, and the change expects version ${expected}. ${advice}`
  return changeProblem('STALE', message, ['expectedVersion'], [String(state.version)])
}

function shapeOf({ type, after }: Contents): ChangeProblem[] {
  if (after === undefined) return []
  const { problems = [] } = readItem(type, after)
  return problems.map(({ path, message }) => changeProblem('BAD_USER_INPUT', message, path))
}

/** Whoever rejected something said why, so the same does not come again. */
async function markRejected(tx: Transaction, changes: readonly PreparedChange[]): Promise<PreparedChange[]> {
  const rejected = await tx.proposedChange.findMany({
    where: { digest: { in: changes.map(({ digest }) => digest) }, status: 'REJECTED' },
    select: { digest: true, reason: true, proposal: { select: { decidedAt: true, decisionNote: true } } },
    orderBy: { proposalId: 'asc' },
  })
  const known = new Map(rejected.map((one) => [one.digest, one]))
  return changes.map((change) => {
    const found = change.status === 'NEW' ? known.get(change.digest) : undefined
    if (found === undefined) return change
    const { decidedAt, decisionNote } = found.proposal
    const day = decidedAt?.toISOString().slice(0, 10) ?? 'an earlier day'
    const message = `The same was rejected on ${day}: ${found.reason ?? decisionNote ?? 'no reason is known'}`
    return { ...change, status: 'REJECTED', problems: [changeProblem('REJECTED_BEFORE', message)] }
  })
}

/** New facts that the graph states already under another key, and will state when the proposal is accepted. */
async function markDuplicates(
  tx: Transaction,
  changes: readonly PreparedChange[],
  earlier: readonly PreparedChange[],
): Promise<PreparedChange[]> {
  const made = changes.filter(({ type, operation, status }) => {
    return type === 'fact' && operation === 'CREATE' && status === 'NEW'
  })
  if (made.length === 0) return [...changes]
  const statements = made.map(({ after }) => String(after?.statement))
  const ends = made.flatMap(({ after = {} }) => Object.values(after).filter((value) => typeof value === 'string'))
  const rows = await tx.$queryRaw<{ dataset: string; key: string }[]>`
    select dataset.slug as dataset, key from fact join dataset on dataset.id = dataset_id
    where subject_id = any(array(select id from entity where slug = any(${ends}::text[])))
      and statement = any(${statements}::text[])`
  const states = await readItemStates(
    tx,
    rows.map((row) => ({ type: 'fact', ...row })),
  )
  // A fact that gets another key is a new one, and the former is deleted.
  const leaving = new Set([...earlier, ...changes].filter(isLeaving).map(({ dataset, key }) => `${dataset}/${key}`))
  const staying = states.filter((state) => state && !leaving.has(`${state.dataset}/${state.key}`))
  return changes.map((change) => {
    const twin = made.includes(change) ? staying.find((state) => state && isTwin(change, state)) : undefined
    if (twin === undefined) return change
    const message = `The dataset "${twin.dataset}" states this already, as "${twin.key}".`
    return { ...change, status: 'DUPLICATE', problems: [changeProblem('DUPLICATE', message, [], [twin.key])] }
  })
}

/** Whether the fact of a change will not say any more what it says now. */
function isLeaving({ type, operation, status }: PreparedChange): boolean {
  return type === 'fact' && operation !== 'CREATE' && status === 'NEW'
}

function isTwin({ dataset, after = {} }: PreparedChange, state: ItemState): boolean {
  return state.dataset === dataset && isSameContent('fact', { ...after, key: 'key' }, { ...state.content, key: 'key' })
}
