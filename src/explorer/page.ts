import type { HttpRequest, HttpResponse } from '../http/message.ts'
import type { ExampleQuestion } from '../http/page/example-question.ts'
import type { Frame } from '../http/page/frame.ts'
import { type Content, html } from '../http/page/html.ts'
import type { Answer, Variables } from './ask.ts'
import { type Format, formatNames, formatsOf, mediaTypes, pathIn } from './format.ts'
import { operationName } from './operation-name.ts'
import { hintsBox } from './part/hints.ts'
import type { Address, View } from './view.ts'

interface Shown {
  readonly request: HttpRequest
  readonly view: View<never>
  readonly path: string
  readonly address: Address
  readonly variables: Variables | undefined
  readonly questions: readonly ExampleQuestion[]
}

/**
 * Shows an answer as a page, or leads to where the thing is now. Undefined: there is nothing at this address, or the view
 * has no page for these errors.
 */
export function answerPage(frame: Frame, shown: Shown, { data, errors, extensions }: Answer): HttpResponse | undefined {
  const { request, view, path, address, questions } = shown
  const { hints = [] } = extensions ?? {}
  const context = { address, hints, questions }
  const page = errors ? view.mend?.(errors, context) : view.show(data as never, context)
  if (page === undefined) return undefined
  const search = request.search === '' ? '' : `?${request.search.replace(/^\?/, '')}`
  if ('movedTo' in page) {
    const location = /[?#]/u.test(page.movedTo) ? page.movedTo : page.movedTo + search
    return { status: 301, headers: { location }, body: '' }
  }
  // A page that asks nothing has nothing to give in other forms.
  const others = shown.variables === undefined ? [] : alternatesOf(view, path, search)
  const { hints: shownHints = hints } = page
  return frame(page.status ?? 200, {
    ...page,
    main: html`${shownHints.length > 0 && hintsBox(shownHints)}${page.main}`,
    head: others.map(({ format, address: href }) => {
      return html`<link rel="alternate" type=${mediaTypes[format]} href=${href} title=${formatNames[format]} />`
    }),
    foot: shown.variables && dataLinks(view, shown.variables, others),
  })
}

interface Alternate {
  readonly format: Format
  readonly address: string
}

function alternatesOf(view: View<never>, path: string, search: string): Alternate[] {
  const others = formatsOf(view).filter((format) => format !== 'html')
  return others.map((format) => ({ format, address: pathIn(format, path) + search }))
}

/** Links to the data of a page, and to its question in the playground. */
function dataLinks({ question }: View<never>, variables: Variables, others: readonly Alternate[]): Content {
  const links = others.map(
    ({ format, address }) => html`<li><a href=${address} rel="alternate">${formatNames[format]}</a></li>`,
  )
  const asked = new URLSearchParams({ operation: operationName(question), variables: JSON.stringify(variables) })
  return html`<nav aria-label="This page as data">
    <ul class="line">
      <li class="soft">This page as data:</li>
      ${links}
      <li><a href=${`/graphql?${asked}`}>Show this question</a></li>
    </ul>
  </nav>`
}
