import { expect } from 'vitest'
import { replaceDataset } from '../../src/change/dataset.ts'
import { datasetImages } from '../../src/change/difference.ts'
import type { DatasetDraft, SameAsDraft } from '../../src/change/draft.ts'
import { type ImageType, imageTypes } from '../../src/change/image.ts'
import type { ItemContent } from '../../src/change/item.ts'
import { type ItemDrafts, readItem } from '../../src/change/item-draft.ts'
import { findInGraph } from '../../src/change/known-slugs.ts'
import { DraftError } from '../../src/change/problem.ts'
import { acceptProposal, checkProposal } from '../../src/change/proposal/accept.ts'
import { createProposal } from '../../src/change/proposal/create.ts'
import { submitProposal } from '../../src/change/proposal/decide.ts'
import { readItemStates } from '../../src/change/proposal/item-state.ts'
import type { ChangeRequest } from '../../src/change/proposal/request.ts'
import { revertRevision } from '../../src/change/proposal/revert.ts'
import type { Person } from '../../src/change/proposal/stored.ts'
import { changeGraph } from '../../src/change/transaction.ts'
import type { Database } from '../../src/database/open.ts'
import { adoptDataset } from '../../src/dataset/manage.ts'
import { draftOf } from '../../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../../src/dataset/read/read.ts'
import { datasetFiles } from '../../src/dataset/write/files.ts'
import { DossierError } from '../../src/errors.ts'
import { snapshotLines } from '../../src/history/snapshot.ts'
import { writeFiles } from './dataset.ts'
import {
  type Dice,
  documentSlugs,
  type Edit,
  randomDocument,
  randomEntity,
  randomFact,
  randomItem,
  slugs,
  type World,
} from './random-drafts.ts'

/** What the graph says, without its revision. */
export async function said(db: Database): Promise<string> {
  const [, ...lines] = (await Array.fromAsync(snapshotLines(db))).join('').split('\n')
  return lines.join('\n')
}

/** Keeps what the graph says now. */
export async function remember({ db, states }: World): Promise<void> {
  const [row] = await db.prisma.$queryRaw<{ number: bigint }[]>`select number from revision`
  states.push({ number: row?.number ?? 0n, said: await said(db) })
}

/** What the graph said before a revision. */
function saidBefore({ states }: World, revision: string): string | undefined {
  const number = BigInt(revision.split('-')[1] ?? '')
  return states.findLast((state) => state.number < number)?.said
}

const origin = { by: 'PERSON', name: 'random proposals' } as const

async function person({ prisma }: Database, name: string): Promise<Person> {
  return await prisma.actor.upsert({ where: { name }, update: {}, create: { name, isMachine: false } })
}

async function propose(db: Database, changes: readonly ChangeRequest[]): Promise<string> {
  const by = await person(db, 'Ann')
  return await db.prisma.$transaction(async (tx) => {
    const key = await createProposal(tx, { title: 'A title', reason: 'A reason', by, origin, changes })
    await submitProposal(tx, key, by)
    return key
  })
}

/** Accepts a proposal, or some of it. What is refused leaves the graph as it was. */
async function accept(world: World, key: string, ordinals?: number[]): Promise<void> {
  const { db } = world
  const before = await said(db)
  const { problems: foreseen } = await checkProposal(db, key)
  expect(await said(db), 'a check changes nothing').toBe(before)
  const { problems } = await acceptProposal(db, {
    key,
    by: await person(db, 'Bob'),
    mayDecideOwn: false,
    makePatch: () => Promise.reject(new Error('No files manage the dataset.')),
    ...(ordinals && { ordinals }),
  })
  if (ordinals === undefined)
    expect(problems.length === 0, `${JSON.stringify([foreseen, problems])}`).toBe(foreseen.length === 0)
  if (problems.length === 0) {
    // Not as a DossierError, which says that an edit was refused.
    await expectLoaded(db).catch((cause: Error) => expect.fail(cause.message))
    await reread(world)
    return
  }
  expect(await said(db), 'what is refused changes nothing').toBe(before)
  throw new DossierError('CONFLICT', problems.map(({ message }) => message).join('\n'))
}

/** The graph is as if each dataset had been loaded from files as a whole: loading its files changes nothing. */
async function expectLoaded(db: Database): Promise<void> {
  // A document that nobody declares any more is taken for one with the same number by whatever is loaded next.
  const twins = await db.prisma.$queryRaw<unknown[]>`
    select one.slug from document as one join document as other using (external_id)
    where one.dataset_id is null and one.id <> other.id`
  if (twins.length > 0) return
  for (const { slug } of await db.prisma.dataset.findMany({ orderBy: { slug: 'asc' } })) {
    const files = await datasetFiles(db.prisma, slug)
    const folder = writeFiles(Object.fromEntries(files.map(({ path, text }) => [path, text])))
    const dataset = await readDatasetOrThrow(folder, { elsewhere: (own) => findInGraph(db.prisma, own) })
    const loaded = await changeGraph(db, { origin, isTrial: true }, (change) =>
      replaceDataset(change, draftOf(dataset)),
    ).catch((error: unknown) => {
      if (isOfNewerText(error)) return undefined
      throw error
    })
    if (loaded === undefined) continue
    const { changed } = loaded
    expect(changed, `loading what is exported of ${slug}`).toEqual({})
  }
}

/** Files are refused that cite what a text says no more which took the place of another; the graph keeps such facts. */
function isOfNewerText(error: unknown): boolean {
  const codes = ['QUOTATION_NOT_CONFIRMED', 'CITATION_NOT_CONFIRMED']
  return error instanceof DraftError && error.problems.every(({ code = '' }) => codes.includes(code))
}

/** The drafts of the world as the graph has them now. */
async function reread({ db, datasets }: World): Promise<void> {
  datasets.clear()
  for (const { slug } of await db.prisma.dataset.findMany({ orderBy: { slug: 'asc' } })) {
    const drafts = async <T extends ImageType>(type: T) =>
      (await datasetImages(db.prisma, slug, type)).map(
        ({ content }) => readItem(type, content as ItemContent).draft as ItemDrafts[T],
      )
    const [header] = await drafts('dataset')
    const dataset: DatasetDraft = {
      ...(header as ItemDrafts['dataset']),
      documents: await drafts('document'),
      entities: await drafts('entity'),
      sameAs: await drafts('sameAs'),
      facts: await drafts('fact'),
    }
    datasets.set(slug, dataset)
  }
}

/** A random item of a type, as the fields of files. */
function randomValues(world: World, dice: Dice, type: ImageType, key: string): ItemContent {
  switch (type) {
    case 'dataset':
      return { slug: key, title: `Title ${dice.below(3)}`, language: dice.one(['en', 'de']) }
    case 'document':
      return { ...randomDocument(dice, key) }
    case 'entity':
      return { ...randomEntity(dice, key) }
    case 'sameAs':
      return { ...sameAsValues(world, dice, key) }
    case 'fact':
      return { ...randomFact(world, dice, key) }
  }
}

function sameAsValues({ datasets }: World, dice: Dice, slug: string): SameAsDraft {
  const there = [...datasets.values()].flatMap(({ entities }) => entities)
  const { slug: sameAs, kind } = there.length === 0 ? randomEntity(dice, dice.one(slugs)) : dice.one(there)
  const { name, ...item } = randomItem(dice, slug)
  return { ...item, kind, sameAs, ...(dice.below(2) ? { name } : {}) }
}

/** Another slug for an item, which keeps its own; now and then it does not. */
function renaming(dice: Dice, type: ImageType, key: string): ItemContent {
  if (!['entity', 'document', 'sameAs'].includes(type) || dice.below(3) > 0) return {}
  const slug = dice.one(type === 'document' ? documentSlugs : slugs)
  return { slug, formerSlugs: dice.below(4) ? [key] : [] }
}

async function randomRequest(world: World, dice: Dice, dataset: string): Promise<ChangeRequest> {
  const { prisma } = world.db
  const type = dice.one(imageTypes)
  const images = await datasetImages(prisma, dataset, type)
  const names = { fact: ['k1', 'k2', 'k3'], document: documentSlugs, dataset: [dataset], entity: slugs, sameAs: slugs }
  // Mostly what is there; at times what is not.
  const isMade = images.length === 0 || (type !== 'dataset' && dice.below(3) === 0)
  const key = isMade || dice.below(8) === 0 ? dice.one(names[type]) : dice.one(images).key
  if (isMade) return { operation: 'CREATE', type, dataset, key, values: randomValues(world, dice, type, key) }
  const [state] = await readItemStates(prisma, [{ type, dataset, key }])
  const expectedVersion = (state?.version ?? 1) + (dice.below(10) ? 0 : 1)
  if (type !== 'dataset' && dice.below(3) === 0) {
    return { operation: 'DELETE', type, dataset, key, expectedVersion, values: {} }
  }
  const wanted = { ...randomValues(world, dice, type, key), ...renaming(dice, type, key) }
  const fields = dice.below(2) ? Object.entries(wanted) : dice.shuffled(Object.entries(wanted)).slice(0, 2)
  const values = Object.fromEntries(
    fields.map(([name, value]) => [name, name === 'kind' || dice.below(12) ? value : null]),
  )
  return { operation: 'UPDATE', type, dataset, key, expectedVersion, values }
}

async function randomProposal(world: World, dice: Dice): Promise<{ key: string; count: number }> {
  const known = await world.db.prisma.dataset.findMany({ orderBy: { slug: 'asc' } })
  if (known.length === 0) throw new DossierError('NOT_FOUND', 'There is no dataset.')
  for (const { slug } of known) await adoptDataset(world.db, slug)
  const count = 1 + dice.below(3)
  const changes: ChangeRequest[] = []
  for (let index = 0; index < count; index += 1) {
    changes.push(await randomRequest(world, dice, dice.one(known).slug))
  }
  return { key: await propose(world.db, changes), count }
}

/** Opens a proposal that undoes a revision, and accepts it. */
async function undo(world: World, revision: string): Promise<void> {
  const { db } = world
  for (const { slug } of await db.prisma.dataset.findMany()) await adoptDataset(db, slug)
  const by = await person(db, 'Ann')
  const key = await db.prisma.$transaction(async (tx) => {
    const made = await revertRevision(tx, revision, { by, reason: 'It was wrong.' })
    await submitProposal(tx, made, by)
    return made
  })
  await accept(world, key)
}

async function revisions({ db }: World): Promise<string[]> {
  const { rows } = await db.pool.query<{ revision: string }>(
    `select epoch || '-' || number as revision from change group by epoch, number order by number`,
  )
  return rows.map(({ revision }) => revision)
}

/** Edits by proposals that are accepted. */
export const proposalEdits: Readonly<Record<string, Edit>> = {
  async acceptProposal(world, dice) {
    const { key } = await randomProposal(world, dice)
    await accept(world, key)
  },
  async acceptPart(world, dice) {
    const { key, count } = await randomProposal(world, dice)
    const { problems } = await checkProposal(world.db, key)
    const wrong = new Set(problems.map(({ ordinal }) => ordinal))
    const right = Array.from({ length: count }, (_, index) => index + 1).filter((ordinal) => !wrong.has(ordinal))
    if (right.length > 0) await accept(world, key, right.slice(0, 1 + dice.below(count)))
  },
  /** What remains of proposals: the graph has gone on since they were made. */
  async acceptLater(world, dice) {
    const open = await world.db.prisma.proposal.findMany({
      where: { state: { in: ['OPEN', 'PARTLY_ACCEPTED'] } },
      orderBy: { id: 'asc' },
    })
    if (open.length > 0) await accept(world, dice.one(open).key)
  },
  async undo(world, dice) {
    const known = await revisions(world)
    if (known.length > 0) await undo(world, dice.one(known))
  },
  async undoLatest(world) {
    const latest = (await revisions(world)).at(-1)
    if (latest === undefined) return
    const before = saidBefore(world, latest)
    await undo(world, latest)
    expect(await said(world.db), `revision ${latest} is undone`).toBe(before)
  },
}
