import type { ReadParagraph } from '../../document/read.ts'

/** A sentence with where it stands. */
export interface Sentence {
  readonly paragraph: ReadParagraph
  readonly ordinal: number
  /** Without citation marks. */
  readonly text: string
  readonly references: readonly string[]
  /** The sentence before it in its paragraph. */
  readonly before: Sentence | undefined
}

/** Longer ones are lists or tables that lost their form. Also the reason why no pattern can be slow. */
const longest = 1200

/** The sentences of the body that rules read. */
export function sentencesOf(paragraphs: readonly ReadParagraph[]): Sentence[] {
  return paragraphs.filter(({ section }) => section === 'BODY').flatMap((paragraph) => sentencesIn(paragraph))
}

/** The sentences of a paragraph that rules read. */
export function sentencesIn(paragraph: ReadParagraph): Sentence[] {
  const sentences: Sentence[] = []
  let before: Sentence | undefined
  for (const { ordinal, text, references } of paragraph.sentences) {
    const sentence = text.length > longest ? undefined : { paragraph, ordinal, text, references, before }
    if (sentence !== undefined) sentences.push(sentence)
    before = sentence
  }
  return sentences
}
