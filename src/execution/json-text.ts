import { randomUUID } from 'node:crypto'

/** Stands for a text while a value is written. Nobody else can know it, so no text of the graph is mistaken for it. */
const mark = randomUUID()

let texts: string[] | undefined

/** A value that is already text in JSON: what PostgreSQL wrote is passed on as it is. */
export class JsonText {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** What JSON.stringify takes for it. */
  toJSON(): unknown {
    if (!texts) return JSON.parse(this.#text)
    texts.push(this.#text)
    return mark
  }
}

/** Like JSON.stringify, but takes every JsonText as it is. */
export function writeJson(value: unknown): string {
  texts = []
  try {
    const [start = '', ...rest] = JSON.stringify(value).split(`"${mark}"`)
    return rest.reduce((written, part, index) => written + (texts?.[index] ?? '') + part, start)
  } finally {
    texts = undefined
  }
}
