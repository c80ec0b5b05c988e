import { setFlagsFromString } from 'node:v8'
import { documentOfSlugOrThrow } from '../src/change/document.ts'
import { replaceDatasetFrom } from '../src/change/stream.ts'
import { writeRecords } from '../src/change/text.ts'
import { changeGraph } from '../src/change/transaction.ts'
import { openDatabase } from '../src/database/open.ts'
import { openDataset } from '../src/dataset/read/stream.ts'
import { readSingleSentence } from '../src/document/sentence.ts'
import '../src/kinds.ts'
import { recordOf } from './register.ts'

// Loads a dataset of lines and the records that its facts rest on, in one change, as an import does.

// As src/dossier.ts does.
setFlagsFromString('--heap-growing-percent=30')

const [folder = '', connection = '{}', count = '0'] = process.argv.slice(2)
const db = openDatabase(JSON.parse(connection))
const start = performance.now()
const { dataset, problems } = await openDataset(folder)
if (dataset === undefined) throw new Error(problems[0]?.message)
await changeGraph(db, { origin: { by: 'IMPORT', name: 'bench' } }, async (change) => {
  await replaceDatasetFrom(change, dataset)
  const { id } = await documentOfSlugOrThrow(change, 'list')
  await writeRecords(change, id, { language: 'en', sha256: 'a'.repeat(64), records: records() })
})
const seconds = (performance.now() - start) / 1000
await db.close()
process.send?.({ seconds, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) })
process.disconnect?.()

function* records() {
  for (let index = 1; index <= Number(count); index += 1) {
    const text = recordOf(index)
    yield { text, sentences: readSingleSentence(text) }
  }
}
