import { negotiate } from '../http/answer/negotiate.ts'
import type { HttpRequest } from '../http/message.ts'
import type { View } from './view.ts'

/** A form in which a page is given. */
export type Format = 'html' | 'json' | 'csv' | 'jsonld'

/** The media type of each form. Callers that accept anything get the first. */
export const mediaTypes: Readonly<Record<Format, string>> = {
  html: 'text/html',
  json: 'application/json',
  csv: 'text/csv',
  jsonld: 'application/ld+json',
}

/** The names of the forms for people. */
export const formatNames: Readonly<Record<Format, string>> = {
  html: 'HTML',
  json: 'JSON',
  csv: 'CSV',
  jsonld: 'JSON-LD',
}

/** The forms in which a view is given. */
export function formatsOf({ list, linkedData }: View<never>): Format[] {
  return ['html', 'json', ...(list ? ['csv' as const] : []), ...(linkedData ? ['jsonld' as const] : [])]
}

const extension = /\.(json|csv|jsonld)$/

/** The first page is asked for as `/index.json` in other forms. */
const firstPage = '/index'

/** The path of a page without the extension and without a slash at its end, and the form that the extension names. */
export function splitPath(given: string): { readonly path: string; readonly format: Format | undefined } {
  const path = given.length > 1 ? given.replace(/\/$/, '') : given
  const found = extension.exec(path)
  const bare = found ? path.slice(0, found.index) : path
  return { path: found && bare === firstPage ? '/' : bare, format: found?.[1] as Format | undefined }
}

/** The path of a page in another form. */
export function pathIn(format: Exclude<Format, 'html'>, path: string): string {
  return `${path === '/' ? firstPage : path}.${format}`
}

/** The form that a request prefers among `offers`; undefined if it accepts none of them. */
export function preferredFormat(request: HttpRequest, offers: readonly Format[]): Format | undefined {
  const type = negotiate(
    request.header('accept'),
    offers.map((format) => mediaTypes[format]),
  )
  return offers.find((format) => mediaTypes[format] === type)
}
