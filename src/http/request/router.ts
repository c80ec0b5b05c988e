import { type Respond, refuse } from '../message.ts'
import { preflight } from './cors.ts'

/** The handlers of each path, by method. GET also handles HEAD, whose body the listener leaves out. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST', Respond>>>>>

/** Dispatches by path and method: 404 for an unknown path, 405 for a method that the path does not have. */
export function createRouter(routes: Routes): Respond {
  return async (request) => {
    const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (!route) return refuse(404, `There is nothing at this address. Try one of ${Object.keys(routes).join(', ')}.`)
    const methods = [...(route.GET ? ['GET', 'HEAD'] : []), ...(route.POST ? ['POST'] : [])]
    if (request.method === 'OPTIONS') return preflight(methods)
    const respond =
      request.method === 'GET' || request.method === 'HEAD'
        ? route.GET
        : request.method === 'POST'
          ? route.POST
          : undefined
    if (respond) return await respond(request)
    return refuse(405, `Ask ${path} by ${methods.join(' or ')}.`, { allow: [...methods, 'OPTIONS'].join(', ') })
  }
}
