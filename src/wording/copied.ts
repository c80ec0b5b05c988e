import { normalizeSpace } from '../model/white-space.ts'

/** The most words of the text in a row that our own words may repeat. */
export const mostCopiedWords = 8

/** All that a text says in so many words that whoever repeats them copies. */
export class CopiedWords {
  readonly #runs: ReadonlySet<string>

  constructor(sentences: readonly string[]) {
    this.#runs = new Set(sentences.flatMap((sentence) => runsOf(wordsOf(sentence))))
  }

  /**
   * The words of `own` that the text has in a row, if they are more than may be. A name counts as one word, because it may
   * be long and nobody can say it in other words.
   */
  find(own: string, names: readonly string[]): string | undefined {
    const words = wordsOf(own)
    const isRepeated = runsOf(words).map((run) => this.#runs.has(run))
    for (let at = isRepeated.indexOf(true); at >= 0; ) {
      const end = endOfRun(isRepeated, at)
      const run = words.slice(at, end + mostCopiedWords).join(' ')
      if (withoutNames(run, names).split(' ').length > mostCopiedWords) return run
      at = isRepeated.indexOf(true, end)
    }
    return undefined
  }
}

/** Where the repetitions that begin at `at` end. */
function endOfRun(isRepeated: readonly boolean[], at: number): number {
  const end = isRepeated.indexOf(false, at)
  return end === -1 ? isRepeated.length : end
}

function withoutNames(run: string, names: readonly string[]): string {
  const longFirst = names.map((name) => wordsOf(name).join(' ')).toSorted((one, other) => other.length - one.length)
  return longFirst.filter((name) => name.includes(' ')).reduce((rest, name) => rest.replaceAll(name, '*'), run)
}

function wordsOf(text: string): string[] {
  return (
    normalizeSpace(text)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+(?:['’.,-][\p{L}\p{M}\p{N}]+)*/gu) ?? []
  )
}

/** Each run of one word more than may be repeated. */
function runsOf(words: readonly string[]): string[] {
  const last = words.length - mostCopiedWords
  return last <= 0 ? [] : Array.from({ length: last }, (_, at) => words.slice(at, at + mostCopiedWords + 1).join(' '))
}
