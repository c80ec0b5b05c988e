import { hash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTrustedDocuments } from '../src/http/request/persisted-documents.ts'

describe('trusted documents', () => {
  it('are read from a folder, and a bad file is named', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'dossier-documents-'))
    try {
      await writeFile(path.join(folder, 'a.graphql'), '{ __typename }')
      await writeFile(path.join(folder, 'b.json'), '{"sha256:abc":"{ a }","front":"{ b }"}')
      await writeFile(path.join(folder, 'notes.txt'), 'not read')
      expect([...(await readTrustedDocuments(folder))]).toEqual([
        [hash('sha256', '{ __typename }'), '{ __typename }'],
        ['abc', '{ a }'],
        ['front', '{ b }'],
      ])
      for (const text of ['{', '[]', '{"a":1}']) {
        await writeFile(path.join(folder, 'c.json'), text)
        await expect(readTrustedDocuments(folder)).rejects.toThrow('c.json is not a manifest of documents')
      }
    } finally {
      await rm(folder, { recursive: true })
    }
    await expect(readTrustedDocuments(folder)).rejects.toThrow('which is not a folder that can be read')
  })
})
