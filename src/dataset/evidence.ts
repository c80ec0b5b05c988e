import { type CheckedStatus, locateAnchor } from '../change/anchor.ts'
import type { EvidenceDraft } from '../change/draft.ts'
import { noEvidence } from '../change/recheck.ts'
import { quoted } from '../model/value.ts'
import { type Coverage, coverage } from './coverage.ts'
import type { Dataset, DatasetFact } from './read/format.ts'
import { itemProblem, type Problem } from './read/problem.ts'
import type { Source } from './source.ts'

/** A piece of evidence in a dataset's files. */
export interface FileEvidence {
  readonly fact: DatasetFact
  /** Its place in the fact's list, from 0. */
  readonly index: number
  readonly evidence: EvidenceDraft
}

/** The evidence that cites a document, in the order of the files. */
export function evidenceOf({ facts }: Dataset, document: string): FileEvidence[] {
  return facts.flatMap((fact) =>
    fact.draft.evidence
      .map((evidence, index) => ({ fact, index, evidence }))
      .filter((piece) => piece.evidence.document === document),
  )
}

/** How many pieces of evidence have which status, and the problems of those that point to no one sentence. */
export interface CheckedFiles {
  readonly counts: Record<CheckedStatus, number>
  readonly problems: readonly Problem[]
}

/** Checks the evidence of a dataset's files against the given texts. */
export function checkEvidenceOfFiles(dataset: Dataset, sources: readonly Source[]): CheckedFiles {
  const counts = { ...noEvidence }
  const problems: Problem[] = []
  const texts = new Map(sources.map((source) => [source.document.slug, source]))
  for (const fact of dataset.facts) {
    for (const [index, evidence] of fact.draft.evidence.entries()) {
      const source = texts.get(evidence.document)
      const { status } = locateAnchor(
        source && sentencesOf(source, evidence.paragraph),
        evidence.anchor,
        evidence.digest,
      )
      counts[status] += 1
      const message = placeProblem(status, evidence)
      if (message) problems.push(itemProblem(fact, ['evidence', index, 'anchor'], evidence.anchor, message))
    }
  }
  return { counts, problems }
}

function sentencesOf({ text }: Source, paragraph: number) {
  return text.paragraphs[paragraph - 1]?.sentences ?? []
}

/** Why a piece of evidence does not single out a sentence; undefined if it does, or if there is no text. */
export function placeProblem(
  status: CheckedStatus,
  { paragraph, anchor, digest }: Pick<EvidenceDraft, 'paragraph' | 'anchor' | 'digest'>,
): string | undefined {
  if (status === 'AMBIGUOUS') {
    return `${quoted(anchor)} stands in several sentences of paragraph ${paragraph}; choose words of one of them`
  }
  if (status !== 'ORPHANED') return undefined
  const which = digest === undefined ? 'no sentence' : `no sentence with the digest ${digest}`
  return `${quoted(anchor)} stands in ${which} of paragraph ${paragraph}; copy the words as they are there`
}

/** Which sentences of a document the dataset covers. */
export function coverageOf(dataset: Dataset, { document, text }: Source): Coverage {
  const evidence = evidenceOf(dataset, document.slug).map(({ fact, evidence: { paragraph, anchor, digest } }) => ({
    factKey: fact.draft.key,
    paragraph,
    anchor,
    digest,
  }))
  const uncovered = dataset.uncovered.map(({ draft }) => draft).filter((item) => item.document === document.slug)
  return coverage(text, evidence, uncovered)
}
