import { omit } from 'es-toolkit/object/omit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeDataset, replaceDataset } from '../src/change/dataset.ts'
import { emptyPart, withDependents } from '../src/change/part.ts'
import { changeDatasetFrom, type ItemDraft, replaceDatasetFrom } from '../src/change/stream.ts'
import type { Database } from '../src/database/open.ts'
import { freshDatabase } from './support/database.ts'
import { Dice, type World, type WriteDataset } from './support/random-drafts.ts'
import { edits, emptyWorld, runEdit } from './support/random-edits.ts'
import { proposalEdits, said } from './support/random-proposals.ts'

/** The same few by default, so that every run of the suite takes the same time; others each time with FAST_CHECK_RUNS. */
const { FAST_CHECK_RUNS } = process.env
const extent = FAST_CHECK_RUNS === undefined ? { numRuns: 2, seed: 11 } : { numRuns: Number(FAST_CHECK_RUNS) }

/** With what the rows of its entities depend on, which a stream finds by itself. */
const writeAtOnce: WriteDataset = async (change, dataset, isWhole) => {
  if (isWhole) return await replaceDataset(change, dataset)
  const stored = await change.tx.dataset.findUnique({ where: { slug: dataset.slug } })
  const { removed: _, ...part } = await withDependents(change.tx, stored?.id ?? 0, { ...emptyPart, ...dataset })
  return await changeDataset(change, { ...dataset, ...part })
}

/** As a stream in another order each time, a few items at a time. */
function writeAsStream(seed: number, batchSize: number): WriteDataset {
  const dice = new Dice(seed)
  return async (change, dataset, isWhole) => {
    const { entities, sameAs = [], facts, ...header } = dataset
    const all = dice.shuffled<ItemDraft>([
      ...entities.map((draft) => ({ type: 'entity', draft }) as const),
      ...sameAs.map((draft) => ({ type: 'sameAs', draft }) as const),
      ...facts.map((draft) => ({ type: 'fact', draft }) as const),
    ])
    async function* items() {
      yield* all
    }
    return await (isWhole ? replaceDatasetFrom : changeDatasetFrom)(change, { ...header, items }, batchSize)
  }
}

/** What the log says, but for the times and the epoch. */
async function logged({ prisma }: Database) {
  const rows = await prisma.change.findMany({ orderBy: [{ number: 'asc' }, { ordinal: 'asc' }] })
  return rows.map((row) => omit(row, ['at', 'epoch']))
}

const names = Object.keys(edits).filter((name) => !(name in proposalEdits))
const edit = fc.record({ name: fc.constantFrom(...names), seed: fc.nat() })
/** So that random edits have something to edit. */
const start = ['putDocument', 'putDocument', 'putSimpleEntities', 'putSimpleEntities', 'putFact', 'putFact', 'putFact']

test('a stream in small batches does what the same dataset at once does: the same graph, the same log, the same refusals', async () => {
  const accepted: Record<string, number> = {}
  const run = async (worlds: readonly [World, World], name: string, seed: number) => {
    const [once, streamed] = [await runEdit(worlds[0], name, seed), await runEdit(worlds[1], name, seed)]
    expect(streamed, `${name} ${seed} is taken`).toBe(once)
    if (once) accepted[name] = (accepted[name] ?? 0) + 1
    expect(await said(worlds[1].db), `${name} ${seed}`).toBe(await said(worlds[0].db))
  }
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.integer({ min: 1, max: 3 }),
      fc.array(edit, { minLength: 20, maxLength: 40 }),
      async (seed, batchSize, steps) => {
        const worlds = [
          emptyWorld(await freshDatabase(), writeAtOnce),
          emptyWorld(await freshDatabase(), writeAsStream(seed, batchSize)),
        ] as const
        for (const [index, name] of start.entries()) await run(worlds, name, seed + index)
        for (const { name, seed: own } of steps) await run(worlds, name, own)
        expect(await logged(worlds[1].db)).toEqual(await logged(worlds[0].db))
        for (const { db } of worlds) await db.close()
      },
    ),
    { ...extent, endOnFailure: true },
  )
  if (extent.numRuns >= 20) expect(names.filter((name) => !accepted[name])).toEqual([])
}, 600_000)
