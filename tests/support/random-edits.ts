import { changeDataset, replaceDataset } from '../../src/change/dataset.ts'
import type { DatasetDraft, EntityDraft, FactDraft, SameAsDraft } from '../../src/change/draft.ts'
import { changeGraph } from '../../src/change/transaction.ts'
import type { Database } from '../../src/database/open.ts'
import { removeDataset } from '../../src/dataset/load.ts'
import { loadDocument, unloadDocument } from '../../src/document/load.ts'
import { DossierError } from '../../src/errors.ts'
import {
  Dice,
  datasetSlugs,
  documentSlugs,
  type Edit,
  randomDocument,
  randomEntity,
  randomFact,
  randomItem,
  slugs,
  type World,
  type WriteDataset,
} from './random-drafts.ts'
import { proposalEdits, remember } from './random-proposals.ts'

function datasetOf({ datasets }: World, dice: Dice): DatasetDraft {
  const slug = dice.one(datasetSlugs)
  return datasets.get(slug) ?? { slug, title: slug, language: 'en', documents: [], entities: [], facts: [] }
}

/** Writes a dataset as it is now; keeps it if the graph does. */
async function write(world: World, dataset: DatasetDraft, isWhole = true): Promise<void> {
  const author = { origin: { by: 'IMPORT', name: 'random edits' } } as const
  await changeGraph(world.db, author, (change) => world.write(change, dataset, isWhole))
  if (isWhole) world.datasets.set(dataset.slug, dataset)
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
    await removeDataset(db, slug, { force: true })
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
  ...proposalEdits,
}

function recited(fact: FactDraft, from: string, to: string): FactDraft {
  const evidence = fact.evidence.map((piece) => (piece.document === from ? { ...piece, document: to } : piece))
  return { ...fact, evidence }
}

/** A world without anything. */
export function emptyWorld(db: Database, write: WriteDataset = writeAtOnce): World {
  return { db, datasets: new Map(), states: [{ number: -1n, said: '' }], write }
}

async function writeAtOnce(...[change, dataset, isWhole]: Parameters<WriteDataset>): Promise<void> {
  await (isWhole ? replaceDataset : changeDataset)(change, dataset)
}

/** Runs an edit, and returns whether the graph took it. */
export async function runEdit(world: World, name: string, seed: number): Promise<boolean> {
  try {
    await edits[name]?.(world, new Dice(seed))
    await remember(world)
    return true
  } catch (error) {
    if (error instanceof DossierError) return false
    throw error
  }
}
