import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { compareText, type Problem } from './problem.ts'

/** The largest file that is read, in bytes: some three hundred thousand entities. */
export const maximumFileSize = 64 * 1024 * 1024

export const headerName = 'dataset.yaml'

export interface SourceFile {
  /** Its name in messages: the folder as it was given, and the path from there. */
  readonly file: string
  readonly isHeader: boolean
  readonly source: string
}

/**
 * Reads the YAML files of a dataset's folder: dataset.yaml first, then the others by name. Hidden files and folders are
 * ignored. Symbolic links are followed only to files of the same folder.
 */
export async function readFolder(folder: string): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const files: SourceFile[] = []
  const problems: Problem[] = []
  const report = (file: string, message: string) => problems.push({ file, line: 1, column: 1, field: '', message })
  const root = await realpath(folder).catch(() => undefined)
  if (root === undefined || !(await stat(root)).isDirectory()) {
    report(folder, `is not a folder; a dataset is a folder with a file ${headerName}`)
    return { files, problems }
  }
  const names = await listFiles(root, (name, message) => report(path.join(folder, name), message))
  if (!names.includes(headerName)) report(path.join(folder, headerName), 'is missing; it says which dataset this is')
  for (const name of names) {
    const file = path.join(folder, name)
    const source = await readText(root, path.join(root, name))
    if (typeof source === 'string') files.push({ file, isHeader: name === headerName, source })
    else report(file, source.message)
  }
  return { files: files.toSorted((one, other) => Number(other.isHeader) - Number(one.isHeader)), problems }
}

/** The YAML files below `root`, by their paths from there, in the same order on every machine. */
async function listFiles(root: string, report: (name: string, message: string) => void): Promise<string[]> {
  const names: string[] = []
  const waiting = ['']
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const name = path.join(folder, entry.name)
      if (entry.name.startsWith('.')) continue
      if (entry.isDirectory()) waiting.push(name)
      else if (entry.name === headerName && folder !== '') report(name, 'is a second dataset inside of this one')
      else if (isYaml(entry, (message) => report(name, message))) names.push(name)
    }
  }
  return names.toSorted(compareText)
}

function isYaml(entry: Dirent, report: (message: string) => void): boolean {
  if (/\.yml$/i.test(entry.name)) report('is not read; the names of files of a dataset end with .yaml')
  if (!entry.name.endsWith('.yaml')) return false
  return entry.isFile() || entry.isSymbolicLink()
}

async function readText(root: string, file: string): Promise<string | { message: string }> {
  const real = await realpath(file).catch(() => undefined)
  if (real === undefined) return { message: 'is a symbolic link to nothing' }
  const way = path.relative(root, real)
  if (way.startsWith('..') || path.isAbsolute(way)) {
    return { message: 'is a symbolic link out of the folder; put the file itself here' }
  }
  const found = await stat(real)
  if (!found.isFile()) return { message: 'is not a file' }
  if (found.size > maximumFileSize) {
    const limit = `${maximumFileSize / 1024 / 1024} MB`
    return { message: `has ${found.size} bytes, and at most ${limit} are read; split it into several files` }
  }
  const bytes = await readFile(real)
  if (!isUtf8(bytes)) return { message: 'is not UTF-8; save it as UTF-8' }
  if (bytes.includes(0)) return { message: 'holds the character U+0000, which is no text; take it out' }
  return bytes.toString('utf8')
}
