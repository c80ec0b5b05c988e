/** Signals that ask the server to stop; the last one comes when its terminal is closed. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What every signal is to processes that ended by it: 128 and its number. */
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * A promise of the first reason to stop. A second signal ends the process at once, and so does one that comes before
 * `isStarted`: nobody waits for an answer then.
 */
export function firstReasonToStop(
  isStarted: () => boolean,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  let asked = false
  return new Promise((resolve) => {
    const stop = (reason: string, exitCode: number) => {
      if (asked) process.exit(exitCode)
      if (!isStarted()) process.exit(0)
      asked = true
      resolve(reason)
    }
    for (const signal of signals) process.on(signal, () => stop(signal, exitCodes[signal]))
    if (env.npm_lifecycle_event !== undefined) whenParentEnds(() => stop('npm has ended', exitCodes.SIGTERM))
  })
}

/** npm hands signals to the shell between us, and the shell dies of them without a word to us. */
function whenParentEnds(callback: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callback()
  }, 250)
  timer.unref()
}
