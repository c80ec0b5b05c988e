import { quoted } from '../../model/value.ts'
import { type CopiedWords, mostCopiedWords } from './copied.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'

/** A text that has to be in our own words, but for the names of what it speaks of. */
export function checkOwnWords(
  copied: CopiedWords,
  { path, text }: { readonly path: readonly string[]; readonly text: string },
  names: readonly string[],
): CandidateProblem[] {
  const words = copied.find(text, names)
  if (words === undefined) return []
  const message = `repeats more than ${mostCopiedWords} words of the text in a row, ${quoted(words)}; say it in your own words`
  return [candidateProblem('STATEMENT_COPIED', path, text, message)]
}
