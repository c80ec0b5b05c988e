/**
 * Makes a function that returns what `read` reads, by a read that starts after the call. Concurrent callers share reads:
 * at most one runs, and one more waits for the callers that came after its start.
 */
export function coalesced<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  let next: Promise<T> | undefined

  function start(): Promise<T> {
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
