import type { CheckedStatus } from '../change/anchor.ts'
import type { EvidenceDraft } from '../change/draft.ts'
import { noEvidence } from '../change/recheck.ts'
import { type Coverage, coverage } from './coverage.ts'
import type { Dataset, DatasetFact } from './read/format.ts'
import { itemProblem, type Problem } from './read/problem.ts'
import { type Source, textsBySlug } from './source.ts'

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
  /** How much of what is FOUND stands in another paragraph than the one that is cited. */
  readonly moved: number
  readonly problems: readonly Problem[]
}

/** Checks the evidence of a dataset's files against the given texts, as the graph does with texts that are loaded. */
export function checkEvidenceOfFiles(dataset: Dataset, sources: readonly Source[]): CheckedFiles {
  const counts = { ...noEvidence }
  let moved = 0
  const problems: Problem[] = []
  const texts = textsBySlug(sources)
  for (const fact of dataset.facts) {
    for (const [index, evidence] of fact.draft.evidence.entries()) {
      const text = texts.get(evidence.document)
      const found = text?.find(evidence)
      counts[found?.status ?? 'NOT_LOADED'] += 1
      if (!text || !found) continue
      if (found.status === 'FOUND' && found.isElsewhere) moved += 1
      const message = text.problemOf(evidence, found)
      if (message) problems.push(itemProblem(fact, ['evidence', index, 'anchor'], evidence.anchor, message))
    }
  }
  return { counts, moved, problems }
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
