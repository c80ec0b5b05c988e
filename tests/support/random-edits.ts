import { changeDataset, replaceDataset } from '../../src/change/dataset.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, FactDraft, SameAsDraft } from '../../src/change/draft.ts'
import { changeGraph } from '../../src/change/transaction.ts'
import type { Database } from '../../src/database/open.ts'
import { removeDataset } from '../../src/dataset/load.ts'
import { loadDocument, unloadDocument } from '../../src/document/load.ts'
import { DossierError } from '../../src/errors.ts'

/** A graph that random edits change, and what its datasets say. */
export interface World {
  readonly db: Database
  readonly datasets: Map<string, DatasetDraft>
}

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

const slugs = ['ash', 'Ärzte', 'birch', 'cedar', 'elm', 'fir', 'oak', 'pine', 'yew'].map((name) => name.toLowerCase())
const documentSlugs = ['essay', 'paper', 'report', 'study']
const datasetSlugs = ['alpha', 'beta']

function datasetOf({ datasets }: World, dice: Dice): DatasetDraft {
  const slug = dice.one(datasetSlugs)
  return datasets.get(slug) ?? { slug, title: slug, language: 'en', documents: [], entities: [], facts: [] }
}

/** Writes a dataset as it is now; keeps it if the graph does. */
async function write(world: World, dataset: DatasetDraft, isWhole = true): Promise<void> {
  const author = { origin: { by: 'IMPORT', name: 'random edits' } } as const
  await changeGraph(world.db, author, async (change) => {
    await (isWhole ? replaceDataset : changeDataset)(change, dataset)
  })
  if (isWhole) world.datasets.set(dataset.slug, dataset)
}

function randomItem(dice: Dice, slug: string) {
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

function randomEntity(dice: Dice, slug: string): EntityDraft {
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

function randomFact(world: World, dice: Dice, key: string): FactDraft {
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

function randomDocument(dice: Dice, slug: string): DocumentDraft {
  return {
    slug,
    title: `Title ${dice.below(3)}`,
    language: 'en',
    formerSlugs: [],
    ...(dice.below(2) ? { externalId: String(dice.below(4)) } : {}),
    references: dice.shuffled(['2', '10', 'b']).map((label) => ({ label })),
  }
}

/** A list in which the item with the slug of `item` is replaced. */
function put<T extends { readonly slug: string }>(items: readonly T[], item: T): T[] {
  return [...items.filter(({ slug }) => slug !== item.slug), item]
}

/** The same item under another slug, which keeps finding it. */
function renamed<T extends { readonly slug: string; readonly formerSlugs: readonly string[] }>(
  item: T,
  slug: string,
): T {
  return { ...item, slug, formerSlugs: [...item.formerSlugs.filter((one) => one !== slug), item.slug] }
}

/** The same draft, whose references to one entity lead to another. */
function referringTo<T extends EntityDraft | FactDraft>(draft: T, from: string, to: string): T {
  return JSON.parse(JSON.stringify(draft), (_, value) => (value === from ? to : value)) as T
}

/** All edits. To try another way of changing the graph, add it here. */
export const edits: Readonly<Record<string, Edit>> = {
  async putEntity(world, dice) {
    const dataset = datasetOf(world, dice)
    await write(world, { ...dataset, entities: put(dataset.entities, randomEntity(dice, dice.one(slugs))) })
  },
  async putSimpleEntities(world, dice) {
    const dataset = datasetOf(world, dice)
    const made = dice
      .shuffled(slugs)
      .slice(0, 4)
      .map((slug) => {
        return {
          kind: 'ORGANIZATION',
          organizationType: 'NGO',
          slug,
          name: slug,
          formerSlugs: [],
          labels: [],
          identifiers: [],
        } as const
      })
    await write(world, { ...dataset, entities: made.reduce<EntityDraft[]>(put, [...dataset.entities]) })
  },
  async renameEntity(world, dice) {
    const dataset = datasetOf(world, dice)
    if (dataset.entities.length === 0) return
    const old = dice.one(dataset.entities)
    const others = dataset.entities.filter((entity) => entity !== old)
    await write(world, { ...dataset, entities: [...others, renamed(old, dice.one(slugs))] })
  },
  async mergeEntities(world, dice) {
    const dataset = datasetOf(world, dice)
    const [kept, gone, ...rest] = dice.shuffled(dataset.entities)
    if (!kept || !gone) return
    const merged = { ...kept, formerSlugs: [...kept.formerSlugs, gone.slug, ...gone.formerSlugs] }
    // A former slug means the same as the present one.
    const isRewritten = dice.below(2) === 0
    const facts = isRewritten ? dataset.facts.map((fact) => referringTo(fact, gone.slug, kept.slug)) : dataset.facts
    const others = isRewritten ? rest.map((entity) => referringTo(entity, gone.slug, kept.slug)) : rest
    await write(world, { ...dataset, facts, entities: [...others, merged] })
  },
  async addPart(world, dice) {
    const dataset = datasetOf(world, dice)
    const entity = randomEntity(dice, dice.one(slugs))
    const entities = [dice.below(2) ? entity : { ...entity, formerSlugs: [dice.one(slugs)] }]
    await write(world, { ...dataset, sameAs: [], facts: [], entities }, false)
  },
  async removeEntity(world, dice) {
    const dataset = datasetOf(world, dice)
    await write(world, { ...dataset, entities: dice.shuffled(dataset.entities).slice(1) })
  },
  async saySame(world, dice) {
    const dataset = datasetOf(world, dice)
    const others = [...world.datasets.values()].filter((other) => other.slug !== dataset.slug)
    const there = others.flatMap(({ entities }) => entities)
    if (there.length === 0) return
    const { slug: sameAs, kind } = dice.one(there)
    const slug = dice.one(slugs)
    const item = { ...randomItem(dice, slug), kind, sameAs } as SameAsDraft
    const { name: _, ...unnamed } = item
    const entities = dataset.entities.filter((entity) => entity.slug !== slug)
    await write(world, {
      ...dataset,
      entities,
      sameAs: put(dataset.sameAs ?? [], (dice.below(2) ? item : unnamed) as SameAsDraft),
    })
  },
  async dropSame(world, dice) {
    const dataset = datasetOf(world, dice)
    await write(world, { ...dataset, sameAs: dice.shuffled(dataset.sameAs ?? []).slice(1) })
  },
  async putFact(world, dice) {
    const dataset = datasetOf(world, dice)
    const fact = randomFact(world, dice, dice.one(['k1', 'k2', 'k3']))
    await write(world, { ...dataset, facts: [...dataset.facts.filter(({ key }) => key !== fact.key), fact] })
  },
  async removeFact(world, dice) {
    const dataset = datasetOf(world, dice)
    await write(world, { ...dataset, facts: dice.shuffled(dataset.facts).slice(1) })
  },
  async putDocument(world, dice) {
    const dataset = datasetOf(world, dice)
    await write(world, { ...dataset, documents: put(dataset.documents, randomDocument(dice, dice.one(documentSlugs))) })
  },
  async renameDocument(world, dice) {
    const dataset = datasetOf(world, dice)
    if (dataset.documents.length === 0) return
    const old = dice.one(dataset.documents)
    const others = dataset.documents.filter((document) => document !== old)
    const slug = dice.one(documentSlugs)
    const facts = dice.below(2) ? dataset.facts : dataset.facts.map((fact) => recited(fact, old.slug, slug))
    await write(world, { ...dataset, facts, documents: [...others, renamed(old, slug)] })
  },
  async removeDocument(world, dice) {
    const dataset = datasetOf(world, dice)
    await write(world, { ...dataset, documents: dice.shuffled(dataset.documents).slice(1) })
  },
  async describeDataset(world, dice) {
    const dataset = datasetOf(world, dice)
    const licence = dice.below(2) ? 'CC0' : undefined
    await write(world, { ...dataset, title: `Title ${dice.below(3)}`, language: dice.one(['en', 'de']), licence })
  },
  async dropDataset({ db, datasets }, dice) {
    const slug = dice.one(datasetSlugs)
    await removeDataset(db, slug)
    datasets.delete(slug)
  },
  async loadText({ db }, dice) {
    const number = dice.below(4)
    const sentences = [0, 1, 2].map(
      (index) => `Sentence ${index} of version ${dice.below(2)} says it.[${dice.one(['2', '10'])}]`,
    )
    const text = `${number},\nTitle ${number},\n\n${sentences[0]} ${sentences[1]}\n${sentences[2]}\n`
    await loadDocument(db, { text, replace: true, ...(dice.below(3) ? {} : { slug: dice.one(documentSlugs) }) })
  },
  async unloadText({ db }, dice) {
    const rows = await db.prisma.document.findMany({ orderBy: { slug: 'asc' } })
    if (rows.length > 0) await unloadDocument(db, dice.one(rows).slug)
  },
}

function recited(fact: FactDraft, from: string, to: string): FactDraft {
  const evidence = fact.evidence.map((piece) => (piece.document === from ? { ...piece, document: to } : piece))
  return { ...fact, evidence }
}

/** Runs an edit, and returns whether the graph took it. */
export async function runEdit(world: World, name: string, seed: number): Promise<boolean> {
  try {
    await edits[name]?.(world, new Dice(seed))
    return true
  } catch (error) {
    if (error instanceof DossierError) return false
    throw error
  }
}
