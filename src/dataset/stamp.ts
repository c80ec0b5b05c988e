import { isEqual } from 'es-toolkit/predicate/isEqual'
import { sentenceText } from '../change/nearest-sentence.ts'
import { quoted } from '../model/value.ts'
import { editFile, type PlacedEdit } from './edit-file.ts'
import { evidenceOf, type FileEvidence } from './evidence.ts'
import type { Dataset } from './read/format.ts'
import { itemProblem, type Problem } from './read/problem.ts'
import type { Source } from './source.ts'
import type { PlacedSentence } from './source-text.ts'

export interface Stamped {
  /** Pieces of evidence that were written, or would be in a dry run. */
  readonly written: number
  /** Pieces of evidence that were right. */
  readonly unchanged: number
  /** Those of `written` whose paragraph is another one now. */
  readonly moved: number
  /** Files that were written. */
  readonly files: readonly string[]
  /** Evidence that does not single out a sentence, and so is not changed. */
  readonly problems: readonly Problem[]
}

interface StampOptions {
  /** Writes the paragraph in which a sentence stands now, if it is not the cited one. */
  readonly move?: boolean
  /** Also stamps a sentence that has other words than when it was stamped before. */
  readonly changed?: boolean
  /** Tells what would be written, and writes nothing. */
  readonly dryRun?: boolean
}

/**
 * Writes to each piece of evidence in the files of a dataset what its sentence tells: its digest and the labels of its
 * citations; with `move`, the number of its paragraph. Nothing else in the files changes, and stamping again changes
 * nothing. Evidence whose anchor is in no sentence, or in several, is not changed.
 */
export async function stampDataset(
  dataset: Dataset,
  sources: readonly Source[],
  options: StampOptions = {},
): Promise<Stamped> {
  const problems: Problem[] = []
  const edits = new Map<string, PlacedEdit[]>()
  const sums = { written: 0, unchanged: 0, moved: 0 }
  for (const source of sources) {
    for (const piece of evidenceOf(dataset, source.document.slug)) {
      const found = sentenceOf(piece, source, options)
      if (typeof found === 'string') {
        problems.push(itemProblem(piece.fact, ['evidence', piece.index, 'anchor'], piece.evidence.anchor, found))
        continue
      }
      const values = changedFields(piece, found)
      if (Object.keys(values).length === 0) {
        sums.unchanged += 1
        continue
      }
      sums.written += 1
      if ('paragraph' in values) sums.moved += 1
      const { file, line } = piece.fact.at()
      const path = [piece.fact.section, piece.fact.index, 'evidence', piece.index]
      edits.set(file, [...(edits.get(file) ?? []), { path, values, line }])
    }
  }
  if (!options.dryRun) for (const [file, list] of edits) await editFile(file, list)
  return { ...sums, files: [...edits.keys()], problems }
}

/**
 * The one sentence that contains the anchor; of several, the one whose digest is in the files. Else what is wrong. A
 * sentence that was stamped before and stands elsewhere now, or has changed, is taken only if the options say so.
 */
function sentenceOf(
  { evidence }: FileEvidence,
  { text }: Source,
  { move = false, changed = false }: StampOptions,
): PlacedSentence | string {
  const stamped = text.find(evidence)
  if (stamped.sentence && (move || !stamped.isElsewhere)) return stamped.sentence
  if (stamped.status === 'AMBIGUOUS') return text.problemOf(evidence, stamped) ?? ''
  const anchor = quoted(evidence.anchor)
  const edited = text.find({ ...evidence, digest: undefined })
  if (edited.sentence && changed) return edited.sentence
  if (stamped.sentence) return `${anchor} stands in paragraph ${stamped.sentence.paragraph} now; --move writes that`
  if (!edited.sentence) return text.problemOf({ ...evidence, digest: undefined }, edited) ?? ''
  return `the sentence of ${anchor} has changed since it was stamped: ${sentenceText(edited.sentence)}; read whether it still says the fact, then stamp it with --changed`
}

/** The fields that the sentence changes, as YAML writes them. */
function changedFields(
  { evidence }: FileEvidence,
  { paragraph, digest, references }: PlacedSentence,
): Record<string, string> {
  const same = isEqual(references, evidence.references)
  return {
    ...(paragraph === evidence.paragraph ? {} : { paragraph: String(paragraph) }),
    // In quotes, because sixteen decimal digits would be a number to other readers of YAML.
    ...(digest === evidence.digest ? {} : { digest: `"${digest}"` }),
    ...(same ? {} : { references: `[${references.map((label) => JSON.stringify(label)).join(', ')}]` }),
  }
}
