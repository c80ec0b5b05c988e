import { styleText } from 'node:util'
import { openProgress } from './progress.ts'
import type { CommandResult, Failure } from './result.ts'

/** Where a command prints: results on standard output, everything else on standard error. */
export interface Terminal {
  /** Shows what the command does now. */
  step(text: string): void
  /** Stops showing it, until the next step. */
  pause(): void
  report(result: CommandResult): void
  fail(failure: Failure): void
}

/** Ignores EPIPE, because a reader such as `head` may close the pipe early. */
export function ignoreClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
}

/** The terminal of this process. With `json` everything is one JSON document on standard output. */
export async function openTerminal(json: boolean): Promise<Terminal> {
  const progress = await openProgress(process.stderr)
  const print = (text: string, stream: NodeJS.WriteStream = process.stdout) => {
    progress.end()
    stream.write(text.endsWith('\n') || text === '' ? text : `${text}\n`)
  }
  return {
    step: (text) => progress.step(text),
    pause: () => progress.end(),
    report({ ok, data, text }) {
      print(json ? jsonText({ ok, ...data }) : text)
    },
    fail({ code, message, details }) {
      if (json) print(jsonText({ ok: false, error: { code, message, ...details } }))
      else print(`${paint('red', 'Error:', process.stderr)} ${message}`, process.stderr)
    },
  }
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

type Style = Parameters<typeof styleText>[0]

/** Colours a text if `stream` is a terminal with colours and NO_COLOR is not set. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, text, { stream })
}

/** A text that somebody else wrote, on one line: what would move the cursor or turn letters round is escaped. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (found) => {
    return `\\u{${found.codePointAt(0)?.toString(16).toUpperCase()}}`
  })
}

/** Lays rows out in columns, with numbers to the right. */
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
