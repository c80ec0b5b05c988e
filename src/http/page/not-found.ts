import { negotiate } from '../answer/negotiate.ts'
import { type HttpRequest, type HttpResponse, refuse } from '../message.ts'
import type { Frame } from './frame.ts'
import { html } from './html.ts'

/** Makes what says that there is nothing at an address: to people in HTML, to programs in JSON. It never repeats the address. */
export function createNotFound(frame: Frame): (request: HttpRequest, addresses: readonly string[]) => HttpResponse {
  return (request, addresses) => {
    if (!wantsHtml(request)) {
      return refuse(404, `There is nothing at this address. Try one of ${addresses.join(', ')}.`)
    }
    const links = addresses.map((address) => html`<li><a href=${address}>${address}</a></li>`)
    return frame(404, {
      title: 'Nothing here',
      main: html`<h1>There is nothing at this address</h1>
        <p>Perhaps it was mistyped, or the link is old. This server answers at:</p>
        <ul>
          ${links}
        </ul>`,
    })
  }
}

/** True for a browser that opens a page. A program that accepts anything gets JSON. */
export function wantsHtml(request: HttpRequest, others: readonly string[] = ['application/json']): boolean {
  return negotiate(request.header('accept'), [...others, 'text/html']) === 'text/html'
}
