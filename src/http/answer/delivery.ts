import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { type Answer, type Ask, withHeaders } from '../message.ts'
import { negotiate } from './negotiate.ts'

/** Bytes below which compressing costs more than it saves. */
const worthwhile = 1_024

/** Bytes of compressed answers that are kept: the playground weighs two million, and is asked for again and again. */
const keptBytes = 16 * 1024 * 1024

const encodings = ['br', 'gzip', 'identity'] as const

type Encoding = (typeof encodings)[number]

/**
 * Makes the last step before an answer leaves: a tag for what was read by GET, 304 for what the caller has already,
 * and compression where it is wanted and worth it.
 */
export function createDelivery(): (ask: Ask, answer: Answer) => Promise<Answer> {
  const kept = new LRUCache<string, Uint8Array>({ maxSize: keptBytes, sizeCalculation: ({ byteLength }) => byteLength })
  return async (ask, answer) => {
    const encoding = encodingFor(ask, answer)
    const varied = withHeaders(answer, { vary: withVary(answer.headers.vary, 'Accept, Accept-Encoding') })
    const digest = digestOf(ask, answer)
    const tag = digest === undefined ? undefined : tagOf(digest, encoding)
    if (tag === undefined || !isTagged(ask, answer)) {
      return await encode(withHeaders(varied, { 'cache-control': noStore(answer) }), encoding, tag)
    }
    const tagged = withHeaders(varied, { etag: tag, 'cache-control': answer.headers['cache-control'] ?? 'no-cache' })
    if (hasAlready(ask.header('if-none-match'), tag)) return notModified(tagged)
    return await encode(tagged, encoding, tag)
  }

  /** Compresses what was not compressed before; `tag` names body and encoding. */
  async function encode(answer: Answer, encoding: Encoding, tag: string | undefined): Promise<Answer> {
    if (encoding === 'identity' || answer.body === undefined) return answer
    const known = tag === undefined ? undefined : kept.get(tag)
    const body = known ?? (await compress[encoding](answer.body))
    // A copy, for zlib returns a part of a larger piece of memory.
    if (tag !== undefined && !known) kept.set(tag, new Uint8Array(body))
    return { ...withHeaders(answer, { 'content-encoding': encoding }), body }
  }
}

function noStore({ headers }: Answer): string {
  return headers['cache-control'] ?? 'no-store'
}

function withVary(vary: string | undefined, more: string): string {
  return vary === undefined ? more : `${vary}, ${more}`
}

function encodingFor(ask: Ask, { body = '', headers }: Answer): Encoding {
  const header = ask.header('accept-encoding')
  if (header === undefined || headers['content-encoding'] || Buffer.byteLength(body) < worthwhile) return 'identity'
  return negotiate(header, encodings) ?? 'identity'
}

/** Whether callers are given a tag: for what was read by GET and may be kept by them. */
function isTagged({ method }: Ask, { status, body, headers }: Answer): boolean {
  const reads = method === 'GET' || method === 'HEAD'
  return reads && status === 200 && body !== undefined && headers['cache-control'] !== 'no-store'
}

function digestOf(ask: Ask, answer: Answer): string | undefined {
  if (answer.digest !== undefined) return answer.digest
  return isTagged(ask, answer) ? hash('sha256', answer.body ?? '', 'base64url') : undefined
}

/** A strong validator: equal tags mean equal bytes, so that each encoding has its own. */
function tagOf(digest: string, encoding: Encoding): string {
  const short = digest.slice(0, 32)
  return encoding === 'identity' ? `"${short}"` : `"${short}-${encoding}"`
}

function hasAlready(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((known) => known.trim().replace(/^W\//, '') === tag)
}

function notModified({ headers }: Answer): Answer {
  const { 'content-type': _type, ...rest } = headers
  return { status: 304, headers: rest }
}

const compress = {
  br: async (body: string | Uint8Array): Promise<Uint8Array> =>
    await promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: async (body: string | Uint8Array): Promise<Uint8Array> => await promisify(gzip)(body),
}
