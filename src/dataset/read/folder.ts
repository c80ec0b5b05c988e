import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { compareText, type Problem } from './problem.ts'

/** The largest file that is read, in bytes: some three hundred thousand entities. */
export const maximumFileSize = 64 * 1024 * 1024

export const headerName = 'dataset.yaml'

/** How the names of files of lines end: see ndjson.ts. */
export const ndjsonEnding = '.ndjson'

/** A file of lines, which is read when it is needed. */
export interface LineFile {
  /** Its name in messages. */
  readonly file: string
  /** Where it is. */
  readonly path: string
}

export interface SourceFile {
  /** Its name in messages: the folder as it was given, and the path from there. */
  readonly file: string
  readonly isHeader: boolean
  readonly source: string
}

export interface Folder {
  readonly files: SourceFile[]
  readonly lineFiles: LineFile[]
  readonly problems: Problem[]
}

/**
 * Reads the YAML files of a dataset's folder: dataset.yaml first, then the others by name; and finds those of lines. Hidden
 * files and folders are ignored. Symbolic links are followed only to files of the same folder.
 */
export async function readFolder(folder: string): Promise<Folder> {
  const files: SourceFile[] = []
  const lineFiles: LineFile[] = []
  const problems: Problem[] = []
  const report = (file: string, message: string) => problems.push({ file, line: 1, column: 1, field: '', message })
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined || !(await stat(root)).isDirectory()) {
    report(folder, `is not a folder; a dataset is a folder with a file ${headerName}`)
    return { files, lineFiles, problems }
  }
  const names = await listFiles(root, (name, message) => report(path.join(folder, name), message))
  if (!names.includes(headerName)) report(path.join(folder, headerName), 'is missing; it says which dataset this is')
  for (const name of names) {
    const file = path.join(folder, name)
    const found = await findFile(root, path.join(root, name))
    if (typeof found === 'string') report(file, found)
    else if (name.endsWith(ndjsonEnding)) lineFiles.push({ file, path: found.path })
    else {
      const source = await readText(found)
      if (typeof source === 'string') files.push({ file, isHeader: name === headerName, source })
      else report(file, source.message)
    }
  }
  return { files: files.toSorted((one, other) => Number(other.isHeader) - Number(one.isHeader)), lineFiles, problems }
}

/** Whether a folder has files of lines, which may be too large to hold. */
export async function holdsLines(folder: string): Promise<boolean> {
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined || !(await stat(root)).isDirectory()) return false
  return (await listFiles(root, () => undefined)).some((name) => name.endsWith(ndjsonEnding))
}

/** The files of a dataset below `root`, by their paths from there, in the same order on every machine. */
async function listFiles(root: string, report: (name: string, message: string) => void): Promise<string[]> {
  const names: string[] = []
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name)
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) waiting.push(name)
      else if (entry.name === headerName && folder !== '') report(name, 'is a second dataset inside of this one')
      else if (isRead(entry, (message) => report(name, message))) names.push(name)
    }
  }
  return names.toSorted(compareText)
}

function isRead(entry: Dirent, report: (message: string) => void): boolean {
  if (/\.yml$/i.test(entry.name)) report('is not read; the names of files of a dataset end with .yaml')
  if (/\.jsonl$/i.test(entry.name)) report('is not read; the names of files of lines end with .ndjson')
  if (!entry.name.endsWith('.yaml') && !entry.name.endsWith(ndjsonEnding)) return false
  return entry.isFile() || entry.isSymbolicLink()
}

interface FoundFile {
  readonly path: string
  readonly size: number
}

/** The file itself; a text says why it is not to be read. */
async function findFile(root: string, file: string): Promise<FoundFile | string> {
  const real = await realpath(file).catch(() => undefined)
  if (real === undefined) return 'is a symbolic link to nothing'
  const way = path.relative(root, real)
  if (way.startsWith('..') || path.isAbsolute(way)) {
    return 'is a symbolic link out of the folder; put the file itself here'
  }
  const found = await stat(real)
  return found.isFile() ? { path: real, size: found.size } : 'is not a file'
}

async function readText({ path: file, size }: FoundFile): Promise<string | { message: string }> {
  if (size > maximumFileSize) {
    const limit = `${maximumFileSize / 1024 / 1024} MB`
    const advice = `split it into several files, or write the items into one that ends with ${ndjsonEnding}`
    return { message: `has ${size} bytes, and at most ${limit} are read; ${advice}` }
  }
  const bytes = await readFile(file)
  if (!isUtf8(bytes)) return { message: 'is not UTF-8; save it as UTF-8' }
  if (bytes.includes(0)) return { message: 'holds the character U+0000, which is no text; take it out' }
  return bytes.toString('utf8')
}
