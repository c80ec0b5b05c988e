import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from '../src/database/open.ts'
import { readPosition } from '../src/history/position.ts'
import { feedLines } from '../src/history/read-changes.ts'
import { snapshotLines } from '../src/history/snapshot.ts'
import { freshDatabase } from './support/database.ts'
import { type FeedLine, Mirror } from './support/feed-mirror.ts'
import { edits, emptyWorld, runEdit } from './support/random-edits.ts'

/** The same few by default, so that every run of the suite takes the same time; others each time with FAST_CHECK_RUNS. */
const { FAST_CHECK_RUNS } = process.env
const extent = FAST_CHECK_RUNS === undefined ? { numRuns: 8, seed: 7 } : { numRuns: Number(FAST_CHECK_RUNS) }

async function snapshot(db: Database): Promise<string> {
  return (await Array.fromAsync(snapshotLines(db))).join('')
}

/** Follows the feed, and dies after `lines` lines; without `lines`, it reads to the end. */
async function follow(db: Database, mirror: Mirror, lines = Number.POSITIVE_INFINITY): Promise<void> {
  let left = lines
  for await (const some of feedLines(db, readPosition(mirror.cursor))) {
    for (const line of some.trimEnd().split('\n')) {
      if (left === 0) return
      mirror.apply(JSON.parse(line) as FeedLine)
      left -= 1
    }
  }
}

const edit = fc.record({ name: fc.constantFrom(...Object.keys(edits)), seed: fc.nat() })
/** How many lines a consumer reads before it dies; null: it does not read now. */
const reading = fc.option(fc.nat(12))
/** So that random edits have something to edit. */
const start = ['putDocument', 'putDocument', 'putSimpleEntities', 'putSimpleEntities', 'putFact', 'putFact', 'putFact']

const accepted: Record<string, number> = {}

test('a snapshot and the feed after it give every later snapshot, byte for byte, for consumers that die at random', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(),
      fc.array(fc.tuple(edit, reading), { minLength: 20, maxLength: 60 }),
      async (seed, steps) => {
        const db = await freshDatabase()
        const world = emptyWorld(db)
        for (const [index, name] of start.entries()) await runEdit(world, name, seed + index)
        let mirror = new Mirror(await snapshot(db))
        for (const [{ name, seed: own }, lines] of steps) {
          if (await runEdit(world, name, own)) accepted[name] = (accepted[name] ?? 0) + 1
          if (lines === null) continue
          await follow(db, mirror, lines)
          mirror = mirror.revived()
          const late = mirror.revived()
          await follow(db, late)
          expect(late.snapshot(), name).toBe(await snapshot(db))
        }
        await follow(db, mirror)
        expect(mirror.snapshot()).toBe(await snapshot(db))
        await db.close()
      },
    ),
    { ...extent, endOnFailure: true },
  )
  // With many runs each edit is taken at times: otherwise the law was not tried on it.
  if (extent.numRuns >= 20) expect(Object.keys(edits).filter((name) => !accepted[name])).toEqual([])
}, 600_000)
