import { contentOf } from '../../change/content.ts'
import type { EntityDraft, FactDraft } from '../../change/draft.ts'
import type { ItemContent } from '../../change/item.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import { quoted } from '../../model/value.ts'
import { CopiedWords } from '../../wording/copied.ts'
import type { Decisions } from '../decision.ts'
import { type DraftCandidate, type DraftDocument, isEntityDraft, isEntityKind, type Kind } from '../format.ts'
import { identityOf, statedBy } from '../identity.ts'
import { keyOf } from '../key.ts'
import { type KnownGraph, namesIn } from '../known.ts'
import type { DraftSource } from '../source.ts'
import { checkEntity } from './entity.ts'
import { locate, withEvidenceCode } from './evidence.ts'
import { Lexicon } from './lexicon.ts'
import { checkOwnWords } from './own-words.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'
import { checkCandidateReferences } from './reference.ts'
import { readCandidate } from './shape.ts'
import { similarFact } from './similar.ts'
import { checkWording, ownTexts } from './wording.ts'

/** A candidate with what was found out about it. */
export interface CheckedCandidate {
  /** The key or the slug that it is to have; of one without a shape, its number in the draft. */
  readonly id: string
  /** As it was given. */
  readonly given: unknown
  /** Why it is refused; empty if it may be accepted. */
  readonly problems: readonly CandidateProblem[]
  /** What it says, whatever its words; undefined without a shape. */
  readonly identity?: string
  /** The item of a dataset that it would be, with the digests and citations of its sentences; undefined without a shape. */
  readonly item?: ItemContent
  /** The sentences of its evidence that were found. */
  readonly sentences: readonly PlacedSentence[]
  /** The key of a fact that says something of the same by the same sentence: look at it before you accept another. */
  readonly similar?: string
}

interface CheckInput {
  readonly document: DraftDocument
  readonly candidates: readonly unknown[]
  readonly source: DraftSource
  readonly known: KnownGraph
  readonly decisions: Decisions
}

/** Checks candidates one by one, against their text and what is known. What is refused does not keep the others. */
export function checkCandidates(input: CheckInput): CheckedCandidate[] {
  const check = new Check(input)
  const order = input.candidates.map((given, index) => ({ given, index, rank: rank(given) }))
  const checked = order
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ given, index }) => [index, check.check(given, index)] as const)
  return checked.toSorted(([one], [other]) => one - other).map(([, result]) => result)
}

/** Entities first and names next, because the other candidates may refer to them, and responses after criticisms. */
function rank(given: unknown): number {
  const { kind } = (given ?? {}) as { kind?: Kind }
  if (kind === undefined || kind === 'RESPONSE') return 3
  return isEntityKind(kind) ? 0 : kind === 'ALIAS' ? 1 : 2
}

class Check {
  readonly #input: CheckInput
  readonly #copied: CopiedWords
  readonly #lexicon: Lexicon
  /** The keys of facts by what they say. */
  readonly #stated: Map<string, string>
  /** The keys that candidates get in place of their ids, which others may have. */
  readonly #keys = new Map<string, string>()
  /** Slugs that refused candidates declare. */
  readonly #refused = new Set<string>()

  constructor(input: CheckInput) {
    const { source, known } = input
    this.#input = input
    this.#copied = new CopiedWords(source.text.sentences.map(({ text }) => text))
    this.#lexicon = new Lexicon(known)
    this.#stated = new Map(statedBy(known.facts))
  }

  check(given: unknown, index: number): CheckedCandidate {
    const { document, source, known } = this.#input
    const shaped = readCandidate(this.#renamed(given), document.slug)
    if (!('draft' in shaped)) {
      this.#refuse(given)
      const problems = shaped.map((problem) => withEvidenceCode(problem, given, source.text))
      return { id: String(index + 1), given, problems, sentences: [] }
    }
    const { candidate, draft } = shaped
    const { sentences, problems: misplaced } = locate(source.text, candidate.evidence)
    const problems = misplaced.length > 0 ? misplaced : this.#problemsOf(candidate, draft, sentences)
    const result = { ...this.#result(candidate, draft, sentences), given, problems, sentences }
    if (problems.length > 0) {
      this.#refuse(given)
      return result
    }
    if (candidate.id !== null) this.#keys.set(candidate.id, result.id)
    this.#add(draft, result.id, result.identity)
    const similar = isEntityDraft(draft) ? undefined : similarFact(result.item, sentences, known.facts)
    return similar === undefined ? result : { ...result, similar }
  }

  /** With the key of the criticism that a response answers. */
  #renamed(given: unknown): unknown {
    const { kind, fact } = (given ?? {}) as Partial<DraftCandidate>
    const key = kind === 'RESPONSE' ? this.#keys.get(String(fact?.criticism)) : undefined
    return key === undefined ? given : { ...(given as DraftCandidate), fact: { ...fact, criticism: key } }
  }

  #refuse(given: unknown): void {
    const { slug } = (given as { fact?: { slug?: unknown } } | null)?.fact ?? {}
    if (typeof slug === 'string' && !this.#lexicon.names.has(slug)) this.#refused.add(slug)
  }

  #problemsOf(
    candidate: DraftCandidate,
    draft: EntityDraft | FactDraft,
    sentences: readonly PlacedSentence[],
  ): CandidateProblem[] {
    const { names } = this.#lexicon
    const unknown = checkCandidateReferences(draft, this.#lexicon, this.#input.document.slug, this.#refused)
    if (unknown.length > 0) return unknown
    if (isEntityDraft(draft)) {
      const summary = draft.summary === undefined ? [] : [{ path: ['fact', 'summary'], text: draft.summary }]
      const wrong = [
        ...checkEntity(draft, candidate.evidence, sentences, this.#lexicon),
        ...summary.flatMap((text) => checkOwnWords(this.#copied, text, [draft.name])),
      ]
      return wrong.length > 0 ? wrong : this.#decided(draft, () => this.#knownEntity(draft))
    }
    const spoken = namesIn(draft, names)
    const wrong = [
      ...checkWording(draft, names, sentences, this.#input.source.language),
      ...ownTexts(draft).flatMap((text) => checkOwnWords(this.#copied, text, spoken)),
    ]
    return wrong.length > 0 ? wrong : this.#decided(draft, () => this.#statedFact(draft))
  }

  /** What somebody decided about the same before, else what `others` say. */
  #decided(draft: EntityDraft | FactDraft, others: () => CandidateProblem[]): CandidateProblem[] {
    const found = this.#input.decisions.find(identityOf(draft))
    if (found === undefined) return others()
    const { decision, on, reason, key } = found
    if (decision === 'REJECTED')
      return [candidateProblem('REJECTED_BEFORE', [], undefined, `was rejected on ${on}: ${reason}`)]
    return [candidateProblem('DUPLICATE', [], undefined, `was accepted on ${on} in other words, as ${quoted(key)}`)]
  }

  #knownEntity({ kind, slug, name }: EntityDraft): CandidateProblem[] {
    if (this.#lexicon.names.has(slug)) {
      return [candidateProblem('DUPLICATE', ['fact', 'slug'], slug, 'is known already')]
    }
    const known = this.#lexicon.slugOf(kind, name)
    if (known === undefined) return []
    const message = `is known already, by the slug ${quoted(known)}; write that`
    return [candidateProblem('DUPLICATE', ['fact', 'name'], name, message)]
  }

  #statedFact(draft: FactDraft): CandidateProblem[] {
    const twin = this.#stated.get(identityOf(draft))
    if (twin === undefined) return []
    return [candidateProblem('DUPLICATE', [], undefined, `the same is stated already, as ${quoted(twin)}`)]
  }

  #result({ id }: DraftCandidate, draft: EntityDraft | FactDraft, sentences: readonly PlacedSentence[]) {
    const identity = identityOf(draft)
    if (isEntityDraft(draft)) return { id: draft.slug, identity, item: contentOf('entity', draft) }
    const isTaken = (key: string) => this.#lexicon.keys.has(key)
    const key = id !== null && !isTaken(id) ? id : keyOf(draft, isTaken)
    return { id: key, identity, item: contentOf('fact', stamped({ ...draft, key }, sentences)) }
  }

  #add(draft: EntityDraft | FactDraft, id: string, identity: string): void {
    if (isEntityDraft(draft)) {
      this.#lexicon.addEntity(draft.slug, draft.kind, draft.name)
      return
    }
    this.#lexicon.addFact(draft, id)
    this.#stated.set(identity, id)
  }
}

/** With what its sentences tell of evidence: their digests and all their citations. */
function stamped(draft: FactDraft, sentences: readonly PlacedSentence[]): FactDraft {
  const evidence = draft.evidence.map((piece, index) => {
    const { digest, references } = sentences[index] ?? {}
    return digest === undefined || references === undefined ? piece : { ...piece, digest, references }
  })
  return { ...draft, evidence }
}
