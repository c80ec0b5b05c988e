import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { type HttpRequest, type HttpResponse, withHeaders } from '../message.ts'
import { negotiate } from './negotiate.ts'

/** Bytes below which compressing costs more than it saves. */
const compressionThreshold = 1_024

/** Bytes of compressed bodies to cache, above all for the playground, which has two million. */
const cacheBytes = 16 * 1024 * 1024

const encodings = ['br', 'gzip', 'identity'] as const

type Encoding = (typeof encodings)[number]

/**
 * Makes the last step of a response: an ETag for what was read by GET, 304 if the caller has it already, and compression
 * if the caller accepts it and the body is large enough.
 */
export function createDelivery(): (request: HttpRequest, response: HttpResponse) => Promise<HttpResponse> {
  const compressed = new LRUCache<string, Uint8Array>({
    maxSize: cacheBytes,
    sizeCalculation: ({ byteLength }) => byteLength,
  })
  return async (request, response) => {
    const encoding = encodingFor(request, response)
    const varied = withHeaders(response, { vary: withVary(response.headers.vary, 'Accept, Accept-Encoding') })
    if (!isTagged(request, response)) {
      return await encode(withHeaders(varied, { 'cache-control': noStore(response) }), encoding, response.digest)
    }
    const digest = response.digest ?? hash('sha256', response.body ?? '', 'base64url')
    const tag = tagOf(digest, response.headers['content-type'], encoding)
    const tagged = withHeaders(varied, { etag: tag, 'cache-control': response.headers['cache-control'] ?? 'no-cache' })
    if (hasAlready(request.header('if-none-match'), tag)) return notModified(tagged)
    return await encode(tagged, encoding, digest)
  }

  /** Compresses a body, or takes it from the cache if its digest is known. */
  async function encode(response: HttpResponse, encoding: Encoding, digest: string | undefined): Promise<HttpResponse> {
    if (encoding === 'identity' || response.body === undefined) return response
    const key = digest === undefined ? undefined : `${digest} ${encoding}`
    const cached = key === undefined ? undefined : compressed.get(key)
    const body = cached ?? (await compress[encoding](response.body))
    // A copy, because zlib returns a part of a larger block of memory.
    if (key !== undefined && !cached) compressed.set(key, new Uint8Array(body))
    return { ...withHeaders(response, { 'content-encoding': encoding }), body }
  }
}

function noStore({ headers }: HttpResponse): string {
  return headers['cache-control'] ?? 'no-store'
}

function withVary(vary: string | undefined, more: string): string {
  return vary === undefined ? more : `${vary}, ${more}`
}

function encodingFor(request: HttpRequest, { body = '', headers }: HttpResponse): Encoding {
  const header = request.header('accept-encoding')
  if (header === undefined || headers['content-encoding'] || Buffer.byteLength(body) < compressionThreshold)
    return 'identity'
  return negotiate(header, encodings) ?? 'identity'
}

/** True for what was read by GET and callers may cache. */
function isTagged({ method }: HttpRequest, { status, body, headers }: HttpResponse): boolean {
  const reads = method === 'GET' || method === 'HEAD'
  return reads && status === 200 && body !== undefined && !headers['cache-control']?.includes('no-store')
}

/**
 * A strong validator: equal tags mean equal bytes that say the same, so each encoding has its own tag, and so has each
 * media type of the same body.
 */
function tagOf(digest: string, type: string | undefined, encoding: Encoding): string {
  const short = hash('sha256', `${digest} ${type}`, 'base64url').slice(0, 32)
  return encoding === 'identity' ? `"${short}"` : `"${short}-${encoding}"`
}

function hasAlready(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false
  if (header.trim() === '*') return true
  return header.split(',').some((known) => known.trim().replace(/^W\//, '') === tag)
}

function notModified({ headers }: HttpResponse): HttpResponse {
  const { 'content-type': _type, ...rest } = headers
  return { status: 304, headers: rest }
}

const compress = {
  br: async (body: string | Uint8Array): Promise<Uint8Array> =>
    await promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: async (body: string | Uint8Array): Promise<Uint8Array> => await promisify(gzip)(body),
}
