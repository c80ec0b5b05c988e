import { hash } from 'node:crypto'
import path from 'node:path'
import type { HttpResponse } from '../message.ts'

/** A file for browsers. Its address changes with its content, so browsers keep it for good. */
export interface Asset {
  readonly address: string
  readonly response: HttpResponse
}

/** Makes an asset of a style sheet or a script. */
export function asset(name: string, body: string): Asset {
  const digest = hash('sha256', body, 'base64url')
  const { name: base, ext } = path.parse(name)
  const headers = {
    'content-type': `${ext === '.css' ? 'text/css' : 'text/javascript'}; charset=utf-8`,
    'cache-control': 'public, max-age=31536000, immutable',
  }
  return { address: `/assets/${base}.${digest.slice(0, 16)}${ext}`, response: { status: 200, headers, body, digest } }
}
