import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sql } from '../src/database/sql.ts'
import { queryPrepared } from '../src/database/statement.ts'
import { removeDataset } from '../src/dataset/load.ts'
import { loadDocument } from '../src/document/load.ts'
import { cursorText } from '../src/history/position.ts'
import { readPage } from '../src/history/read-changes.ts'
import { ChangeWhere, meetsConditions } from '../src/history/where.ts'
import type { Asked } from '../src/query/condition.ts'
import { Row } from '../src/query/row.ts'
import { copyHarbour, edit, harbourText } from './support/dataset.ts'
import { datasetGraph } from './support/dataset-graph.ts'
import '../src/schema.ts'

const { db, load } = await datasetGraph()
const runs = Number(process.env.FAST_CHECK_RUNS ?? 200)

test('conditions mean the same in memory as in SQL', async () => {
  const folder = copyHarbour()
  await load(folder)
  edit(folder, 'entities.yaml', 'slug: port-alma', 'slug: alma, formerSlugs: [port-alma]')
  await load(folder)
  await loadDocument(db, { file: harbourText })
  await db.pool.query(
    `update change set at = at - number * interval '1 day', origin = case when number = 2 then 'MODEL'::"ChangeOrigin" else origin end`,
  )
  await removeDataset(db, 'harbour')
  const rows = await readPage(db, undefined)
  expect(new Set(rows.map(({ type, operation }) => `${type} ${operation}`)).size).toBeGreaterThan(7)

  const some = <T>(...values: readonly T[]) => fc.uniqueArray(fc.constantFrom(...values), { maxLength: 2 })
  const instant = fc.constantFrom(...rows.map(({ at }) => new Date(at)))
  const own = fc.record(
    {
      dataset: some('harbour', 'HARBOUR', '', 'other'),
      key: some('port-alma', 'alma', 'harbour', 'guild-1938', 'Alma'),
      type: some('dataset', 'document', 'entity', 'fact', 'sameAs'),
      entityKind: some('PLACE', 'PERSON', 'ORGANIZATION'),
      factKind: some('CRITICISM', 'FIGURE'),
      operation: some('CREATE', 'UPDATE', 'DELETE'),
      origin: some('FILES', 'MODEL'),
      originName: some('dataset harbour', 'DOCUMENT 70001'),
      at: fc.record({ before: instant, after: instant }, { requiredKeys: [] }),
      until: fc.constantFrom(...rows.flatMap((row) => [cursorText(row), `${row.epoch}-${row.number}`])),
    },
    { requiredKeys: [] },
  )
  const { where } = fc.letrec<{ where: Asked<'change'> }>((tie) => ({
    where: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      own,
      fc.record({ AND: fc.array(tie('where'), { maxLength: 2 }) }),
      fc.record({ OR: fc.array(tie('where'), { maxLength: 2 }) }),
      fc.record({ NOT: tie('where') }),
    ) as fc.Arbitrary<Asked<'change'>>,
  }))
  await fc.assert(
    fc.asyncProperty(where, async (asked) => {
      const row = Row.of('change')
      const found = await queryPrepared<{ number: string; ordinal: number }>(
        db,
        sql`select ${row.ref('number')} as number, ${row.ref('ordinal')} as ordinal from ${row.from}
          where ${ChangeWhere.sql(row, asked)} order by number, ordinal`,
      )
      const expected = rows.filter((change) => meetsConditions(change, asked))
      expect(found.map(({ number, ordinal }) => `${number}.${ordinal}`)).toEqual(
        expected.map(({ number, ordinal }) => `${number}.${ordinal}`),
      )
    }),
    { numRuns: runs },
  )
})
