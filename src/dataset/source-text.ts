import { type EvidenceLocation, locateEvidence } from '../change/anchor.ts'
import type { EvidenceDraft } from '../change/draft.ts'
import { nearestSentence, sentenceText } from '../change/nearest-sentence.ts'
import type { ReadDocument } from '../document/read.ts'
import type { ReadSentence } from '../document/sentence.ts'
import { quoted } from '../model/value.ts'

/** Where a dataset's files say that a sentence stands. */
export type Citation = Pick<EvidenceDraft, 'paragraph' | 'anchor' | 'digest'>

/** A sentence of a source file, with the number of its paragraph. */
export interface PlacedSentence extends ReadSentence {
  readonly paragraph: number
}

export type SourceLocation = EvidenceLocation<PlacedSentence>

/** The text of a source file, in which sentences are found as they are in the graph. */
export class SourceText {
  readonly language: string
  readonly sentences: readonly PlacedSentence[]
  readonly #paragraphs: number
  readonly #inParagraph: ReadonlyMap<number, readonly PlacedSentence[]>
  readonly #withDigest: ReadonlyMap<string, readonly PlacedSentence[]>

  constructor({ language, paragraphs }: Pick<ReadDocument, 'language' | 'paragraphs'>) {
    this.language = language
    this.#paragraphs = paragraphs.length
    this.sentences = paragraphs.flatMap(({ number, sentences }) =>
      sentences.map((sentence) => ({ ...sentence, paragraph: number })),
    )
    this.#inParagraph = Map.groupBy(this.sentences, ({ paragraph }) => paragraph)
    this.#withDigest = Map.groupBy(this.sentences, ({ digest }) => digest)
  }

  /** The sentences of a paragraph, in their order. */
  paragraph(number: number): readonly PlacedSentence[] {
    return this.#inParagraph.get(number) ?? []
  }

  hasParagraph(number: number): boolean {
    return number >= 1 && number <= this.#paragraphs
  }

  /** Finds a sentence in the cited paragraph or, if it has moved, in another one. */
  find({ paragraph, anchor, digest }: Citation): SourceLocation {
    return locateEvidence(this.paragraph(paragraph), this.#alike(digest), anchor, digest)
  }

  #alike(digest: string | undefined): readonly PlacedSentence[] {
    return this.#withDigest.get(digest ?? '') ?? []
  }

  /** Why a citation does not single out a sentence; undefined if it does. */
  problemOf(citation: Citation, { status, isElsewhere }: SourceLocation): string | undefined {
    const { paragraph, anchor, digest } = citation
    if (status === 'AMBIGUOUS') {
      if (!isElsewhere) {
        return `${quoted(anchor)} stands in several sentences of paragraph ${paragraph}; choose words of one of them`
      }
      const others = this.#alike(digest).map((sentence) => sentence.paragraph)
      const list = [...new Set(others)].join(', ')
      return `${quoted(anchor)} is not in paragraph ${paragraph}, and its sentence stands in others: ${list}; cite one of them`
    }
    if (status !== 'ORPHANED') return undefined
    const which = digest === undefined ? 'no sentence' : `no sentence with the digest ${digest}`
    const nearest = nearestSentence(this.sentences, { paragraph, anchor })
    const like = nearest === undefined ? '' : `; the nearest is ${sentenceText(nearest)}`
    return `${quoted(anchor)} stands in ${which} of paragraph ${paragraph}; copy the words as they are there${like}`
  }
}
