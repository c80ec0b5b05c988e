import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { ChangeFeed } from '../src/history/feed.ts'
import { freshDatabase } from './support/database.ts'
import { copyHarbour, edit } from './support/dataset.ts'
import { eventually } from './support/server-process.ts'

const db = await freshDatabase()
const folder = copyHarbour()
await loadDataset(db, await readDatasetOrThrow(folder))

/** Follows the log with so many at once; returns what each was told, and how often the database was asked. */
async function followWith(count: number, said: string, put: string): Promise<{ told: string[][]; asked: number }> {
  const feed = new ChangeFeed(db)
  const start = await feed.begin(undefined)
  const leave = new AbortController()
  let asked = 0
  const counting = () => (asked += 1)
  const told: string[][] = Array.from({ length: count }, () => [])
  const followers = told.map(async (keys) => {
    for await (const rows of feed.follow(start, leave.signal)) keys.push(...rows.map(({ key }) => key))
  })
  await sleep(300)
  db.pool.on('acquire', counting)
  await sleep(1_500)
  db.pool.removeListener('acquire', counting)
  edit(folder, 'facts/claims.yaml', said, put)
  await loadDataset(db, await readDatasetOrThrow(folder))
  await eventually('all are told', async () => told.every((keys) => keys.length > 0))
  leave.abort()
  await Promise.all(followers)
  expect(feed.followers).toBe(0)
  return { told, asked }
}

test('thirty followers ask the database as often as one, and are all told', async () => {
  const one = await followWith(1, 'amount: 40', 'amount: 41')
  const many = await followWith(30, 'amount: 41', 'amount: 42')
  expect(one.told).toEqual([['harbour-staff']])
  expect(many.told).toEqual(Array.from({ length: 30 }, () => ['harbour-staff']))
  expect(one.asked).toBeGreaterThan(0)
  // One reader for each would ask thirty times as often.
  expect(many.asked).toBeLessThan(one.asked * 5)
})

test('nobody asks when nobody follows', async () => {
  await followWith(2, 'amount: 42', 'amount: 43')
  await sleep(600)
  let asked = 0
  const counting = () => (asked += 1)
  db.pool.on('acquire', counting)
  await sleep(1_000)
  db.pool.removeListener('acquire', counting)
  expect(asked).toBe(0)
})
