import type { HttpResponse } from '../http/message.ts'
import type { Frame } from '../http/page/frame.ts'
import { html } from '../http/page/html.ts'
import type { Answer } from './ask.ts'

/** The status of a page whose question the API refused. The API itself answers some of them with 200. */
const statuses: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  GONE: 410,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  INTERNAL_SERVER_ERROR: 500,
  TIMED_OUT: 503,
  OVERLOADED: 503,
  UNAVAILABLE: 503,
}

const titles: Readonly<Record<number, string>> = {
  401: 'You may not see this',
  403: 'You may not see this',
  404: 'Nothing here',
  410: 'That is too long ago',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Not at the moment',
}

/** Says why a page cannot be shown, in the words of the API. */
export function faultPage(frame: Frame, { errors = [] }: Answer, status: number): HttpResponse {
  const code = errors[0]?.extensions?.code ?? ''
  const shown = status >= 400 ? status : (statuses[code] ?? 400)
  const title = titles[shown] ?? 'This cannot be asked'
  // The same mistake in several parts of a question is said once.
  const messages = [...new Set(errors.map(({ message }) => message))].slice(0, 5)
  const main = html`<h1>${title}</h1>
    ${messages.map((message) => html`<p>${message}</p>`)}
    <p><a href="/">To the first page</a></p>`
  return frame(shown, { title, main })
}
