import { type Content, html } from '../../http/page/html.ts'
import type { AnswerError } from '../ask.ts'
import { whichIsMeant } from '../part/meant.ts'
import { counted } from '../part/number.ts'
import { exactly, referenceTo, valueOf } from '../part/reference.ts'
import { AddressFault, type Page, type View } from '../view.ts'
import { type PathData, pathQuestion } from './question.ts'
import { pathSteps } from './steps.ts'

/** The most steps that a path may have, and how many are looked for by default. */
const longest = 8
const usual = 4

/** How two things are connected, fact by fact. */
export const pathView: View<PathData | undefined> = {
  path: '/path',
  question: pathQuestion,
  variables({ query }) {
    const [from, to] = [valueOf(query, 'from'), valueOf(query, 'to')]
    const maxLength = lengthOf(query)
    if (from === undefined || to === undefined) return undefined
    return { from: referenceTo(from), to: referenceTo(to), maxLength }
  },
  show(data, { address: { query } }) {
    if (data === undefined) return page('How are they connected?', query, explanation)
    const { paths, from, to } = data
    const title = `From ${from?.name ?? valueOf(query, 'from')} to ${to?.name ?? valueOf(query, 'to')}`
    return page(title, query, pathsOf(paths, query))
  },
  mend(errors: readonly AnswerError[], { address: { query } }) {
    const meant = whichIsMeant(errors, (name, value, isSlug) => pathWith(query, name, isSlug ? exactly(value) : value))
    if (meant === undefined) return undefined
    const status = errors.some(({ extensions }) => extensions?.code === 'NOT_FOUND') ? 404 : 200
    return { ...page('How are they connected?', query, meant), status, hints: [] }
  },
}

function page(title: string, query: URLSearchParams, below: Content): Page {
  const main = html`<h1>${title}</h1>
    ${form(query)} ${below}`
  return { title, description: 'How two things of the graph are connected, fact by fact.', main }
}

const explanation = html`<p>
    A path leads from one thing to the other over facts, whichever way each fact points. Every step shows the sentence that it
    rests on. Write two names, or try
    ${' '}<a href="/path?from=HRW&to=Geneva">from HRW to Geneva</a>.
  </p>`

function lengthOf(query: URLSearchParams): number {
  const text = valueOf(query, 'steps') ?? String(usual)
  if (/^[1-8]$/.test(text)) return Number(text)
  throw new AddressFault(`"${text}" is no number of steps: "steps" is a number from 1 to ${longest}.`)
}

function pathWith(query: URLSearchParams, name: string, value: string): string {
  const changed = [...query].map(([key, text]) => [key, namesSame(text, name) ? value : text])
  return `/path?${new URLSearchParams(changed)}`
}

/** True if a value of the address is what an error names, which leaves out `slug:`. */
function namesSame(text: string, name: string): boolean {
  return [name, `slug:${name}`].includes(text.trim())
}

function form(query: URLSearchParams): Content {
  const input = (name: string, label: string) => html`<label>
    <span>${label}</span>
    <input name=${name} value=${valueOf(query, name) ?? ''} autocomplete="off" dir="auto" required data-suggest />
  </label>`
  const steps = valueOf(query, 'steps') ?? String(usual)
  return html`<form class="conditions no-print" action="/path" method="get" aria-label="Two things">
    ${input('from', 'From')} ${input('to', 'To')}
    <label>
      <span>In at most</span>
      <select name="steps">
        ${Array.from({ length: longest }, (_, index) => String(index + 1)).map((count) => {
          return html`<option value=${count} selected=${count === steps}>${counted(Number(count), 'step')}</option>`
        })}
      </select>
    </label>
    <button type="submit">Show</button>
  </form>`
}

function pathsOf({ paths, searchedLength, truncated }: PathData['paths'], query: URLSearchParams): Content {
  const [first, ...others] = paths
  if (first === undefined) return noPath(searchedLength, truncated, query)
  if (first.length === 0) return html`<p>Both are the same thing.</p>`
  return html`<section aria-labelledby="shortest">
      <h2 id="shortest">${counted(first.length, 'step')}</h2>
      ${pathSteps(first.steps)}
    </section>
    ${others.length > 0 && html`<h2>Other ways</h2>`}
    ${others.map((other) => {
      const names = other.steps
        .slice(0, -1)
        .map(({ to }) => to.name)
        .join(', ')
      const over = names === '' ? 'directly' : html`over <bdi>${names}</bdi>`
      return html`<details class="card other-path">
        <summary>${counted(other.length, 'step')}, ${over}</summary>
        ${pathSteps(other.steps)}
      </details>`
    })}
    ${truncated && html`<p class="soft">There is more than could be searched: longer paths may be missing.</p>`}`
}

function noPath(searchedLength: number, truncated: boolean, query: URLSearchParams): Content {
  const longer = new URLSearchParams(query)
  longer.set('steps', String(longest))
  return html`<p>There is no path of at most ${counted(searchedLength, 'step')}.</p>
    ${truncated && html`<p>There is more than could be searched, so longer paths may exist.</p>`}
    ${!truncated && searchedLength < longest && html`<p><a href=${`/path?${longer}`}>Look for longer paths</a></p>`}`
}
