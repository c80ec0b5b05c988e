import { copiedAdvice, copiedCode } from '../../change/own-words.ts'
import type { CopiedWords } from '../../wording/copied.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'

/** A text that has to be in our own words, but for the names of what it speaks of. */
export function checkOwnWords(
  copied: CopiedWords,
  { path, text }: { readonly path: readonly string[]; readonly text: string },
  names: readonly string[],
): CandidateProblem[] {
  const words = copied.find(text, names)
  if (words === undefined) return []
  return [candidateProblem(copiedCode, path, text, copiedAdvice(words))]
}
