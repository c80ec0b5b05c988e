import type { Change } from '../../src/change/change.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, FactDraft } from '../../src/change/draft.ts'
import type { Database } from '../../src/database/open.ts'

/** A graph that random edits change, and what its datasets say. */
export interface World {
  readonly db: Database
  readonly datasets: Map<string, DatasetDraft>
  /** What the graph said after each edit, with the number of its revision then: the latest is the last. */
  readonly states: { readonly number: bigint; readonly said: string }[]
  /** How datasets are written. */
  readonly write: WriteDataset
}

/** Writes a dataset, or a part of it. */
export type WriteDataset = (change: Change, dataset: DatasetDraft, isWhole: boolean) => Promise<unknown>

/** Random choices. */
export class Dice {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  /** A whole number below `sides`. */
  below(sides: number): number {
    // Mulberry32.
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }

  one<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, at: this.below(1_000_000) }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item)
  }
}

/** A random edit. The graph may refuse it: then it changes nothing. */
export type Edit = (world: World, dice: Dice) => Promise<void>

/** Some are in another order for code points than for people. */
export const slugs = ['ash', 'a-z', 'birch', 'cedar', 'elm', 'elm-2', 'oak', 'pine', 'yew']
export const documentSlugs = ['essay', 'paper', 'report', 'study']
export const datasetSlugs = ['alpha', 'beta']

export function randomItem(dice: Dice, slug: string) {
  return {
    slug,
    name: `${slug} ${dice.below(4)}`,
    formerSlugs: [],
    labels: dice.shuffled(['Ω', 'b', 'a', 'B', 'ä']).slice(0, dice.below(4)).map(labelOf(dice)),
    identifiers: dice
      .shuffled(['x', 'Y', 'y'])
      .slice(0, dice.below(3))
      .map((value) => ({ scheme: 'test', value })),
    ...(dice.below(2) ? { summary: `Summary ${dice.below(3)}.` } : {}),
  }
}

export function randomEntity(dice: Dice, slug: string): EntityDraft {
  const common = randomItem(dice, slug)
  switch (dice.below(4)) {
    case 0:
      return { ...common, kind: 'TOPIC', ...(dice.below(2) ? { broader: dice.one(slugs) } : {}) }
    case 1:
      return { ...common, kind: 'PLACE', ...(dice.below(2) ? { partOf: dice.one(slugs) } : {}) }
    case 2:
      return { ...common, kind: 'PERSON' }
    default:
      return { ...common, kind: 'ORGANIZATION', organizationType: dice.one(['NGO', 'OTHER']) }
  }
}

function labelOf(dice: Dice) {
  return (text: string) => ({ text, aliasKind: dice.one(['ACRONYM', 'ALSO_KNOWN_AS'] as const) })
}

/** What there is to refer to: the slugs of entities of these kinds, and sometimes any slug. */
function known({ datasets }: World, dice: Dice, ...kinds: readonly EntityDraft['kind'][]): string {
  const found = [...datasets.values()]
    .flatMap(({ entities }) => entities)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
    .map(({ slug }) => slug)
  return found.length === 0 || dice.below(20) === 0 ? dice.one(slugs) : dice.one(found)
}

/** In which documents of a text with these sentences which words stand. */
function randomEvidence({ datasets }: World, dice: Dice): FactDraft['evidence'] {
  const documents = [...datasets.values()].flatMap((dataset) => dataset.documents.map(({ slug }) => slug))
  return Array.from({ length: 1 + dice.below(2) }, (_, index) => ({
    document: dice.one(documents.length > 0 ? documents : documentSlugs),
    paragraph: 1 + dice.below(2),
    anchor: `Sentence ${dice.below(3)} of`.concat(index === 0 ? '' : ' version'),
    references: dice.shuffled(['2', '10', 'b']).slice(0, dice.below(2)),
  }))
}

export function randomFact(world: World, dice: Dice, key: string): FactDraft {
  const common = {
    key,
    statement: `Statement ${dice.below(3)}.`,
    evidence: randomEvidence(world, dice),
    computed: 'made up',
  }
  const slug = () => known(world, dice)
  const critic = () => known(world, dice, 'ORGANIZATION', 'PERSON')
  const some = (most: number, ...kinds: EntityDraft['kind'][]) => [
    ...new Set(Array.from({ length: dice.below(most + 1) }, () => known(world, dice, ...kinds))),
  ]
  switch (dice.below(6)) {
    case 0:
      return { ...common, kind: 'ALIAS', subject: slug(), name: dice.one(['a', 'Other']), aliasKind: 'ACRONYM' }
    case 1:
      return { ...common, kind: 'ATTRIBUTE', subject: slug(), attribute: 'founded', value: `19${10 + dice.below(9)}` }
    case 2:
      return { ...common, kind: 'RELATIONSHIP', subject: slug(), relationshipType: 'FUNDS', object: slug() }
    case 3:
      return {
        ...common,
        kind: 'RESPONSE',
        responder: critic(),
        criticism: dice.one(keys),
        stance: 'REJECTS',
        reply: 'No.',
      }
    default:
      return {
        ...common,
        kind: 'CRITICISM',
        critic: critic(),
        target: slug(),
        claim: 'It should not.',
        topics: world.datasets.size > 0 ? some(1, 'TOPIC') : [],
        about: some(2),
        spokespeople: some(1, 'PERSON'),
        ...(dice.below(2) ? { publishedBy: known(world, dice, 'ORGANIZATION') } : {}),
        ...(dice.below(2) ? { quotations: [{ text: 'Sentence 1', speaker: slug() }] } : {}),
      }
  }
}

const keys = ['k1', 'k2', 'k3', 'alpha/k1', 'beta/k2']

export function randomDocument(dice: Dice, slug: string): DocumentDraft {
  return {
    slug,
    title: `Title ${dice.below(3)}`,
    language: 'en',
    formerSlugs: [],
    ...(dice.below(2) ? { externalId: String(dice.below(4)) } : {}),
    references: dice.shuffled(['2', '10', 'b']).map((label) => ({ label })),
  }
}
