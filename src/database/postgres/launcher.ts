import { spawnSync } from 'node:child_process'

const batch = ['chrt', '-b', '0']

/**
 * The command that starts PostgreSQL as batch work; empty where a machine does not have it. Linux gives the processor at
 * once to a process for which data arrives, so each statement that Node sends would make Node wait. Batch work takes its
 * turn, and gets as much of the processor as before. See docs/decisions/0050-postgresql-as-batch-work.md.
 */
export function batchLauncher(): readonly string[] {
  return process.platform === 'linux' && canLaunch(batch) ? batch : []
}

/** Whether a program starts through this command. */
export function canLaunch([command = '', ...options]: readonly string[]): boolean {
  return spawnSync(command, [...options, 'true'], { stdio: 'ignore' }).status === 0
}
