import { expect, test } from 'vitest'
import { findInGraph } from '../src/change/known-slugs.ts'
import type { Database } from '../src/database/open.ts'
import { openSnapshot } from '../src/database/snapshot.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { exportDataset } from '../src/dataset/manage.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { exportFile } from '../src/export/file.ts'
import { snapshotLines } from '../src/history/snapshot.ts'
import { tableNames } from '../src/table/tables.ts'
import { freshDatabase } from './support/database.ts'
import { freshFolder, harbour, harbourText, writeFiles } from './support/dataset.ts'

const load = async (db: Database, folder: string) =>
  await loadDataset(db, await readDatasetOrThrow(folder, { elsewhere: (slug) => findInGraph(db.prisma, slug) }))

/** Everything that can be taken away, but the revisions, which name their graph. */
async function filesOf(db: Database): Promise<Record<string, string>> {
  const names = [
    ...tableNames.flatMap((name) => [`${name}.csv`, `${name}.ndjson`]),
    'graph.nq',
    'ftm.ndjson',
    'popolo.json',
  ]
  const snapshot = await openSnapshot(db)
  const files: Record<string, string> = {}
  for (const name of names) {
    const pieces: string[] = []
    for await (const piece of exportFile(name).pieces(snapshot, {})) pieces.push(String(piece))
    files[name] = pieces.join('').replaceAll(snapshot.revision, 'REVISION')
  }
  await snapshot.close()
  const lines = await Array.fromAsync(snapshotLines(db))
  return { ...files, 'snapshot.ndjson': lines.slice(1).join('') }
}

test('export, import into an empty graph, export: identical', { timeout: 300_000 }, async () => {
  const first = await freshDatabase()
  const facts = `organizations:
  - {slug: guild, sameAs: coast-guild, formerSlugs: [the-guild], name: The Guild, labels: [CG, {text: Old Guild, aliasKind: FORMER}], identifiers: [{scheme: wikidata, value: Q1}]}
  - {slug: club, formerSlugs: [old-club], name: Club, organizationType: NGO, summary: "A club; with = signs,\\n and \\"quotes\\"."}
figures:
  - {key: budget, subject: old-club, metric: budget, qualifier: RANGE, amount: "0070.50", upTo: "1000000000000000000000.5", asOf: 1950~, statement: It has 70.50., evidence: [{paragraph: 2, anchor: it has}]}
responses:
  - {key: answer, responder: guild, criticism: harbour/guild-1938, stance: REJECTS, reply: No., statement: It says no., evidence: [{paragraph: 3, anchor: says no, references: ["1"]}]}
`
  for (const folder of [harbour, writeFiles({ 'facts.yaml': facts })]) await load(first, folder)
  await loadDocument(first, { file: harbourText })

  const second = await freshDatabase()
  for (const slug of ['harbour', 'small']) {
    const folder = freshFolder()
    await exportDataset(first, slug, folder)
    await load(second, folder)
  }
  await loadDocument(second, { file: harbourText })

  const [before, after] = [await filesOf(first), await filesOf(second)]
  for (const [name, text] of Object.entries(before)) {
    expect([name, text.length]).toEqual([name, expect.toSatisfy((length: number) => length > 50)])
    expect([name, after[name]]).toEqual([name, text])
  }
  expect(before['names.csv']).toContain('Old Guild')
})
