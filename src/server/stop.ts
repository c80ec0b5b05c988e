/** Signals that ask a process to stop. SIGHUP comes when the terminal is closed. */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export type StopSignal = (typeof stopSignals)[number]

/** The exit code of a process that a signal ended: 128 plus the number of the signal. */
export const signalExitCodes: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Resolves to the first reason to stop. A second signal ends the process at once, and so does a signal before
 * `isStarted`, because no requests are running then.
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
    for (const signal of stopSignals) process.on(signal, () => stop(signal, signalExitCodes[signal]))
    if (env.npm_lifecycle_event !== undefined) whenParentEnds(() => stop('npm has ended', signalExitCodes.SIGTERM))
  })
}

/** npm sends signals to a shell between npm and this process. The shell ends and does not pass them on. */
function whenParentEnds(callback: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    callback()
  }, 250)
  timer.unref()
}
