import { type Content, html } from '../../http/page/html.ts'
import type { Variables } from '../ask.ts'
import { entityLink } from '../part/entity-link.ts'
import { whichIsMeant } from '../part/meant.ts'
import { conditionOn, exactly, referenceTo } from '../part/reference.ts'
import { AddressFault, type Page, type View } from '../view.ts'
import { commonLists } from './common.ts'
import { type CompareData, type Compared, compareQuestion } from './question.ts'
import { comparedTable } from './table.ts'

/** The most organisations that are compared. */
const most = 4

const listed = new Intl.ListFormat('en-GB')

/** Two to four organisations side by side. */
export const compareView: View<CompareData | undefined> = {
  path: '/compare',
  question: compareQuestion,
  variables({ query }) {
    const names = namesOf(query)
    return names.length < 2 ? undefined : variablesOf(names)
  },
  show(data, { address: { query }, hints }) {
    if (data === undefined) return page('Compare organisations', query, explanation)
    const found = [data.a, data.b, data.c, data.d].filter((one) => one != null)
    const names = namesOf(query)
    if (found.length < names.length) {
      // The other hints say the same of the conditions that the memberships have.
      const ofNames = hints.filter(({ argument }) => argument.startsWith('ref.'))
      return { ...page('Compare organisations', query, missing(found)), status: 404, hints: ofNames }
    }
    const different = [...new Map(found.map((one) => [one.slug, one])).values()]
    if (different.length < 2) return page('Compare organisations', query, same(found))
    const title = listed.format(different.map(({ name }) => name))
    const below = html`${comparedTable(different)} ${commonLists(data.members, data.joined)}`
    return { ...page(title, query, below), hints: [] }
  },
  mend(errors, { address: { query } }) {
    const meant = whichIsMeant(errors, (name, value, isSlug) => {
      const changed = namesOf(query).map((text) => ['entity', text === name ? (isSlug ? exactly(value) : value) : text])
      return `/compare?${new URLSearchParams(changed)}`
    })
    return meant === undefined ? undefined : { ...page('Compare organisations', query, meant), hints: [] }
  },
}

/** The organisations that an address names, each once. @throws AddressFault */
function namesOf(query: URLSearchParams): string[] {
  const names = query.getAll('entity').flatMap((text) => text.trim() || [])
  if (names.length > most)
    throw new AddressFault(`The address names ${names.length} organisations: at most ${most} are compared.`)
  return [...new Set(names)]
}

function variablesOf(names: readonly string[]): Variables {
  const [a, b, c, d] = Array.from({ length: most }, (_, index) => referenceTo(names[index] ?? ''))
  const conditions = names.map(conditionOn)
  const memberships = (end: 'subject' | 'object') => {
    return conditions.map((one) => ({ facts: { some: { relationshipType: ['MEMBER_OF'], [end]: one } } }))
  }
  const themselves = { OR: conditions }
  return {
    a,
    b,
    c,
    d,
    hasC: names.length > 2,
    hasD: names.length > 3,
    members: { AND: memberships('object'), NOT: themselves },
    joined: { AND: memberships('subject'), NOT: themselves },
  }
}

function page(title: string, query: URLSearchParams, below: Content): Page {
  const main = html`<h1>${title}</h1>
    ${form(query)} ${below}`
  return { title, description: 'Organisations side by side: names, figures, criticisms, memberships.', main }
}

const explanation = html`<p>
    Write the names of two to four organisations. Their names, foundings, figures, criticisms and memberships then stand side by
    side, or try ${' '}<a href="/compare?entity=IOM&entity=UNHCR">IOM and UNHCR</a>.
  </p>`

function missing(found: readonly Compared[]): Content {
  const there = found.map(({ name }) => name).join(', ')
  return html`<p>Not all of these names are those of organisations in the graph.${there !== '' && html` These are: <bdi>${there}</bdi>.`}</p>`
}

function same([one]: readonly Compared[]): Content {
  return html`<p>All of these are names of ${one && entityLink(one)}. Write the name of another organisation.</p>`
}

function form(query: URLSearchParams): Content {
  const names = query.getAll('entity').filter((text) => text.trim() !== '')
  return html`<form class="conditions no-print" action="/compare" method="get" aria-label="Organisations to compare">
    ${Array.from({ length: most }, (_, index) => {
      return html`<label>
        <span>Organisation ${index + 1}</span>
        <input name="entity" value=${names[index] ?? ''} autocomplete="off" dir="auto" required=${index < 2}
          placeholder=${index < 2 ? undefined : 'if you like'}
          data-suggest data-kinds="ORGANIZATION" />
      </label>`
    })}
    <button type="submit">Compare</button>
  </form>`
}
