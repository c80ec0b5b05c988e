import { hash } from 'node:crypto'
import type { HttpRequest, HttpResponse, Respond } from '../message.ts'
import { failure } from './failure.ts'
import type { Places } from './places.ts'

/** A file that is made while it is sent. */
interface Download {
  readonly name: string
  readonly mediaType: string
  readonly variant: string
  revision(): Promise<string>
  open(): Promise<OpenDownload>
}

interface OpenDownload {
  readonly revision: string
  readonly pieces: AsyncIterable<string | Uint8Array>
  close(): Promise<void>
}

interface Options {
  readonly places: Places
  /** Finds the file that a request names. Throws if there is none. */
  find(path: string, query: URLSearchParams): Download
  /** Of the program, because another one may write other files. */
  readonly version: string
}

/** Answers with files. Whoever has the file of this revision already, or only wants to know of it, causes no reading. */
export function createDownloads({ places, find, version }: Options): Respond {
  return async (request) => {
    try {
      const download = find(request.path, new URLSearchParams(request.search))
      const headersOf = (revision: string) => headers(download, revision, version)
      const known = request.header('if-none-match')
      if (request.method === 'HEAD' || known !== undefined) {
        const present = headersOf(await download.revision())
        if (known?.split(',').some((tag) => tag.trim() === present.etag)) return { status: 304, headers: present }
        if (request.method === 'HEAD') return { status: 200, headers: present }
      }
      return await send(request, places, download, headersOf)
    } catch (error) {
      return failure(error)
    }
  }
}

function headers({ name, mediaType, variant }: Download, revision: string, version: string) {
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${name}"`,
    'x-dossier-revision': revision,
    etag: `W/"${hash('sha256', [name, variant, revision, version].join('\n'), 'base64url').slice(0, 32)}"`,
    'cache-control': 'private, no-cache',
  }
}

async function send(
  { caller, signal }: HttpRequest,
  places: Places,
  download: Download,
  headersOf: (revision: string) => Record<string, string>,
): Promise<HttpResponse> {
  const leave = places.take(caller)
  let opened: OpenDownload | undefined
  try {
    opened = await download.open()
    const { revision, pieces, close } = opened
    const source = pieces[Symbol.asyncIterator]()
    // What cannot be answered at all shows before the first piece.
    const first = await source.next()
    const end = async () => {
      leave()
      await source.return?.()
      await close()
    }
    // Whoever leaves before the first byte never starts the stream.
    if (signal.aborted) await end()
    else signal.addEventListener('abort', () => void end().catch(() => undefined), { once: true })
    return { status: 200, headers: headersOf(revision), stream: whole(first, source, end) }
  } catch (error) {
    leave()
    await opened?.close()
    throw error
  }
}

/** All pieces. If the reading fails, the connection breaks off, so that nobody takes the beginning for the whole. */
async function* whole(
  first: IteratorResult<string | Uint8Array>,
  source: AsyncIterator<string | Uint8Array>,
  end: () => Promise<void>,
): AsyncGenerator<string | Uint8Array> {
  try {
    for (let piece = first; !piece.done; piece = await source.next()) yield piece.value
  } finally {
    await end()
  }
}
