import { type Respond, refuse } from '../message.ts'
import { preflight } from './cors.ts'

/** What answers at each path, by method. HEAD is answered as GET is, without the body. */
export type Routes = Readonly<Record<string, Readonly<Partial<Record<'GET' | 'POST', Respond>>>>>

/** Finds who answers: 404 for an unknown path, 405 for a method that its path does not have. */
export function createRouter(routes: Routes): Respond {
  return async (ask) => {
    const path = ask.path.length > 1 ? ask.path.replace(/\/$/, '') : ask.path
    const route = Object.hasOwn(routes, path) ? routes[path] : undefined
    if (!route) return refuse(404, `There is nothing at this address. Try one of ${Object.keys(routes).join(', ')}.`)
    const methods = [...(route.GET ? ['GET', 'HEAD'] : []), ...(route.POST ? ['POST'] : [])]
    if (ask.method === 'OPTIONS') return preflight(methods)
    const respond =
      ask.method === 'GET' || ask.method === 'HEAD' ? route.GET : ask.method === 'POST' ? route.POST : undefined
    if (respond) return await respond(ask)
    return refuse(405, `Ask ${path} by ${methods.join(' or ')}.`, { allow: [...methods, 'OPTIONS'].join(', ') })
  }
}
