import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateDatabase } from '../src/database/migration/migrate.ts'
import { openDatabase } from '../src/database/open.ts'
import { parseEdtf } from '../src/date/edtf.ts'
import { parsePeriod } from '../src/date/period.ts'
import { freshConnection } from './support/database.ts'
import { migrateUpTo } from './support/earlier.ts'
import { interval, point } from './support/edtf.ts'

// Databases of before have the bounds of 1950 with 1950~: the migration gives them those that are written today.

const connection = await freshConnection({ migrated: false })
const db = openDatabase(connection, { poolSize: 1 })
afterAll(() => db.close())

const points = `1950~ 1950? 1950% 1951-12~ 1951-01? 1951-12-06? 1951-12-31~ 1951-XX~ 1951-12-XX? 195X~ 19XX% -00XX~ -000X? 000X~
  0000~ -0001-01? Y12345~ Y-12345? Y5881579~ Y-5877640% 2001-21~ 2001-24? 2001-32~ 2001-36% 2001-38~ 2001-41? 2000-02~ 1950 ../1950~
  1950~/.. 1950~/1952? 1950/1952~`
const dates = [...new Set([...points.split(/\s+/), ...fc.sample(fc.oneof(point, interval), { numRuns: 300, seed: 8 })])]

const plain = (edtf: string) => edtf.replace(/[~?%]/g, '')
const columns = (edtf: string | null, { earliest, latest }: { earliest: number | null; latest: number | null }) => {
  return [edtf, earliest, latest]
}
const none = { earliest: null, latest: null }

/** What the columns of a date and of a period hold with the bounds of `exact`. */
function rowOf(edtf: string, exact: string) {
  const [period, bounds] = [parsePeriod(edtf), parsePeriod(exact)]
  return {
    date: columns(edtf, parseEdtf(exact)),
    period: [
      ...columns(period.from?.edtf ?? null, bounds.from ?? none),
      ...columns(period.until?.edtf ?? null, bounds.until ?? none),
    ],
  }
}

beforeAll(async () => {
  await migrateUpTo(connection, 'widened_dates')
  const client = await db.pool.connect()
  try {
    await client.query('begin; set local session_replication_role = replica')
    for (const [index, edtf] of dates.entries()) {
      const { date, period } = rowOf(edtf, plain(edtf))
      const agreement = 'insert into agreement (id, adopted_edtf, adopted_earliest, adopted_latest)'
      await client.query(`${agreement} values ($1, $2, $3, $4)`, [index, ...date])
      const campaign = `insert into campaign (id, from_edtf, from_earliest, from_latest, until_edtf, until_earliest, until_latest)`
      await client.query(`${campaign} values ($1, $2, $3, $4, $5, $6, $7)`, [index, ...period])
    }
    await client.query('commit')
  } finally {
    client.release()
  }
  await migrateDatabase(connection)
})

const read = async (text: string) => (await db.pool.query<Record<string, unknown>>(text)).rows.map(Object.values)

test('dates have the bounds that they are written with today', async () => {
  const found = await read('select adopted_edtf, adopted_earliest, adopted_latest from agreement order by id')
  expect(found).toEqual(dates.map((edtf) => rowOf(edtf, edtf).date))
})

test('so have periods', async () => {
  const found = await read(`
    select from_edtf, from_earliest, from_latest, until_edtf, until_earliest, until_latest from campaign order by id`)
  expect(found).toEqual(dates.map((edtf) => rowOf(edtf, edtf).period))
})
