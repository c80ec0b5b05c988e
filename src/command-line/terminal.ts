import { styleText } from 'node:util'
import type { Spinner } from 'yocto-spinner'
import type { Answer, Failure } from './result.ts'

/** Where a command prints: results on standard output, all else on standard error. */
export interface Terminal {
  /** Says what is being done now, on a terminal that somebody looks at. */
  step(text: string): void
  /** Takes away what `step` said. */
  endSteps(): void
  answer(answer: Answer): void
  fail(failure: Failure): void
}

/** A reader such as `head` that has seen enough is no error. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** The terminal of this process; with `json`, everything is said in one JSON document on standard output. */
export async function openTerminal(json: boolean): Promise<Terminal> {
  const spinner = json || !process.stderr.isTTY ? undefined : await createSpinner()
  const endSteps = () => {
    spinner?.stop()
  }
  const print = (text: string, stream: NodeJS.WriteStream = process.stdout) => {
    endSteps()
    stream.write(text.endsWith('\n') || text === '' ? text : `${text}\n`)
  }
  return {
    step(text) {
      if (spinner === undefined) return
      spinner.text = `${text} ...`
      if (!spinner.isSpinning) spinner.start()
    },
    endSteps,
    answer({ ok, data, text }) {
      print(json ? jsonText({ ok, ...data }) : text)
    },
    fail({ code, message, details }) {
      if (json) print(jsonText({ ok: false, error: { code, message, ...details } }))
      else print(`${paint('red', 'Error:', process.stderr)} ${message}`, process.stderr)
    },
  }
}

async function createSpinner(): Promise<Spinner> {
  const { default: yoctoSpinner } = await import('yocto-spinner')
  // Signals are ours: the database has to be closed first.
  return yoctoSpinner({ stream: process.stderr, handleSignals: false })
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

type Style = Parameters<typeof styleText>[0]

/** Coloured where the stream is a terminal that shows colours and NO_COLOR does not forbid them. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream })
}

/** Rows in columns; numbers to the right. */
export function tableText(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => String(row[column]).length)))
  const line = (cells: readonly (string | number)[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [paint('bold', line(head)), ...rows.map(line)].join('\n')
}

/** "1 fact", "2 facts". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
