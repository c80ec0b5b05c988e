import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Database } from '../src/database/open.ts'
import { seed } from '../src/dataset/seed.ts'
import { createTestApp } from './support/app.ts'
import { databaseOfLocale, freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

// What PostgreSQL takes for letters and how it sorts depends on the locale of a database. Answers must not.

const locales: Readonly<Record<string, string>> = {
  'C of the C library': "locale_provider libc lc_collate 'C' lc_ctype 'C'",
  'C.UTF-8 of the C library': "locale_provider libc lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
  'en_US.UTF-8 of the C library': "locale_provider libc lc_collate 'en_US.UTF-8' lc_ctype 'en_US.UTF-8'",
  'English of ICU': "locale_provider icu icu_locale 'en' lc_collate 'C' lc_ctype 'C'",
}

const questions = readdirSync(path.join(import.meta.dirname, '../questions'))
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => readFileSync(path.join(import.meta.dirname, '../questions', file), 'utf8'))

const searches = [
  '“legal advice”',
  'asylum-seekers',
  'organisation',
  'detention center',
  'HRW detention',
  'criticisms by Human Rights Watch about detention centres',
  'Zürich',
  'zuerich',
  'ПЕТРОВ',
  'Επιτροπή',
  '联合国人权',
  'アムネスティ',
  'لجنة',
]
const names = [
  'Иван Сергееич Петров',
  'C. Doig',
  'picmme',
  'Internatonal Organisation for Migraton',
  'Ελληνικη Επιτροπη Δικεωμάτων',
  '联合国人权事物高级专员办事处',
  'ZÜRICH',
  'Guterres',
]

async function answers(db: Database): Promise<unknown[]> {
  const app = createTestApp(db)
  await seed(db)
  await putGraph(db, {
    entities: [
      { kind: 'PERSON', slug: 'petrov', name: 'Иван Сергеевич Петров', summary: 'Писатель и адвокат.' },
      { kind: 'ORGANIZATION', slug: 'commission', name: 'Ελληνική Επιτροπή Δικαιωμάτων' },
      { kind: 'ORGANIZATION', slug: 'committee', name: 'اللجنة الدولية للصليب الأحمر' },
      { kind: 'ORGANIZATION', slug: 'office', name: '联合国人权事务高级专员办事处' },
      { kind: 'ORGANIZATION', slug: 'amnesty-japan', name: 'アムネスティ・インターナショナル' },
      { kind: 'PLACE', slug: 'zurich', name: 'Zürich' },
      { kind: 'ORGANIZATION', slug: 'ecole', name: 'École des Hautes Études' },
    ],
    facts: [{ kind: 'FIGURE', subject: 'ecole', metric: 'Élèves', value: 3 }],
  })
  const asked: unknown[] = []
  for (const question of questions) {
    const { data, extensions } = await app.ask(question)
    if (data?.graph) delete (data.graph as { revision?: string }).revision
    asked.push(data, extensions?.hints)
  }
  for (const query of searches) {
    const document = `query ($query: String!) { search(query: $query, first: 100) {
      totalCount edges { score field snippet node { id } } facets { kinds { kind count } } }
      facts(where: { search: $query }, first: 100) { nodes { id } } }`
    asked.push(query, (await app.ask(document, { query })).data)
  }
  for (const name of names) {
    const document = `query ($name: String!) { resolve(name: $name) { entity { slug } reason score matchedName }
      suggest(text: $name) { entity { slug } reason score } entities(where: { named: $name }) { nodes { slug } } }`
    asked.push(name, (await app.ask(document, { name })).data)
  }
  asked.push(
    (
      await app.ask(
        '{ entities(first: 100, orderBy: { field: NAME }) { nodes { name } } figures(orderBy: { field: METRIC }, first: 100) { nodes { metric } } graph { metrics { word } } }',
      )
    ).data,
  )
  return asked
}

describe('a database of another locale gives the same answers', async () => {
  const expected = await answers(await freshDatabase())

  it('to questions that have some', () => {
    expect(JSON.stringify(expected)).toContain('petrov')
    expect(expected.length).toBeGreaterThan(50)
  })

  for (const [locale, options] of Object.entries(locales)) {
    const db = await databaseOfLocale(options)
    it.skipIf(db === undefined)(
      db ? locale : `${locale} (skipped: this machine does not have it)`,
      { timeout: 120_000 },
      async () => expect(await answers(db as Database)).toEqual(expected),
    )
  }
})
