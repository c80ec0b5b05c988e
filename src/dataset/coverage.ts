import type { CheckedStatus } from '../change/anchor.ts'
import type { ParagraphRange } from '../change/value-format.ts'
import type { SourceText } from './source-text.ts'

/** A place in a document, as a dataset's files give it. */
interface Anchored {
  /** 1-based. */
  readonly paragraph: number
  readonly anchor: string
}

export interface CoveringEvidence extends Anchored {
  readonly factKey: string
  readonly digest?: string
}

/** A sentence, or all sentences of some paragraphs, that hold no fact. */
export interface UncoveredSentence extends Partial<Anchored> {
  readonly paragraphs?: ParagraphRange
  /** Why no fact is anchored there. */
  readonly reason: string
}

/** A sentence, or an entry of the information box, with the facts that a dataset takes from it. */
export interface SentenceCoverage {
  readonly paragraph: number
  readonly ordinal: number
  readonly text: string
  /** Keys of the facts anchored in it, each once, in the order of the evidence. */
  readonly facts: readonly string[]
  readonly uncoveredReason?: string
}

/** A piece of evidence, or an entry under `uncovered` (without `factKey`), that points to no one sentence. */
export interface Unplaced extends Anchored {
  readonly factKey?: string
  readonly status: Exclude<CheckedStatus, 'FOUND'>
}

export interface Coverage {
  readonly sentences: readonly SentenceCoverage[]
  readonly totals: {
    readonly sentences: number
    /** With at least one fact. */
    readonly covered: number
    /** Without a fact, and listed with the reason. */
    readonly uncovered: number
    /** Neither: the sentences that still need work. */
    readonly missing: number
    readonly unplaced: number
  }
  readonly unplaced: readonly Unplaced[]
}

/**
 * Which sentences of a document a dataset covers. `evidence` and `uncovered` are those that cite this document. Only
 * evidence that is FOUND covers a sentence; AMBIGUOUS and ORPHANED evidence is listed separately.
 */
export function coverage(
  text: SourceText,
  evidence: readonly CoveringEvidence[],
  uncovered: readonly UncoveredSentence[],
): Coverage {
  const unplaced: Unplaced[] = []
  const rows = text.sentences.map((sentence) => ({
    sentence,
    facts: new Set<string>(),
    reason: undefined as string | undefined,
  }))
  const rowOf = new Map(rows.map((row) => [row.sentence, row]))
  const place = ({ paragraph, anchor, digest, factKey }: Anchored & { digest?: string; factKey?: string }) => {
    const { status, sentence } = text.find({ paragraph, anchor, digest })
    if (status !== 'FOUND') unplaced.push({ factKey, paragraph, anchor, status })
    return sentence && rowOf.get(sentence)
  }
  for (const item of evidence) place(item)?.facts.add(item.factKey)
  for (const { paragraph = 0, anchor = '', paragraphs, reason } of uncovered) {
    if (paragraphs === undefined) {
      const row = place({ paragraph, anchor })
      if (row) row.reason = reason
      continue
    }
    const { from, to } = paragraphs
    for (const row of rows) {
      // What is said of one sentence is more precise.
      if (row.sentence.paragraph >= from && row.sentence.paragraph <= to) row.reason ??= reason
    }
    if (!text.hasParagraph(to)) unplaced.push({ paragraph: to, anchor: '', status: 'ORPHANED' })
  }
  const sentences = rows.map(({ sentence, facts, reason }) => ({
    paragraph: sentence.paragraph,
    ordinal: sentence.ordinal,
    text: sentence.text,
    facts: [...facts],
    uncoveredReason: reason,
  }))
  return { sentences, totals: totalsOf(sentences, unplaced.length), unplaced }
}

function totalsOf(sentences: readonly SentenceCoverage[], unplaced: number): Coverage['totals'] {
  const covered = sentences.filter(({ facts }) => facts.length > 0).length
  const uncovered = sentences.filter(({ facts, uncoveredReason }) => facts.length === 0 && uncoveredReason).length
  return { sentences: sentences.length, covered, uncovered, missing: sentences.length - covered - uncovered, unplaced }
}
