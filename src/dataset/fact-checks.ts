import { once } from 'es-toolkit/function/once'
import { type CheckCounts, countChecks, noChecks } from '../change/check-counts.ts'
import { checkAdvice } from '../change/check-message.ts'
import type { KnownNames } from '../change/claim.ts'
import type { EvidenceDraft } from '../change/draft.ts'
import { checkFact, isAnswerable, type LocatedEvidence, type SourceSentence } from '../change/fact-check.ts'
import { copiedAdvice, copiedIn } from '../change/own-words.ts'
import { endsOf } from '../model/ends.ts'
import { factKind, textIn } from '../model/kind.ts'
import { CopiedWords } from '../wording/copied.ts'
import type { Dataset } from './read/format.ts'
import { itemProblem, type Problem } from './read/problem.ts'
import { type Source, textsBySlug } from './source.ts'

export interface CheckedFacts {
  readonly counts: CheckCounts
  /** Quotations and citations that the sentences lack. */
  readonly problems: readonly Problem[]
  /** Numbers, names and dates that the sentences lack and no fact answers; statements that repeat the text. */
  readonly warnings: readonly Problem[]
}

/**
 * Looks for what the facts of a dataset's files say in the given texts. Entities that the files do not declare are not
 * looked for, because only the graph knows their names.
 */
export function checkFactsOfFiles(dataset: Dataset, sources: readonly Source[]): CheckedFacts {
  const names = namesOf(dataset)
  const locate = locator(sources)
  const copied = copiedBySlug(sources)
  const problems: Problem[] = []
  const warnings: Problem[] = []
  let counts = noChecks
  for (const fact of dataset.facts) {
    const evidence = fact.draft.evidence.map(locate)
    const checks = checkFact(fact.draft, names, evidence)
    counts = countChecks(checks, counts)
    // Evidence that is in no one sentence is reported itself.
    if (evidence.some(({ status }) => status === 'AMBIGUOUS' || status === 'ORPHANED')) continue
    for (const { subject, value, path, status, answer } of checks) {
      if (status !== 'NOT_CONFIRMED' || answer !== undefined) continue
      const list = isAnswerable(subject) ? warnings : problems
      list.push(itemProblem(fact, path, value, checkAdvice({ subject, value })))
    }
    const texts = new Set(fact.draft.evidence.flatMap(({ document }) => copied.get(document)?.() ?? []))
    for (const { path, words } of copiedIn(fact.draft, names, [...texts]))
      warnings.push(itemProblem(fact, path, words, copiedAdvice(words)))
  }
  warnings.push(...copiedSummaries(dataset, names, [...copied.values()]))
  return { counts, problems, warnings }
}

/** A summary rests on no evidence, so that it is compared with all texts. */
function copiedSummaries({ entities }: Dataset, known: KnownNames, texts: readonly (() => CopiedWords)[]): Problem[] {
  // Of everything, because nothing says what a summary speaks of.
  const spoken = [...new Set([...known.values()].flatMap(({ names }) => names))]
  return entities.flatMap((entity) => {
    const { summary = '' } = entity.draft
    const words = texts.map((copied) => copied().find(summary, spoken)).find((found) => found !== undefined)
    return words === undefined ? [] : [itemProblem(entity, ['summary'], words, copiedAdvice(words))]
  })
}

function namesOf({ entities, facts }: Dataset): KnownNames {
  const aliases = Map.groupBy(
    facts.flatMap(({ draft }) => {
      const { name } = factKind(draft.kind)
      return name === undefined ? [] : [{ slug: endsOf(draft).subject, name: textIn(draft, name.text) ?? '' }]
    }),
    ({ slug }) => slug,
  )
  return new Map(
    entities.flatMap(({ draft: { slug, formerSlugs, kind, name, labels } }) => {
      const others = (aliases.get(slug) ?? []).map((alias) => alias.name)
      const entity = { kind, name, names: [name, ...labels.map(({ text }) => text), ...others] }
      return [slug, ...formerSlugs].map((one) => [one, entity] as const)
    }),
  )
}

/** What each text says in so many words, read when a fact asks for it. */
function copiedBySlug(sources: readonly Source[]): ReadonlyMap<string, () => CopiedWords> {
  return new Map(
    sources.map(({ document, text }) => [
      document.slug,
      once(() => new CopiedWords(text.sentences.map((sentence) => sentence.text))),
    ]),
  )
}

/** Finds pieces of evidence in the texts. */
function locator(sources: readonly Source[]): (piece: EvidenceDraft) => LocatedEvidence {
  const texts = textsBySlug(sources)
  return (piece) => {
    const text = texts.get(piece.document)
    if (!text) return { status: 'NOT_LOADED' }
    const { status, sentence } = text.find(piece)
    if (!sentence) return { status }
    const around = text.paragraph(sentence.paragraph)
    const sentences = around.map((one): SourceSentence => {
      return { text: one.text, labels: one.references, language: text.language }
    })
    return { status, found: { sentences, at: around.indexOf(sentence) } }
  }
}
