import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readRevision } from '../src/database/revision.ts'
import { loadDataset } from '../src/dataset/load.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { readTrustedDocuments } from '../src/http/request/persisted-documents.ts'
import { newKey } from './support/access.ts'
import { clientFolder, installClients, runClient } from './support/client-package.ts'
import { filledDatabase } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { putGraph } from './support/graph.ts'
import { listen, testApp } from './support/http.ts'

const installed = await installClients()
if (!installed) {
  process.stderr.write('The clients of docs/clients are not tested: npm cannot reach its registry to install them.\n')
}

/** The first dataset, a name that two organisations have, and a dataset that is changed; what programs are told of it. */
async function startServer(): Promise<Record<string, string>> {
  const db = await filledDatabase()
  const twin = { kind: 'ORGANIZATION', name: 'Twin Cities Aid' } as const
  await putGraph(db, { entities: [1, 2].map((number) => ({ ...twin, slug: `twin-cities-aid-${number}` })) })
  const manifests = ['generated/text', 'relay/__generated__'].map((folder) => path.join(clientFolder, folder))
  await loadDataset(db, await readDatasetOrThrow(harbour))
  await loadDocument(db, { file: harbourText })
  await adoptDataset(db, 'harbour')
  const keys = {
    DOSSIER_CONTRIBUTOR: (await newKey(db, 'CONTRIBUTOR', { actor: 'client-contributor' })).key,
    DOSSIER_CURATOR: (await newKey(db, 'CURATOR', { actor: 'client-curator' })).key,
    DOSSIER_REVISION: await readRevision(db.prisma),
  }
  const documents = new Map((await Promise.all(manifests.map(readTrustedDocuments))).flatMap((found) => [...found]))
  return { DOSSIER_URL: `http://127.0.0.1:${await listen(testApp(db, { documents }).app)}/graphql`, ...keys }
}

describe.skipIf(!installed)('clients', { timeout: 120_000 }, () => {
  let env: Record<string, string>

  beforeAll(async () => {
    expect(await runClient('npm', ['run', 'generate'])).toBeUndefined()
    env = await startServer()
  }, 180_000)

  it('have sound types', async () => {
    expect(await runClient('npm', ['run', 'types'])).toBeUndefined()
  })

  for (const name of ['fetch', 'urql', 'apollo', 'relay', 'changing', 'schema']) {
    it(`work: ${name}`, async () => {
      const args = ['--import', './relay/plugin.ts', `tests/${name}.test.ts`]
      expect(await runClient(process.execPath, args, env)).toBeUndefined()
    })
  }
})
