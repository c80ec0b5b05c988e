import { textIn } from '../model/kind.ts'
import { proseFields } from '../model/prose.ts'
import { quoted } from '../model/value.ts'
import { CopiedWords, mostCopiedWords } from '../wording/copied.ts'
import type { KnownNames } from './claim.ts'
import type { FactDraft } from './draft.ts'
import type { LocatedEvidence, SourceSentence } from './fact-check.ts'
import type { DraftPath } from './problem.ts'
import { referencesOfFact } from './reference.ts'

/** The code of a statement that is not in our own words. */
export const copiedCode = 'STATEMENT_COPIED'

/** A text of a fact that has to be in our own words. */
export interface OwnText {
  readonly path: readonly string[]
  readonly text: string
}

export function ownTextsOf(draft: FactDraft): OwnText[] {
  return ['statement', ...proseFields(draft.kind)].flatMap((field) => {
    const text = textIn(draft, field)
    return text === undefined ? [] : [{ path: [field], text }]
  })
}

/** What is wrong with it, and what would be right. */
export function copiedAdvice(words: string): string {
  return `repeats more than ${mostCopiedWords} words of the text in a row, ${quoted(words)}; say it in your own words`
}

/** Words of a text that a fact repeats. */
export interface Copied {
  readonly path: DraftPath
  readonly words: string
}

/** The words that the texts of a fact repeat of some texts. What it speaks of may have a long name, which counts as one word. */
export function copiedIn(draft: FactDraft, names: KnownNames, texts: readonly CopiedWords[]): Copied[] {
  if (texts.length === 0) return []
  const spoken = referencesOfFact(draft).flatMap(({ slug }) => names.get(slug)?.names ?? [])
  return ownTextsOf(draft).flatMap(({ path, text }) => {
    const words = texts.map((copied) => copied.find(text, spoken)).find((found) => found !== undefined)
    return words === undefined ? [] : [{ path, words }]
  })
}

const paragraphs = new WeakMap<readonly SourceSentence[], CopiedWords>()

/** The paragraphs in which evidence was found. Records are left out, because what they say is no prose. */
export function paragraphsOf(evidence: readonly LocatedEvidence[]): CopiedWords[] {
  const found = evidence.flatMap((piece) =>
    piece.found === undefined || piece.isRecord ? [] : [piece.found.sentences],
  )
  return [...new Set(found)].map((sentences) => {
    const known = paragraphs.get(sentences) ?? new CopiedWords(sentences.map(({ text }) => text))
    paragraphs.set(sentences, known)
    return known
  })
}
