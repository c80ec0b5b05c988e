/** Shows on standard error what a command does now. */
export interface Progress {
  step(text: string): void
  end(): void
}

/** Milliseconds between two lines. */
const lineInterval = 5_000

/** A spinner in a terminal. Elsewhere, such as in a log, a line every few seconds: quick commands show none. */
export async function openProgress(stream: NodeJS.WriteStream, interval = lineInterval): Promise<Progress> {
  return stream.isTTY ? await createSpinner(stream) : createLines(stream, interval)
}

async function createSpinner(stream: NodeJS.WriteStream): Promise<Progress> {
  const { default: yoctoSpinner } = await import('yocto-spinner')
  // We handle signals, because the database has to be closed first.
  const spinner = yoctoSpinner({ stream, handleSignals: false })
  return {
    step(text) {
      spinner.text = `${text} ...`
      if (!spinner.isSpinning) spinner.start()
    },
    end() {
      spinner.stop()
    },
  }
}

function createLines(stream: NodeJS.WriteStream, interval: number): Progress {
  const started = Date.now()
  let printed = started
  let text = ''
  let timer: NodeJS.Timeout | undefined
  const print = () => {
    printed = Date.now()
    stream.write(`${text} ... ${Math.round((printed - started) / 1000)} s\n`)
  }
  return {
    step(next) {
      text = next
      timer ??= setInterval(print, interval).unref()
      // A step that never waits keeps the timer from running.
      if (Date.now() - printed >= interval) print()
    },
    end() {
      clearInterval(timer)
      timer = undefined
    },
  }
}
