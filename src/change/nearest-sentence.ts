import { normalizeSpace } from '../model/white-space.ts'
import { locateAnchor } from './anchor.ts'

interface PlacedSentence {
  readonly paragraph: number
  readonly text: string
}

/** Of the trigrams of the anchor, how many a sentence must have to be worth showing. */
const leastShare = 0.4

/**
 * The sentence that a person would look at first when evidence is not found: one that holds the anchor, else the one
 * that shares most of its groups of three letters; of several the one nearest to the cited paragraph. It is for people,
 * and nothing takes it for the sentence that was meant. Undefined if none is like the anchor.
 */
export function nearestSentence<S extends PlacedSentence>(
  sentences: readonly S[],
  { paragraph, anchor }: { readonly paragraph: number; readonly anchor: string },
): S | undefined {
  const wanted = trigrams(anchor)
  let best: { sentence: S; share: number; distance: number } | undefined
  for (const sentence of sentences) {
    const share = shareOf(wanted, sentence.text, anchor)
    const distance = Math.abs(sentence.paragraph - paragraph)
    if (share < leastShare) continue
    if (best === undefined || share > best.share || (share === best.share && distance < best.distance)) {
      best = { sentence, share, distance }
    }
  }
  return best?.sentence
}

/** From 0 to 1, or 2 for a sentence that holds the anchor as it is. */
function shareOf(wanted: ReadonlySet<string>, text: string, anchor: string): number {
  if (locateAnchor([{ text, digest: '' }], anchor).status === 'FOUND') return 2
  return wanted.intersection(trigrams(text)).size / wanted.size
}

/** The groups of three characters of each word, with its borders. */
function trigrams(text: string): ReadonlySet<string> {
  const words = normalizeSpace(text)
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [normalizeSpace(text)]
  return new Set(
    words.flatMap((word) => {
      const padded = [...`  ${word} `]
      return padded.slice(2).map((_, index) => padded.slice(index, index + 3).join(''))
    }),
  )
}

const mostShown = 240

/** A sentence in a message: its paragraph, and its words up to a limit. */
export function sentenceText({ paragraph, text }: PlacedSentence): string {
  const shown = text.length > mostShown ? `${text.slice(0, mostShown).replace(/[\ud800-\udbff]$/u, '')}…` : text
  return `paragraph ${paragraph}: "${shown}"`
}
