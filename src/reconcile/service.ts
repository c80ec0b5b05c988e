import { DossierError } from '../errors.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { json, withHeaders } from '../http/message.ts'
import type { Guard } from '../http/page/guard.ts'
import type { Handler, Routes } from '../http/request/router.ts'
import { costs } from '../query/cost.ts'
import { type AnswererOptions, createAnswerer, type Work } from './answer.ts'
import { extend, readExtend } from './extend.ts'
import { asScript, readCallback, readForm } from './form.ts'
import { manifestOf } from './manifest.ts'
import { mayBeScript, type OriginRules } from './origins.ts'
import { flyoutOf, previewOf, suggestionHtml } from './preview.ts'
import { readQueries, readQuery } from './query.ts'
import { reconcile } from './reconcile.ts'
import { proposeProperties, suggestEntities, suggestProperties, suggestTypes, typeOrProperty } from './suggest.ts'

interface Options extends AnswererOptions {
  readonly guard: Guard
  readonly origins: OriginRules
  /** Whether entities have pages on this server. */
  readonly hasPages: boolean
}

type FindWork = (request: HttpRequest, form: URLSearchParams) => Work | HttpResponse | undefined

/** What a property of one entity costs. */
const valueCost = 5

/**
 * Makes the routes of the Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/),
 * as OpenRefine calls it.
 */
export function createReconciliation({ guard, origins, hasPages, ...options }: Options): Routes {
  const answer = createAnswerer(options)

  const handler = (findWork: FindWork): Handler =>
    guard(async (request) => {
      let callback: string | undefined
      const response = await answer(request, async () => {
        const form = await readForm(request, options.limits)
        callback = readCallback(form)
        if (callback !== undefined) checkScript(request)
        return findWork(request, form)
      })
      if (!response) return undefined
      // Which pages may read the answer can depend on whose they are.
      const varying = withHeaders(response, { vary: 'Origin' })
      return callback === undefined ? varying : asScript(varying, callback)
    })

  function checkScript(request: HttpRequest): void {
    if (mayBeScript(request, origins)) return
    const message =
      'This server is for this machine alone, so pages of other sites cannot read it by `callback`. Leave it out, or let whoever runs the server set DOSSIER_PUBLIC_URL.'
    throw new DossierError('FORBIDDEN', message)
  }

  const main = handler((request, form) => mainWork(form) ?? json(200, manifestOf(request.base, hasPages)))
  const posted = handler((_request, form) => mainWork(form) ?? nothingAsked())
  const others = handler((request, form) => partOf(request, form, hasPages))
  return { '/reconcile': { GET: main, POST: posted }, '/reconcile/*': { GET: others } }
}

function nothingAsked(): never {
  throw new DossierError('BAD_USER_INPUT', 'The form asks nothing. Send `queries` or `extend`.')
}

/** What the parameters of the address of the service ask; undefined for none. */
function mainWork(form: URLSearchParams): Work | undefined {
  const asked = ['queries', 'extend', 'query'].filter((name) => form.has(name))
  const [name] = asked
  if (name === undefined) return undefined
  if (asked.length > 1) {
    throw new DossierError('BAD_USER_INPUT', `Send one of ${asked.map((one) => `\`${one}\``).join(' and ')}, not both.`)
  }
  const text = form.get(name) ?? ''
  if (name === 'queries') return batchWork(text)
  return name === 'extend' ? extendWork(text) : singleWork(text)
}

function batchWork(text: string): Work {
  const queries = readQueries(text)
  return {
    cost: queries.size * costs.similarName,
    async run(db) {
      const results = await reconcile(db, [...queries.values()])
      return Object.fromEntries([...queries.keys()].map((key, place) => [key, results[place]]))
    },
  }
}

function singleWork(text: string): Work {
  const query = readQuery(text)
  return { cost: costs.similarName, run: async (db) => (await reconcile(db, [query]))[0] ?? { result: [] } }
}

function extendWork(text: string): Work {
  const query = readExtend(text)
  return { cost: query.ids.length * query.wanted.length * valueCost, run: (db) => extend(db, query) }
}

/** The other addresses of the service. */
function partOf(request: HttpRequest, form: URLSearchParams, hasPages: boolean): Work | undefined {
  const result = (cost: number, run: (db: Parameters<Work['run']>[0]) => Promise<object>): Work => ({
    cost,
    run: async (db) => ({ result: await run(db) }),
  })
  switch (request.path.replace(/^\/reconcile\//, '').replace(/\/$/, '')) {
    case 'suggest/entity':
      return result(costs.similarName, (db) => suggestEntities(db, form))
    case 'suggest/type':
      return result(0, async () => suggestTypes(form))
    case 'suggest/property':
      return result(costs.facets, (db) => suggestProperties(db, form))
    case 'properties':
      return { cost: costs.facets, run: (db) => proposeProperties(db, form) }
    case 'preview': {
      const id = idOf(form)
      return { cost: valueCost, run: (db) => previewOf(db, request, id, hasPages) }
    }
    case 'flyout/entity':
      return entityFlyout(idOf(form))
    case 'flyout/type':
      return flyout('type', idOf(form))
    case 'flyout/property':
      return flyout('property', idOf(form))
    default:
      return undefined
  }
}

function idOf(form: URLSearchParams): string {
  const id = form.get('id')
  if (id) return id
  throw new DossierError('BAD_USER_INPUT', 'Say of what, as `id`.', { field: 'id' })
}

function entityFlyout(id: string): Work {
  return {
    cost: valueCost,
    async run(db) {
      const html = await flyoutOf(db, id)
      if (html === undefined) throw new DossierError('NOT_FOUND', 'Nothing has this id.', { field: 'id' })
      return { id, html }
    },
  }
}

function flyout(what: 'type' | 'property', id: string): Work {
  return {
    cost: 0,
    async run() {
      const found = typeOrProperty(what, id)
      if (!found) throw new DossierError('NOT_FOUND', `There is no ${what} with this id.`, { field: 'id' })
      return { id, html: suggestionHtml(found) }
    },
  }
}
