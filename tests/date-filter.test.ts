import { describe, expect, it } from 'vitest'
import { parseEdtf } from '../src/date/edtf.ts'
import { boundsOfDate, boundsOfPeriod, type DateBounds, matchesDate } from '../src/date/where.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { columnsOfPeriod, putGraph } from './support/graph.ts'

// src/date/where.ts says what each condition means; SQL must say the same of every date and every operand.

const db = await freshDatabase()
const app = createTestApp(db)

/** Dates that touch each other at their ends, so that a day more or less shows. */
const points = `1999 1999-12 1999-12-30 1999-12-31 2000 2000-01 2000-01-01 2000-01-02 2000-12-31 2001-01-01 199X 20XX
  2000-24 2000~ 2001? 1999-12% 1999-12-31~ 2000-01-02? 199X~ -0001 0000 0001-01-01 Y-5000000`.split(/\s+/)
const intervals =
  '1999/2000 1999-12-31/2000-01-01 2000/2001 2000-01-01/.. 2000/ ../2000 /1999-12-31 1999~/2001? 2000?/.. /1998~'.split(
    ' ',
  )
const operands = [...points, ...intervals, '../..']
const operators = ['within', 'overlaps', 'before', 'after'] as const

await putGraph(db, {
  entities: [
    { kind: 'PERSON', slug: 'subject' },
    ...points.map((date) => ({ kind: 'ORGANIZATION', slug: date, date }) as const),
    { kind: 'ORGANIZATION', slug: 'undated' },
    ...[...points, ...intervals].map((date) => ({ kind: 'EVENT', slug: `event ${date}`, date }) as const),
    { kind: 'EVENT', slug: 'event undated' },
  ],
  facts: [...points, ...intervals, undefined].map((period) => {
    return {
      kind: 'FIGURE',
      subject: 'subject',
      metric: 'staff',
      value: 1,
      period,
      statement: period ?? 'undated',
    } as const
  }),
})

const periods = new Map<string, DateBounds>(
  [...points, ...intervals].map((date) => [date, boundsOfPeriod(columnsOfPeriod(date))] as const),
)
periods.set('undated', boundsOfPeriod(columnsOfPeriod(undefined)))
const foundings = new Map<string, DateBounds>(
  points.map((date) => {
    const { edtf, earliest, latest } = parseEdtf(date)
    return [date, boundsOfDate(edtf, earliest, latest)] as const
  }),
)
foundings.set('undated', boundsOfDate(null, null, null))

describe.each([
  { list: 'facts', key: 'statement', condition: 'period', rows: periods },
  { list: 'events', key: 'slug', condition: 'period', rows: periods },
  { list: 'organizations', key: 'slug', condition: 'founded', rows: foundings },
])('$list by $condition', ({ list, key, condition, rows }) => {
  it.each(operators)('%s means the same in SQL for every date', async (operator) => {
    const fields = operands.map((operand, index) => {
      return `a${index}: ${list}(where: { ${condition}: { ${operator}: "${operand}" } }, first: 100) { nodes { ${key} } }`
    })
    const data = await app.get(`{ ${fields.join(' ')} }`)
    for (const [index, operand] of operands.entries()) {
      const found = data[`a${index}`].nodes.map((node: Record<string, string>) => node[key]?.replace('event ', ''))
      const meant = [...rows].filter(([, bounds]) => matchesDate({ [operator]: operand }, bounds)).map(([date]) => date)
      expect(found.toSorted(), `${operator} ${operand}`).toEqual(meant.toSorted())
    }
  })
})
