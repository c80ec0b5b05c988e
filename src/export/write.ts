import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { type Pieces, printAll, writeFileWhole } from '../command-line/output.ts'
import type { CommandResult } from '../command-line/result.ts'
import { counted } from '../command-line/terminal.ts'
import type { Database } from '../database/open.ts'
import { openSnapshot, type Snapshot } from '../database/snapshot.ts'
import { DossierError } from '../errors.ts'
import { Losses, lossText } from '../linked-data/losses.ts'
import { dataPackage, type WrittenFile } from '../table/data-package.ts'
import type { TableFormatName } from '../table/formats.ts'
import { tableNames } from '../table/tables.ts'
import { type ExportOptions, exportFile, packageName } from './file.ts'

interface Choice extends ExportOptions {
  readonly format: TableFormatName
}

/** Writes one file, and says what it could not carry; or prints it. */
export async function writeOne(
  db: Database,
  name: string,
  options: ExportOptions,
  out: string | undefined,
): Promise<CommandResult> {
  return await inSnapshot(db, async (snapshot) => {
    const losses = new Losses()
    const pieces = exportFile(name).pieces(snapshot, { ...options, losses })
    const { revision } = snapshot
    if (out === undefined) {
      await printAll(pieces)
      return { ok: true, data: {}, text: '' }
    }
    const { bytes } = await write(pieces, out)
    const report = losses.isEmpty ? undefined : losses.report()
    return {
      ok: true,
      data: { file: out, bytes, revision, ...report },
      text: [`Wrote ${out} (revision ${revision}).`, ...(report ? [lossText(report)] : [])].join('\n'),
    }
  })
}

/** Writes all tables of one revision into a folder, and what describes them. */
export async function writeFolder(
  db: Database,
  { format, ...options }: Choice,
  folder: string,
  onStep: (text: string) => void,
): Promise<CommandResult> {
  await makeFolder(folder)
  return await inSnapshot(db, async (snapshot) => {
    const { revision } = snapshot
    const written = new Map<string, WrittenFile>()
    for (const table of tableNames) {
      const name = `${table}.${format}`
      onStep(`Writing ${name}`)
      written.set(name, await write(exportFile(name).pieces(snapshot, options), path.join(folder, name)))
    }
    const description = JSON.stringify(
      dataPackage(revision, [format], (name) => written.get(name)),
      undefined,
      2,
    )
    await write([`${description}\n`], path.join(folder, packageName))
    const files = [...written.keys(), packageName]
    return {
      ok: true,
      data: { folder, files, revision },
      text: `Wrote ${counted(files.length, 'file')} into ${folder} (revision ${revision}).`,
    }
  })
}

async function inSnapshot<T>(db: Database, task: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const snapshot = await openSnapshot(db)
  try {
    return await task(snapshot)
  } finally {
    await snapshot.close()
  }
}

async function write(pieces: Pieces | readonly string[], file: string): Promise<WrittenFile> {
  const digest = createHash('sha256')
  let bytes = 0
  const watched = async function* () {
    for await (const piece of pieces) {
      digest.update(piece)
      bytes += Buffer.byteLength(piece)
      yield piece
    }
  }
  await writeFileWhole(watched(), file)
  return { bytes, hash: `sha256:${digest.digest('hex')}` }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch(({ code }: NodeJS.ErrnoException) => {
    throw new DossierError('BAD_USER_INPUT', `${folder} cannot be made (${code}). Give another folder by --out.`, {
      file: folder,
    })
  })
}
