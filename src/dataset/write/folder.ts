import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { DossierError } from '../../errors.ts'
import { quoted } from '../../model/value.ts'
import { headerName, ndjsonEnding } from '../read/folder.ts'
import type { DatasetFile } from '../read/format.ts'
import { compareText } from '../read/problem.ts'
import { readYaml } from '../read/yaml-file.ts'
import { replaceFile, unwritable } from './replace-file.ts'

export interface FolderOptions {
  /** The folder may hold files of the dataset already. They go. */
  readonly replace?: boolean
}

/**
 * Refuses a folder that holds files of datasets: they would stay, and be read with those that are written.
 *
 * @throws DossierError CONFLICT that names some of them.
 */
export async function checkFolder(folder: string, slug: string, { replace = false }: FolderOptions): Promise<void> {
  const names = await filesOf(folder)
  if (names.length === 0) return
  if (!replace) {
    const some = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`
    throw new DossierError(
      'CONFLICT',
      `${folder} holds YAML files already (${some}). Name another folder, or say --replace, which puts the dataset in their place.`,
    )
  }
  const found = await slugOf(path.join(folder, headerName))
  if (found === slug) return
  const what = found === undefined ? `holds YAML files that are no dataset` : `holds the dataset ${quoted(found)}`
  throw new DossierError('CONFLICT', `${folder} ${what}; --replace is for a folder with the dataset ${quoted(slug)}.`)
}

/**
 * Writes the files of a dataset into a folder, and takes away its other ones. Call `checkFolder` before.
 *
 * @throws DossierError UNAVAILABLE when a file cannot be written.
 */
export async function writeFolder(folder: string, files: readonly DatasetFile[]): Promise<void> {
  const before = await filesOf(folder)
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error)
  })
  for (const file of files) await replaceFile(path.join(folder, file.path), file.text)
  const written = new Set(files.map((file) => path.normalize(file.path)))
  for (const name of before) if (!written.has(name)) await rm(path.join(folder, name))
}

/** The files of a folder that the reader of datasets reads. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, encoding: 'utf8' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw unwritable(folder, error)
  })
  const isHidden = (name: string) => name.split(path.sep).some((part) => part.startsWith('.'))
  const isOfDataset = (name: string) => name.endsWith('.yaml') || name.endsWith(ndjsonEnding)
  return entries.filter((name) => isOfDataset(name) && !isHidden(name)).sort(compareText)
}

async function slugOf(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const { slug } = (readYaml(text, file).value ?? {}) as { slug?: unknown }
  return typeof slug === 'string' ? slug.trim() : undefined
}
