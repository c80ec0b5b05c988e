import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ItemChange } from '../../change/item.ts'
import type { KnownElsewhere } from '../../change/known-slugs.ts'
import { patchedFiles } from '../../dataset/patch/patched-files.ts'
import type { DatasetFile } from '../../dataset/read/format.ts'
import { readDatasetOrThrow } from '../../dataset/read/read.ts'
import { replaceFile, unwritable } from '../../dataset/write/replace-file.ts'

/**
 * Makes the files of a dataset say what changes want. The new files are read in another place first, so that a folder
 * that can be read stays so. Comments and layout stay.
 *
 * @returns The files that were written, by their paths in the folder.
 * @throws DossierError BAD_USER_INPUT when the files would not be right, CONFLICT as `patchedFiles`, UNAVAILABLE when a file
 *   cannot be written.
 */
export async function writeChanges(
  folder: string,
  files: readonly DatasetFile[],
  changes: readonly ItemChange[],
  elsewhere?: (slug: string) => KnownElsewhere,
): Promise<string[]> {
  if (changes.length === 0) return []
  const before = new Map(files.map(({ path: name, text }) => [name, text]))
  const after = patchedFiles(files, changes)
  await tryFiles(after, elsewhere)
  const changed = after.filter(({ path: name, text }) => before.get(name) !== text)
  for (const file of changed) await writeInto(folder, file, replaceFile)
  return changed.map(({ path: name }) => name)
}

async function tryFiles(files: readonly DatasetFile[], elsewhere?: (slug: string) => KnownElsewhere): Promise<void> {
  const place = await mkdtemp(path.join(tmpdir(), 'dossier-draft-'))
  try {
    for (const file of files) await writeInto(place, file, writeFile)
    await readDatasetOrThrow(place, { ...(elsewhere && { elsewhere }) })
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function writeInto(
  folder: string,
  { path: name, text }: DatasetFile,
  write: (file: string, text: string) => Promise<void>,
): Promise<void> {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true }).catch((error: unknown) => {
    throw unwritable(folder, error)
  })
  await write(file, text)
}
