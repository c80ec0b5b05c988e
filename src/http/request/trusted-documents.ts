import { hash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { DossierError } from '../../errors.ts'
import type { TrustedDocuments } from './persisted-documents.ts'

/** What the compilers of front ends write: texts by their ids. */
const manifest = z.record(z.string().min(1).max(200), z.string().min(1))

/**
 * Reads the documents that front ends were built with: `.graphql` files, named by the SHA-256 of their text, and
 * `.json` files of texts by id.
 *
 * @throws DossierError BAD_USER_INPUT that names the file at fault.
 */
export async function readTrustedDocuments(folder: string): Promise<TrustedDocuments> {
  const documents = new Map<string, string>()
  for (const file of (await filesOf(folder)).sort()) {
    const text = await readFile(path.join(folder, file), 'utf8')
    if (file.endsWith('.graphql')) documents.set(hash('sha256', text), text)
    if (!file.endsWith('.json')) continue
    for (const [id, document] of Object.entries(readManifest(file, text))) {
      documents.set(id.replace(/^sha256:/, ''), document)
    }
  }
  return documents
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    const message = `DOSSIER_DOCUMENTS_DIR names ${folder}, which is not a folder that can be read.`
    throw new DossierError('BAD_USER_INPUT', message, {}, { cause })
  }
}

function readManifest(file: string, text: string): Record<string, string> {
  try {
    return manifest.parse(JSON.parse(text))
  } catch (cause) {
    const message = `${file} is not a manifest of documents: it must be a JSON object of texts by their ids.`
    throw new DossierError('BAD_USER_INPUT', message, { file }, { cause })
  }
}
