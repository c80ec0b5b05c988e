import { readableNumber } from '../../errors.ts'
import type { PrimaryHistory } from './history.ts'
import type { Position } from './position.ts'
import type { ServerRun, StandbyState } from './server.ts'

/** What is known of the primary when a standby is judged. */
export interface KnownPrimary {
  readonly run: ServerRun | undefined
  /** What it showed after the standby had said what it shows; undefined while it is away. */
  readonly position: Position | undefined
  readonly history: PrimaryHistory
}

/**
 * Why a server must not answer reads; undefined if it may.
 *
 * @param lag Milliseconds for which there has been something newer than what it shows.
 */
export function problemWith(
  state: StandbyState,
  { run, position, history }: KnownPrimary,
  lag: number,
  maximumLag: number,
): string | undefined {
  const { latest } = history
  if (!run || !latest) return 'The primary has not been reached yet, so nothing is known to compare it with.'
  if (run.system === null)
    return 'The primary does not tell which cluster it is, so no standby of it can be known: grant execute on function pg_control_system() to its role.'
  if (state.system !== run.system)
    return 'It belongs to another cluster than the primary: name a streaming replica of the primary.'
  if (state.database !== run.database)
    return 'It is another database of the cluster than that of DATABASE_URL: correct the name of the database.'
  if (!state.isStandby) return 'It is no standby: it follows no other server. Name a streaming replica of the primary.'
  if (state.timeline !== latest.timeline)
    return `It is on timeline ${state.timeline}, and the primary is on timeline ${latest.timeline}.`
  // A standby gets nothing that its primary does not have already.
  if (position && state.shown.lsn > position.lsn)
    return 'It has changes that the primary does not have: it follows another course of the graph. Make it anew.'
  if (!history.hasFirst(state.shown.lsn)) return 'It does not have yet what the primary had when it was first seen.'
  if (lag > maximumLag)
    return `It lags ${readableNumber(Math.round(lag / 1000))} seconds behind the primary, and may lag ${readableNumber(maximumLag / 1000)}.`
  return undefined
}
