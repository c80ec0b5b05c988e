import { nearestSentence, sentenceText } from '../../change/nearest-sentence.ts'
import { mostAnchorCharacters, mostAnchorWords } from '../../change/value-format.ts'
import type { PlacedSentence, SourceText } from '../../dataset/source-text.ts'
import { normalizeSpace } from '../../model/white-space.ts'
import type { CandidateEvidence } from '../candidate.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'

/** The sentence of each piece of evidence, or what is wrong with it. */
export function locate(
  text: SourceText,
  evidence: readonly CandidateEvidence[],
): { readonly sentences: readonly PlacedSentence[]; readonly problems: readonly CandidateProblem[] } {
  const found = evidence.map((piece, index) => locatePiece(text, piece, index))
  return {
    sentences: found.flatMap((one) => ('text' in one ? [one] : [])),
    problems: found.flatMap((one) => ('code' in one ? [one] : [])),
  }
}

function locatePiece(text: SourceText, piece: CandidateEvidence, index: number): PlacedSentence | CandidateProblem {
  const { paragraph, anchor } = piece
  if (!text.hasParagraph(paragraph)) {
    const last = text.sentences.at(-1)?.paragraph ?? 0
    const message = `there is no paragraph ${paragraph}; the text has paragraphs 1 to ${last}`
    return candidateProblem('NO_SUCH_PARAGRAPH', ['evidence', index, 'paragraph'], paragraph, message)
  }
  const path = ['evidence', index, 'anchor']
  const length = tooLong(anchor)
  if (length !== undefined) return candidateProblem('ANCHOR_TOO_LONG', path, anchor, length)
  const { status, sentence } = text.find({ paragraph, anchor })
  if (sentence !== undefined) return sentence
  if (status === 'AMBIGUOUS') {
    const message = `stands in several sentences of paragraph ${paragraph}; choose words of one of them`
    return candidateProblem('ANCHOR_AMBIGUOUS', path, anchor, message)
  }
  const near = nearestSentence(text.sentences, { paragraph, anchor })
  const advice = near === undefined ? '' : `; the nearest is ${sentenceText(near)}`
  const message = `stands in no sentence of paragraph ${paragraph}; copy the words as they are there${advice}`
  return candidateProblem('ANCHOR_NOT_FOUND', path, anchor, message)
}

function tooLong(anchor: string): string | undefined {
  const plain = normalizeSpace(anchor)
  const { length } = plain.split(' ')
  if (length > mostAnchorWords) return `has ${length} words; an anchor has at most ${mostAnchorWords}`
  if (plain.length <= mostAnchorCharacters) return undefined
  return `has ${plain.length} characters; an anchor has at most ${mostAnchorCharacters}`
}

/** A problem of the shape of evidence, with the code that says more: an anchor that is too long is no anchor. */
export function withEvidenceCode(problem: CandidateProblem, given: unknown, text: SourceText): CandidateProblem {
  const [, index, name] = /^evidence\[(\d+)\]\.(anchor|paragraph)$/u.exec(problem.field) ?? []
  if (name === undefined) return problem
  const piece = (given as { evidence: readonly (CandidateEvidence | undefined)[] }).evidence[Number(index)]
  if (typeof piece?.anchor !== 'string' || !Number.isInteger(piece.paragraph)) return problem
  const [found] = locate(text, [piece]).problems
  return found === undefined ? problem : { ...found, field: problem.field }
}
