import type { Found } from './found.ts'
import { type Reading, readingOf } from './reading.ts'
import type { RuleContext } from './rule.ts'
import type { Sentence } from './sentence.ts'

/** How a rule finds what it reads in each sentence for itself. */
export function inSentences(read: (reading: Reading, sentence: Sentence) => Iterable<Found>) {
  return function* find(context: RuleContext): Generator<Found> {
    const reading = readingOf(context)
    for (const sentence of reading.sentences) yield* read(reading, sentence)
  }
}
