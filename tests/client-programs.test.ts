import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { readTrustedDocuments } from '../src/http/request/persisted-documents.ts'
import { clientFolder, installClients, runClient } from './support/client-package.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'
import { listen, testApp } from './support/http.ts'

const installed = await installClients()
if (!installed) {
  process.stderr.write('The clients of docs/clients are not tested: npm cannot reach its registry to install them.\n')
}

/** The first dataset, and a name that two organisations have. */
async function startServer(): Promise<string> {
  const db = await freshDatabase()
  await loadDataset(db, await readDatasetOrThrow(path.resolve(clientFolder, '../../data/iom')))
  const twin = { kind: 'ORGANIZATION', name: 'Twin Cities Aid' } as const
  await putGraph(db, { entities: [1, 2].map((number) => ({ ...twin, slug: `twin-cities-aid-${number}` })) })
  const manifests = ['generated/text', 'relay/__generated__'].map((folder) => path.join(clientFolder, folder))
  const documents = new Map((await Promise.all(manifests.map(readTrustedDocuments))).flatMap((found) => [...found]))
  return `http://127.0.0.1:${await listen(testApp(db, { documents }).app)}/graphql`
}

describe.skipIf(!installed)('clients', { timeout: 120_000 }, () => {
  let url: string

  beforeAll(async () => {
    expect(await runClient('npm', ['run', 'generate'])).toBeUndefined()
    url = await startServer()
  }, 180_000)

  it('have sound types', async () => {
    expect(await runClient('npm', ['run', 'types'])).toBeUndefined()
  })

  for (const name of ['fetch', 'urql', 'apollo', 'relay', 'schema']) {
    it(`work: ${name}`, async () => {
      const args = ['--import', './relay/plugin.ts', `tests/${name}.test.ts`]
      expect(await runClient(process.execPath, args, { DOSSIER_URL: url })).toBeUndefined()
    })
  }
})
