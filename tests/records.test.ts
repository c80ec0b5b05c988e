import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { documentOfSlugOrThrow } from '../src/change/document.ts'
import { writeRecords } from '../src/change/text.ts'
import { changeGraph } from '../src/change/transaction.ts'
import { readSingleSentence } from '../src/document/sentence.ts'
import { checkEvidence } from '../src/evidence/list.ts'
import { citeDocument, rowVersions } from './support/cited-document.ts'
import { freshDatabase } from './support/database.ts'

const db = await freshDatabase()

/** Loads records as the text of the document "register"; returns how many rows of which tables changed. */
async function load(lines: readonly string[]) {
  const sha256 = createHash('sha256').update(lines.join('\n')).digest('hex')
  async function* records() {
    for (const text of lines) yield { text, sentences: readSingleSentence(text) }
  }
  const { changed } = await changeGraph(db, { origin: { by: 'IMPORT', name: 'test' } }, async (change) => {
    const { id } = await documentOfSlugOrThrow(change, 'register')
    await writeRecords(change, id, { language: 'en', sha256, records: records() })
  })
  return changed
}

const paragraphs = async () => {
  const found = await db.prisma.paragraph.findMany({ orderBy: { number: 'asc' }, include: { sentences: true } })
  return found.map(({ number, section, text, sentences }) => [number, section, text, sentences.map((one) => one.text)])
}

const statuses = async () => (await checkEvidence(db)).map(({ factKey, status }) => `${factKey} ${status}`)

// More than are written at a time.
const lines = Array.from({ length: 1003 }, (_, index) => `{"id":${index + 1},"name":"Body ${index + 1}. It works."}`)

describe('a document of records', () => {
  it('has a paragraph of one sentence for each record, whose evidence is found', async () => {
    await citeDocument(db, { slug: 'register' }, [
      { paragraph: 1, anchor: '"name":"Body 1' },
      { paragraph: 1002, anchor: 'Body 1002' },
      { paragraph: 1003, anchor: 'Body 1001' },
    ])
    await load(lines)
    const found = await paragraphs()
    expect(found).toEqual(lines.map((line, index) => [index + 1, 'BODY', line, [line]]))
    expect(await statuses()).toEqual(['fact-1 FOUND', 'fact-2 FOUND', 'fact-3 ORPHANED'])
  })

  it('writes no row when it is loaded again', async () => {
    const before = await rowVersions(db)
    expect(await load(lines)).toEqual({})
    expect(await rowVersions(db)).toEqual(before)
  })

  it('writes the records alone that are others, on both sides of where batches end', async () => {
    const edited = lines.with(0, 'New 1').with(1000, '').with(1002, 'Body 1001')
    const { paragraph, sentence } = await load(edited)
    expect(paragraph).toEqual({ inserted: 0, updated: 3, deleted: 0 })
    expect(sentence).toEqual({ inserted: 0, updated: 2, deleted: 1 })
    expect(await statuses()).toEqual(['fact-1 ORPHANED', 'fact-2 FOUND', 'fact-3 FOUND'])
  })

  it('loses what stands after its end, but for what is cited', async () => {
    await load(lines.slice(0, 1001))
    expect((await paragraphs()).slice(1000)).toEqual([
      [1001, 'BODY', lines[1000], [lines[1000]]],
      [1002, null, null, []],
      [1003, null, null, []],
    ])
    await load([])
    expect(await paragraphs()).toEqual([1, 1002, 1003].map((number) => [number, null, null, []]))
  })
})
