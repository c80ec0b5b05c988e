import type { EntityKind } from '../generated/prisma/enums.ts'
import type { CandidateEvidence } from './candidate.ts'
import { type CheckedCandidate, checkCandidates } from './check/check.ts'
import type { Decisions } from './decision.ts'
import { withNulls } from './fill.ts'
import { type Draft, type DraftCandidate, type DraftDocument, formatName, isEntityKind } from './format.ts'
import { slugOfName } from './key.ts'
import { type KnownGraph, NameIndex, textsIn } from './known.ts'
import { newEntity } from './new-entity.ts'
import type { KnownEntity, RuleContext } from './rule/rule.ts'
import { candidatesOf } from './rule/rules.ts'
import type { DraftSource } from './source.ts'
import { subjectOf } from './subject.ts'

interface MakeInput {
  readonly source: DraftSource
  readonly document: DraftDocument
  /** The entities that are known. */
  readonly known: KnownGraph
  /** What is known when these candidates are checked. */
  readonly knownFor: (candidates: readonly unknown[]) => Promise<KnownGraph>
  readonly decisions: Decisions
}

/** What rules found in a text, and what of it is new. */
interface MadeDraft {
  readonly draft: Draft
  /** All that they found. */
  readonly checked: readonly CheckedCandidate[]
}

/** What our rules are as the origin of drafts. */
export const rulesOrigin = { by: 'RULE', name: 'dossier rules', version: null } as const

/** Reads a text by rules. The draft holds what is right and new, with the entities that it needs. */
export async function makeDraft(input: MakeInput): Promise<MadeDraft> {
  const candidates = new Reading(input).run()
  const checked = checkCandidates({ ...input, known: await input.knownFor(candidates), candidates })
  const right = checked.filter(({ problems }) => problems.length === 0)
  const kept = withoutUnused(right).map(({ given, id }) => ({ ...(given as DraftCandidate), id }))
  return { draft: { format: formatName, document: input.document, origin: rulesOrigin, candidates: kept }, checked }
}

/** Entities that no fact of the draft names are of no use. */
function withoutUnused(checked: readonly CheckedCandidate[]): CheckedCandidate[] {
  const isEntity = ({ given }: CheckedCandidate) => isEntityKind((given as DraftCandidate).kind)
  const named = new Set(
    checked.filter((one) => !isEntity(one)).flatMap(({ given }) => textsIn((given as DraftCandidate).fact)),
  )
  return checked.filter((one) => !isEntity(one) || named.has(one.id))
}

/** One reading of a text, with the entities that it finds on its way. */
class Reading {
  readonly #input: MakeInput
  readonly #index: NameIndex
  readonly #entities = new Map<string, KnownEntity>()
  readonly #new: DraftCandidate[] = []

  constructor(input: MakeInput) {
    this.#input = input
    this.#index = new NameIndex(input.known.names)
    for (const [slug, { kind, name }] of input.known.names) this.#entities.set(slug, { slug, kind, name })
  }

  run(): unknown[] {
    const { title, language, paragraphs } = this.#input.source
    const subject = this.#subject()
    if (subject === undefined) return []
    const context: RuleContext = {
      ...{ title, language, paragraphs, subject },
      known: (name) => this.#known(name),
      entity: (kind, name, evidence) => this.#entity(kind, name, [evidence]),
    }
    // Rules leave out what is absent.
    const facts = candidatesOf(context).map((candidate) => withNulls({ id: null, ...candidate }))
    return [...this.#new, ...facts]
  }

  #subject(): KnownEntity | undefined {
    const subject = subjectOf(this.#input.source, (name) => this.#known(name))
    if (subject === undefined || !subject.isNew) return subject
    return this.#entity(subject.kind, subject.name, [subject.evidence])
  }

  #known(name: string): KnownEntity | undefined {
    return this.#entities.get(this.#index.find(name) ?? '')
  }

  #entity(kind: EntityKind, name: string, evidence: readonly CandidateEvidence[]): KnownEntity {
    const known = this.#known(name)
    if (known?.kind === kind) return known
    const slug = slugOfName(name, (one) => this.#entities.has(one))
    const entity = { slug, kind, name }
    this.#entities.set(slug, entity)
    this.#index.add(name, slug)
    this.#new.push(newEntity(kind, { slug, name, evidence }, { confidence: 1, rule: null }))
    return entity
  }
}
