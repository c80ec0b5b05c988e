import { createInterface } from 'node:readline/promises'

/** An answer that somebody can choose, by its key. */
export interface Choice {
  readonly key: string
  readonly label: string
}

/** How a review talks with a person. An answer is undefined when the person leaves, or the input has ended. */
export interface Prompter {
  show(text: string): void
  choose(question: string, choices: readonly Choice[]): Promise<string | undefined>
  ask(question: string, initial?: string): Promise<string | undefined>
  close(): void
}

/** In a terminal with its own keys and colours; else line by line, as a pipe gives them. Results stay on standard output. */
export async function openPrompter(): Promise<Prompter> {
  return process.stdin.isTTY ? await openTerminalPrompter() : openLinePrompter(process.stdin, process.stderr)
}

async function openTerminalPrompter(): Promise<Prompter> {
  const { isCancel, selectKey, text } = await import('@clack/prompts')
  const output = process.stderr
  return {
    show: (shown) => output.write(`${shown}\n`),
    async choose(message, choices) {
      const options = choices.map(({ key, label }) => ({ value: key, label }))
      const answer = await selectKey({ message, options, output })
      return isCancel(answer) ? undefined : answer
    },
    async ask(message, initialValue = '') {
      const answer = await text({ message, initialValue, output })
      return isCancel(answer) ? undefined : (answer ?? '')
    },
    close: () => undefined,
  }
}

/** Each answer is a line: of a choice, its key. */
function openLinePrompter(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Prompter {
  const reader = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  const lines = reader[Symbol.asyncIterator]()
  const next = async (question: string) => {
    output.write(`${question}\n`)
    const { done, value } = await lines.next()
    return done ? undefined : value.trim()
  }
  return {
    show: (shown) => output.write(`${shown}\n`),
    async choose(question, choices) {
      const list = choices.map(({ key, label }) => `${key} ${label}`).join(', ')
      for (;;) {
        const answer = await next(`${question} (${list})`)
        if (answer === undefined || choices.some(({ key }) => key === answer)) return answer
        output.write(`"${answer}" is none of these.\n`)
      }
    },
    ask: (question, initial = '') => next(initial === '' ? question : `${question} (now: ${initial})`),
    close: () => reader.close(),
  }
}
