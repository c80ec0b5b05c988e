import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Handler } from '../request/router.ts'

/** Serves an icon of the folder `client`. Browsers may keep it for a day. */
export function createIcon(name: string, type: string): Handler {
  let content: Promise<Buffer> | undefined
  return async () => {
    content ??= readFile(path.join(import.meta.dirname, 'client', name))
    const headers = { 'content-type': type, 'cache-control': 'public, max-age=86400' }
    return { status: 200, headers, body: await content }
  }
}
