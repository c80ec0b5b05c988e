import type { Database } from '../database/open.ts'

/**
 * Makes a function that tells the revision of the graph as it is at some moment after the call. However many ask at
 * once, one statement runs, and one more for those who come meanwhile: nobody is told what was read before they asked.
 */
export function createRevision({ pool }: Database): () => Promise<string> {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined

  async function read(): Promise<string> {
    const { rows } = await pool.query<{ number: string }>({ name: 'revision', text: 'select number from revision' })
    return rows[0]?.number ?? ''
  }

  function start(): Promise<string> {
    next = undefined
    const started = read().finally(() => {
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
