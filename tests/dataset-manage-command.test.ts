import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { commandLineHere, urlOf } from './support/command-line.ts'
import { freshConnection } from './support/database.ts'
import { edit, freshFolder, harbour } from './support/dataset.ts'

const { run, ask } = commandLineHere(urlOf(await freshConnection()))

test('dataset export, adopt, release and remove', { timeout: 300_000 }, async () => {
  expect((await run(['dataset', 'load', harbour])).code).toBe(0)
  const folder = path.join(freshFolder(), 'harbour')
  expect(await run(['dataset', 'export', 'harbour', folder])).toEqual({
    code: 0,
    out: `Wrote harbour as 15 files in ${folder}\n`,
    err: '',
  })
  expect(readdirSync(folder)).toHaveLength(15)
  expect((await run(['dataset', 'check', folder])).out).toContain('No problems')
  expect((await ask(['dataset', 'export', 'harbour', folder])).answer).toMatchObject({
    ok: false,
    error: { code: 'CONFLICT' },
  })
  expect((await ask(['dataset', 'export', 'nothing', freshFolder()])).answer).toMatchObject({
    error: { code: 'NOT_FOUND' },
  })
  expect((await run(['dataset', 'export', 'harbour', folder, '--replace'])).code).toBe(0)
  expect((await run(['dataset', 'load', folder])).out).toMatch(
    /^harbour: nothing to do, the graph says this already .*\nStored \d+ files that differ in what the graph does not say, such as comments\n$/,
  )

  expect((await run(['dataset', 'adopt', 'harbour'])).out).toMatch(
    /^harbour is managed by the graph now: accepted proposals change it \(revision [0-9a-f]+-\d+\)\n$/,
  )
  expect((await ask(['dataset', 'adopt', 'harbour'])).answer).toMatchObject({ ok: true, changed: false })
  expect((await run(['dataset', 'list'])).out).toMatch(/^harbour +Harbour Aid +GRAPH /m)
  edit(folder, 'roles.yaml', 'statement: Ada Brook led', 'statement: Ada Brook was head of')
  const refused = await run(['dataset', 'load', folder])
  expect(refused.code).toBe(1)
  expect(refused.err).toContain('update the fact "brook-head"')
  const lost = await run(['dataset', 'remove', 'harbour'])
  expect(lost.code).toBe(1)
  expect(lost.err).toContain('Write them with `dataset release harbour FOLDER` first, or say --force')

  const released = await ask(['dataset', 'release', 'harbour', folder, '--replace'])
  expect(released.answer).toMatchObject({ ok: true, managedBy: 'FILES', changed: true })
  expect(readFileSync(path.join(folder, 'roles.yaml'), 'utf8')).toContain('statement: Ada Brook led')
  expect((await run(['dataset', 'remove', 'harbour'])).code).toBe(0)

  expect((await run(['dataset', 'load', folder])).code).toBe(0)
  expect((await run(['dataset', 'adopt', 'harbour'])).code).toBe(0)
  expect((await run(['dataset', 'remove', 'harbour', '--force'])).code).toBe(0)
  expect(existsSync(path.join(folder, 'dataset.yaml'))).toBe(true)
})
