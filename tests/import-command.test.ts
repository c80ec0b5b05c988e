import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { freshFolder } from './support/dataset.ts'

const { run, ask } = commandLineHere(urlOf(await freshConnection()))

const rows = (staff: number) => `key,subject,metric,amount,statement
staff,a-board,staff,${staff},A Board has ${staff} staff.
nobody,nobody,staff,7,Nobody has 7 staff.
`

test('imports of tables: an example, a trial, the import, a newer file, and what people and programs are told', async () => {
  const folder = freshFolder()
  const file = (name: string) => path.join(folder, name)
  const { out: example } = await run(['import', 'csv', '--example', 'organization'])
  expect(example).toContain('slug,name,summary')
  writeFileSync(file('boards.csv'), 'slug,name,organizationType\na-board,A Board,NGO\n')
  writeFileSync(file('figures.csv'), rows(40))
  const importing = (name: string, kind: string) => ['import', 'csv', file(name), '--dataset', 'tables', '--kind', kind]

  const trial = await run([...importing('boards.csv', 'organization'), '--dry-run'])
  expect(trial).toMatchObject({ code: 0, err: '' })
  expect(trial.out).toContain('Nothing was written: this was a dry run')
  const first = await run(importing('boards.csv', 'organization'))
  expect(first.out).toContain('tables: 1 record, 1 entity, 0 entities of other datasets, 0 facts')

  const { code, answer } = await ask([...importing('figures.csv', 'figure'), '--report', file('report.ndjson')])
  expect(code).toBe(0)
  expect(answer).toMatchObject({
    ok: true,
    dataset: 'tables',
    document: 'tables-figure-records',
    records: 2,
    facts: 1,
    problemCounts: { DANGLING: 1 },
    problems: [{ line: 3, record: 'tables/nobody', code: 'DANGLING' }],
    evidence: { AMBIGUOUS: 0, ORPHANED: 0, NOT_LOADED: 0 },
  })
  expect(JSON.parse(readFileSync(file('report.ndjson'), 'utf8'))).toMatchObject({ line: 3, code: 'DANGLING' })

  const again = await run(importing('figures.csv', 'figure'))
  expect(again.out).toContain('nothing to do, the graph says this already')
  writeFileSync(file('figures.csv'), `${rows(41)}one,two\n`)
  const newer = await run(importing('figures.csv', 'figure'))
  expect(newer.code).toBe(1)
  expect(newer.out).toContain('line 4: NOT_A_RECORD the row has 2 cells')
  expect(newer.out).toMatch(/figure +0 +1 +0/)

  const unknown = await ask(importing('figures.csv', 'ship'))
  expect(unknown.code).toBe(1)
  expect(unknown.answer).toMatchObject({ error: { code: 'BAD_USER_INPUT' } })
  const loaded = await run(['document', 'load', file('figures.csv'), '--format', 'records'])
  expect(loaded.out).toContain('tables-figure-records: nothing to do, 2 paragraphs, 2 sentences. Evidence: 1 FOUND.')
})
