import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { DossierError } from '../../errors.ts'
import { sourceFault } from '../fault.ts'
import { linesOf } from './lines.ts'

/** How the records of a file are written. */
export type RecordForm = 'csv' | 'json' | 'ndjson'

/** A file of records, of any size. */
export interface RecordFile {
  readonly file: string
  readonly form: RecordForm
  /** SHA-256 of the bytes as they are given, also of a compressed file. */
  readonly sha256: string
  readonly isCompressed: boolean
}

const forms: ReadonlyMap<string, RecordForm> = new Map([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['json', 'json'],
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
])

/**
 * Finds out how a file is written: by the end of its name, else by how it begins. It is read once, for its digest.
 *
 * @throws DossierError NOT_FOUND or BAD_USER_INPUT for a file that cannot be read.
 */
export async function openRecordFile(file: string, form?: RecordForm): Promise<RecordFile> {
  const hash = createHash('sha256')
  try {
    const head = await readHead(file)
    await pipeline(createReadStream(file), hash)
    const isCompressed = head[0] === 0x1f && head[1] === 0x8b
    const known = forms.get(/\.([a-z]+)(?:\.gz)?$/u.exec(file.toLowerCase())?.[1] ?? '')
    const guessed = isCompressed ? 'ndjson' : formOfHead(head)
    const found = { file, form: form ?? known ?? guessed, sha256: hash.digest('hex'), isCompressed }
    return found.form === 'json' && (await hasLines(found)) ? { ...found, form: 'ndjson' } : found
  } catch (error) {
    throw fileFault(error, file)
  }
}

async function readHead(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(256), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Some call a file with an object on each line .json: its first two lines are objects by themselves. */
async function hasLines(file: RecordFile): Promise<boolean> {
  const bytes = bytesOf(file)
  let count = 0
  try {
    for await (const line of linesOf(bytes)) {
      if (line.trim() === '') continue
      if (!line.trimStart().startsWith('{') || !isWhole(line)) return false
      count += 1
      if (count === 2) return true
    }
    return false
  } finally {
    bytes.destroy()
  }
}

function isWhole(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

function formOfHead(head: Buffer): RecordForm {
  const begin = head
    .toString('utf8')
    .replace(/^\uFEFF/u, '')
    .trimStart()
    .charAt(0)
  if (begin === '[') return 'json'
  return begin === '{' ? 'ndjson' : 'csv'
}

/** The bytes of the file, without compression. */
export function bytesOf({ file, isCompressed }: RecordFile): Readable {
  const bytes = createReadStream(file)
  if (!isCompressed) return bytes
  const plain = createGunzip()
  bytes.once('error', (error) => plain.destroy(error))
  return bytes.pipe(plain)
}

const faults: Readonly<Record<string, string>> = {
  EISDIR: 'this is a folder; give the path of a file with records',
  EACCES: 'the file may not be read by this user',
  Z_DATA_ERROR: 'the compressed file is broken; fetch it again',
  Z_BUF_ERROR: 'the compressed file ends too early; fetch it again',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'there are bytes that are not UTF-8; save the file as UTF-8',
}

/** What an error of reading means for whoever gave the file. */
export function fileFault(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') {
    return new DossierError(
      'NOT_FOUND',
      `There is no file "${file}"; give the path of a file with records.`,
      {},
      {
        cause: error,
      },
    )
  }
  const known = faults[code]
  if (known === undefined) return error
  const line = error instanceof Error && 'line' in error ? { line: Number(error.line) } : undefined
  return sourceFault(known, line, file)
}
