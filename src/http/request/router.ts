import { type HttpRequest, type HttpResponse, type Respond, refuse } from '../message.ts'
import { preflight } from './cors.ts'

type Method = 'GET' | 'POST'

/** Answers a request; undefined if there is nothing at its address after all. */
export type Handler = (request: HttpRequest) => Promise<HttpResponse | undefined>

/**
 * The handlers of each path, by method. A path that ends with `/*` has those of every path below it that has none of its
 * own. GET also handles HEAD, whose body the listener leaves out.
 */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>

type NotFound = (request: HttpRequest, addresses: readonly string[]) => HttpResponse

/** Dispatches by path and method: 404 for an unknown path, 405 for a method that the path does not have. */
export function createRouter(routes: Routes, notFound: NotFound): Respond {
  const isListed = (path: string) => !path.endsWith('/*') && !/^\/favicon|\.(?:json|jsonld|csv)$/.test(path)
  const addresses = Object.keys(routes).filter(isListed)
  return async (request) => {
    const name = routeOf(routes, request.path)
    const route = name === undefined ? undefined : routes[name]
    if (!route) return notFound(request, addresses)
    const handle = handlerOf(route, request.method)
    if (handle) return (await handle(request)) ?? notFound(request, addresses)
    const methods = [...(route.GET ? ['GET', 'HEAD'] : []), ...(route.POST ? ['POST'] : [])]
    if (request.method === 'OPTIONS') return preflight(methods)
    const allow = [...methods, 'OPTIONS'].join(', ')
    return refuse(405, `Ask this address by ${methods.join(' or ')}.`, { allow })
  }
}

/** The key of the route that a path belongs to. */
export function routeOf(routes: Routes, given: string): string | undefined {
  const path = given.length > 1 ? given.replace(/\/$/, '') : given
  const [, first] = path.split('/')
  return [path, `/${first}/*`].find((name) => Object.hasOwn(routes, name))
}

function handlerOf(route: Routes[string], method: string): Handler | undefined {
  if (method === 'GET' || method === 'HEAD') return route.GET
  return method === 'POST' ? route.POST : undefined
}
