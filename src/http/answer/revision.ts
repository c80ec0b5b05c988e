import type { Database } from '../../database/open.ts'
import { readRevision } from '../../database/revision.ts'
import { runWithin } from '../../database/tracked-pool.ts'

/** Milliseconds after which an answer is made anew instead. */
const patience = 1_000

/**
 * Makes a function that tells the revision of the graph as it is at some moment after the call. However many ask at
 * once, one statement runs, and one more for those who come meanwhile: nobody is told what was read before they asked.
 * Rejects when the database does not tell.
 */
export function createRevision({ prisma }: Database): () => Promise<string> {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined

  function start(): Promise<string> {
    next = undefined
    const started = runWithin(patience, () => readRevision(prisma)).finally(() => {
      if (running === started) running = undefined
    })
    running = started
    return started
  }

  return () => {
    if (!running) return start()
    next ??= running.then(start, start)
    return next
  }
}
