import { sentenceDigest } from '../../../src/model/sentence-digest.ts'
import type { Batch } from './copy.ts'
import type { Random } from './random.ts'
import { capitalize, coin, type Language, words } from './word.ts'

/** Where a piece of evidence points, as its row has it. */
export interface Place {
  readonly document: number
  readonly paragraph: number
  readonly anchor: string
  readonly digest: string | null
  readonly status: 'FOUND' | 'AMBIGUOUS' | 'ORPHANED' | 'NOT_LOADED'
  readonly sentence: number | null
}

interface Document {
  readonly firstParagraph: number
  readonly paragraphs: number
  readonly firstReference: number
  readonly references: number
  readonly loaded: boolean
}

interface Sentence {
  readonly id: number
  readonly anchor: string
  readonly digest: string
}

/** The documents of a generated graph, some with their text, and the places in them that evidence points to. */
export class Documents {
  readonly #random: Random
  readonly #datasets: number
  readonly #documents: Document[] = []
  /** By paragraph id; those of paragraphs whose last sentence begins as the first does are ambiguous. */
  readonly #sentences: Sentence[][] = []
  readonly #repeated = new Set<number>()
  #paragraphs = 0
  #references = 0
  #sentenceCount = 0

  constructor(random: Random, datasets: number) {
    this.#random = random
    this.#datasets = datasets
  }

  /** Adds the next document with its paragraphs and references. */
  add(batch: Batch): void {
    const random = this.#random
    const id = this.#documents.length + 1
    const language: Language = random.chance(0.06) ? 'fr' : 'en'
    const document: Document = {
      firstParagraph: this.#paragraphs + 1,
      paragraphs: 4 + random.below(30),
      firstReference: this.#references + 1,
      references: 3 + random.below(40),
      loaded: id % 5 < 2,
    }
    this.#documents.push(document)
    batch.document.add(
      id,
      `document-${id}`,
      capitalize(words(random, 3 + random.below(5), language)),
      String(30_000 + id),
      `https://example.org/${id}`,
      language,
      1 + random.zipf(this.#datasets),
      random.hex(64),
      document.loaded ? '2026-06-01T00:00:00Z' : null,
    )
    for (let number = 1; number <= document.paragraphs; number += 1)
      this.#addParagraph(batch, id, number, document, language)
    for (let label = 1; label <= document.references; label += 1) {
      this.#references += 1
      batch.reference.add(this.#references, id, String(label), null, null)
    }
  }

  #addParagraph(batch: Batch, document: number, number: number, { loaded }: Document, language: Language): void {
    const random = this.#random
    const id = ++this.#paragraphs
    if (!loaded) {
      batch.paragraph.add(id, document, number, null, null)
      return
    }
    const texts: string[] = []
    const sentences: Sentence[] = []
    const count = 1 + random.below(5)
    for (let ordinal = 1; ordinal <= count; ordinal += 1) {
      // The coined word keeps anchors apart, but for those that are to be ambiguous.
      const repeats = ordinal === count && count > 1 && random.chance(0.05)
      const own = repeats
        ? (sentences[0]?.anchor ?? '')
        : capitalize(
            `${words(random, 2, language)} ${coin(this.#sentenceCount + 40_000)} ${words(random, 2, language)}`,
          )
      if (repeats) this.#repeated.add(id)
      const text = `${own} ${words(random, 5 + random.below(15), language)}.`
      const digest = sentenceDigest(text)
      this.#sentenceCount += 1
      sentences.push({ id: this.#sentenceCount, anchor: own, digest })
      texts.push(text)
      batch.staged_sentence.add(this.#sentenceCount, id, document, ordinal, text, digest, language)
    }
    this.#sentences[id] = sentences
    batch.paragraph.add(id, document, number, 'BODY', texts.join(' '))
  }

  /** A place that a fact may be taken from, and what the check of it would say. */
  place(random: Random): Place {
    const index = Math.floor(random.next() ** 1.7 * this.#documents.length)
    const { firstParagraph, paragraphs } = this.#documents[index] as Document
    const paragraph = firstParagraph + random.below(paragraphs)
    const at = { document: index, paragraph }
    const sentences = this.#sentences[paragraph]
    if (!sentences) {
      return {
        ...at,
        anchor: capitalize(words(random, 4)),
        digest: random.hex(16),
        status: 'NOT_LOADED',
        sentence: null,
      }
    }
    if (random.chance(0.04)) {
      return {
        ...at,
        anchor: `Nowhere ${words(random, 4)}`,
        digest: random.hex(16),
        status: 'ORPHANED',
        sentence: null,
      }
    }
    const { id, anchor, digest } = random.pick(sentences)
    const ambiguous = this.#repeated.has(paragraph) && anchor === sentences[0]?.anchor
    if (ambiguous) return { ...at, anchor, digest: null, status: 'AMBIGUOUS', sentence: null }
    return { ...at, anchor, digest, status: 'FOUND', sentence: id }
  }

  /** Up to three citations of the place's document, by id. */
  references(random: Random, { document }: Place): number[] {
    const { firstReference, references } = this.#documents[document] as Document
    const first = random.below(references)
    const count = Math.min([0, 1, 1, 2, 3][random.below(5)] ?? 0, references - first)
    return Array.from({ length: count }, (_, index) => firstReference + first + index)
  }
}
