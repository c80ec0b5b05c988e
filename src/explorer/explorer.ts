import { hash } from 'node:crypto'
import { forKeyHolders } from '../http/answer/privacy.ts'
import { type Caches, CountedCache } from '../http/counted-cache.ts'
import { type HttpRequest, type HttpResponse, refuse, withHeaders } from '../http/message.ts'
import type { ExampleQuestion } from '../http/page/example-question.ts'
import type { Frame } from '../http/page/frame.ts'
import type { Handler, Routes } from '../http/request/router.ts'
import { type Answer, type Ask, readAnswer, type Variables } from './ask.ts'
import { faultPage } from './fault.ts'
import { type Format, formatsOf, mediaTypes, pathIn, preferredFormat, splitPath } from './format.ts'
import { operationName } from './operation-name.ts'
import { answerPage } from './page.ts'
import { type Address, AddressFault, type View } from './view.ts'

interface Options {
  readonly ask: Ask
  readonly frame: Frame
  readonly views: readonly View<never>[]
  /** Example questions, which the first page lists. */
  readonly questions: readonly ExampleQuestion[]
  /** Bytes of pages to cache. */
  readonly cacheBytes: number
  readonly caches: Caches
  /** True if everybody may read the graph. */
  readonly isOpen: boolean
}

/** What is known of a request when its view is found. */
interface Asked {
  readonly request: HttpRequest
  readonly view: View<never>
  /** Without the extension. */
  readonly path: string
  readonly address: Address
  readonly variables: Variables | undefined
  readonly format: Format
  readonly questions: readonly ExampleQuestion[]
}

/** The part of the cache that one page may take. */
const largestShare = 1 / 8

/**
 * Makes the routes of the explorer. A page depends only on its address and on the answer to its question, so a page is
 * cached under the digest of that answer: it is as new as the answer is, and nobody sees a page of an answer that is not
 * theirs.
 */
export function createExplorer(options: Options): Routes {
  const { ask, frame, views, questions, cacheBytes, caches, isOpen } = options
  const pages = new CountedCache<HttpResponse>({
    maxSize: Math.max(1, cacheBytes),
    maxEntrySize: Math.max(1, Math.floor(cacheBytes * largestShare)),
    sizeCalculation: ({ body = '' }) => 1_000 + Buffer.byteLength(body),
  })
  caches.set('pages', pages)

  const handle = async (request: HttpRequest): Promise<HttpResponse | undefined> => {
    const asked = findAsked(request, views)
    if (asked === undefined || !('view' in asked)) return asked
    try {
      return await respond({ ...asked, questions, variables: asked.view.variables(asked.address) })
    } catch (error) {
      if (!(error instanceof AddressFault)) throw error
      const errors = [{ message: error.message, extensions: { code: 'BAD_USER_INPUT' } }]
      return asked.format === 'html' ? faultPage(frame, { errors }, 400) : refuse(400, error.message)
    }
  }

  async function respond(asked: Asked): Promise<HttpResponse | undefined> {
    const { request, view, variables, format } = asked
    if (format === 'csv') return await listOf(asked)
    if (format === 'jsonld') return await linkedDataOf(asked)
    if (variables === undefined) return format === 'json' ? nothingAsked() : answerPage(frame, asked, {})
    const answered = await ask(request, { document: view.question, variables })
    return format === 'json' ? answered : pageOf(asked, answered)
  }

  function pageOf(asked: Asked, answered: HttpResponse): HttpResponse | undefined {
    const key = cacheBytes > 0 ? keyOf(asked, answered) : undefined
    const made = (key === undefined ? undefined : pages.lookUp(key)) ?? makePage(asked, answered)
    if (made === undefined) return undefined
    if (key !== undefined && made.status === 200) pages.set(key, made)
    return withHeaders(made, headersOf(answered))
  }

  function makePage(asked: Asked, answered: HttpResponse): HttpResponse | undefined {
    const answer: Answer = readAnswer(answered)
    const shown = answerPage(frame, asked, answer)
    const page = shown ?? (answer.errors && faultPage(frame, answer, answered.status))
    if (typeof page?.body !== 'string') return page
    const body = new TextEncoder().encode(page.body)
    return { ...page, body, digest: hash('sha256', body, 'base64url') }
  }

  async function listOf({ request, view: { list = '' }, variables }: Asked): Promise<HttpResponse> {
    if (variables === undefined) return nothingAsked()
    return await ask(request, { document: list, variables: variablesOf(list, variables) }, mediaTypes.csv)
  }

  async function linkedDataOf({ request, view: { linkedData }, variables }: Asked): Promise<HttpResponse | undefined> {
    if (linkedData === undefined || variables === undefined) return nothingAsked()
    const { question } = linkedData
    const answered = await ask(request, { document: question, variables: variablesOf(question, variables) })
    const { data, errors } = readAnswer(answered)
    if (errors) return answered
    const said = linkedData.convert(data as never, request.base)
    if (said === undefined) return undefined
    const headers = { ...headersOf(answered), 'content-type': `${mediaTypes.jsonld}; charset=utf-8` }
    return { status: 200, headers, body: JSON.stringify(said, null, 1) }
  }

  const guarded: Handler = async (request) => {
    const response = await handle(request)
    return response === undefined || isOpen ? response : forKeyHolders(request, response)
  }
  return routesOf(views, guarded)
}

/** Under what the page of an answer is cached; undefined if it is not, because the answer is for its caller alone, or a refusal. */
function keyOf({ request }: Asked, answered: HttpResponse): string | undefined {
  if (answered.status !== 200 || answered.headers['cache-control'] !== undefined) return undefined
  const digest = answered.digest ?? hash('sha256', answered.body ?? '', 'base64url')
  return hash('sha256', JSON.stringify([request.path, request.search, digest]), 'base64url')
}

function nothingAsked(): HttpResponse {
  return refuse(
    400,
    'This page asks nothing without values in its address. Open it in a browser, and fill in its form.',
  )
}

/** Headers of an answer that hold for what is made of it. */
function headersOf({ headers }: HttpResponse): Record<string, string> {
  const names = ['cache-control', 'vary', 'x-dossier-revision', 'www-authenticate', 'retry-after']
  return Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])))
}

/** Those of the variables that a document declares. */
function variablesOf(document: string, variables: Variables): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => new RegExp(`\\$${name}\\b`).test(document)))
}

/** The view of a request's path and what it asks of it; a refusal; undefined if there is none. */
function findAsked(
  request: HttpRequest,
  views: readonly View<never>[],
): Omit<Asked, 'variables' | 'questions'> | HttpResponse | undefined {
  const { path, format: named } = splitPath(request.path)
  for (const view of views) {
    const parts = partsOf(view, path)
    if (parts === undefined) continue
    const offers = formatsOf(view)
    if (named !== undefined && !offers.includes(named)) return undefined
    const format = named ?? preferredFormat(request, offers)
    const types = offers.map((offer) => mediaTypes[offer])
    if (format === undefined) return refuse(406, `Accept one of ${types.join(', ')}.`)
    return { request, view, path, format, address: { parts, query: new URLSearchParams(request.search) } }
  }
  return undefined
}

const patterns = new WeakMap<View<never>, URLPattern>()

function partsOf(view: View<never>, path: string): Record<string, string> | undefined {
  const pattern = patterns.get(view) ?? new URLPattern({ pathname: view.path })
  patterns.set(view, pattern)
  const groups = pattern.exec({ pathname: path })?.pathname.groups
  if (groups === undefined) return undefined
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, text = '']) => [name, decodeURIComponent(text)]))
  } catch {
    // A broken escape, such as "%E0%A4": nothing has such a name.
    return undefined
  }
}

/** The routes of all views. The router knows paths, and everything below a first part. */
function routesOf(views: readonly View<never>[], GET: Handler): Routes {
  const names = views.flatMap((view) => {
    const others = formatsOf(view).filter((format) => format !== 'html')
    if (!view.path.includes('/:')) return [view.path, ...others.map((format) => pathIn(format, view.path))]
    return [`/${view.path.split('/')[1]}/*`]
  })
  return Object.fromEntries(names.map((name) => [name, { GET }]))
}

/** What the playground opens by the names of their operations, and runs. */
export function pageQuestions(views: readonly View<never>[]): { readonly name: string; readonly text: string }[] {
  return views.map(({ question }) => ({ name: operationName(question), text: question }))
}
