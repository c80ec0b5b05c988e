import { readableNumber } from '../../errors.ts'
import type { PrimaryHistory } from './history.ts'
import { type Position, reaches, type Shown, textOf } from './position.ts'
import type { ServerRun, StandbyState } from './server.ts'

/** What is known when a standby is judged. */
export interface Evidence {
  readonly state: StandbyState
  /** How far it had come before it was asked for its state. */
  readonly before: bigint
  /** Whether it answers reads already. */
  readonly isTrusted: boolean
  /** Milliseconds for which there has been something newer than what it shows. */
  readonly lag: number
  readonly maximumLag: number
  readonly primary: KnownPrimary
}

interface KnownPrimary {
  readonly run: ServerRun | undefined
  /** What it showed after the standby had said what it shows; undefined while it is away. */
  readonly position: Position | undefined
  readonly history: PrimaryHistory
}

/** Why a server must not answer reads; undefined if it may. */
export function problemWith(evidence: Evidence): string | undefined {
  const { run, history } = evidence.primary
  if (!run || !history.latest) return 'The primary has not been reached yet, so nothing is known to compare it with.'
  return whatItIs(evidence.state, run, history.latest) ?? whatItShows(evidence)
}

function whatItIs(state: StandbyState, run: ServerRun, latest: Position): string | undefined {
  if (run.system === null)
    return 'The primary does not tell which cluster it is, so no standby of it can be known: grant execute on function pg_control_system() to its role.'
  if (state.system !== run.system)
    return 'It belongs to another cluster than the primary: name a streaming replica of the primary.'
  if (state.database !== run.database)
    return 'It is another database of the cluster than that of DATABASE_URL: correct the name of the database.'
  if (!state.isStandby) return 'It is no standby: it follows no other server. Name a streaming replica of the primary.'
  if (state.timeline !== latest.timeline)
    return `It is on timeline ${state.timeline}, and the primary is on timeline ${latest.timeline}.`
  return undefined
}

const lacksFirst = 'It does not have yet what the primary had when it was first seen.'
const notShown = 'It does not show yet what the primary shows.'

/** What usually passes within moments when a server has just been started. */
export const passingProblems: readonly (string | undefined)[] = [lacksFirst, notShown]

const otherCourse = 'It has changes that the primary does not have: copy the primary to it.'

function whatItShows({ state, before, isTrusted, lag, maximumLag, primary }: Evidence): string | undefined {
  const { shown } = state
  const { position, history } = primary
  const latest = history.latest as Position & { need: bigint }
  // A standby gets nothing that its primary does not have already.
  if (position && shown.lsn > position.lsn) return otherCourse
  if (!history.hasFirst(shown.lsn)) return lacksFirst
  if (lag > maximumLag)
    return `It lags ${readableNumber(Math.round(lag / 1000))} seconds behind the primary, and may lag ${readableNumber(maximumLag / 1000)}.`
  const isSame = isSameRow(shown, latest)
  // It had come to where the primary wrote what it shows, so it must show that.
  if (position && before >= latest.need && !isSame) return otherCourse
  // Copies of a data folder agree in all else.
  const isProven = isTrusted || isSame || (!position && before >= latest.need && reaches(shown, latest))
  return isProven ? undefined : notShown
}

function isSameRow(one: Shown, other: Shown): boolean {
  return textOf(one) === textOf(other) && one.row === other.row
}
