import { type Content, html } from '../../http/page/html.ts'
import type { Hint } from '../ask.ts'
import { counted } from '../part/number.ts'
import { pager, pageVariables } from '../part/pager.ts'
import { valueOf } from '../part/reference.ts'
import type { View } from '../view.ts'
import { conditionsOf, criticismsPath, isDirect, noYear } from './condition.ts'
import { criticismFacets } from './facets.ts'
import { conditionChips, conditionForm } from './form.ts'
import { type CriticismsData, criticismsList, criticismsQuestion, type Meant } from './question.ts'
import { criticismCard } from './shown-criticism.ts'

/** Who criticised whom for what, and when: narrowed by the address. */
export const criticismsView: View<CriticismsData> = {
  path: '/criticisms',
  question: criticismsQuestion,
  list: criticismsList,
  variables: (address) => ({ ...conditionsOf(address.query), ...pageVariables(address) }),
  show(data, { address, hints }) {
    const { query } = address
    const { totalCount, facets, nodes, pageInfo } = data.criticisms
    const title = titleOf(data, query)
    const main = html`<h1>${title}</h1>
      ${conditionForm(query)} ${conditionChips(data, query)} ${suggestionsOf(hints, query)}
      <div class="with-side">
        <section aria-labelledby="found">
          <h2 id="found">${counted(totalCount, 'criticism')}</h2>
          ${nodes.length > 0 ? html`<ul class="plain">${nodes.map(criticismCard)}</ul>` : nothing}
          ${pager('/criticisms', address, pageInfo)}
        </section>
        ${criticismFacets(facets, data, query)}
      </div>`
    const description = 'Criticisms, each with its claim, its critic and its source.'
    return { title, description, main, hints: hints.filter(isTelling) }
  },
  mend(errors, { address: { query } }) {
    if (errors.some(({ extensions }) => extensions?.code !== 'BAD_USER_INPUT')) return undefined
    const year = valueOf(query, 'year')
    const messages = errors.map(({ message }) => (message.includes('EDTF') ? notDate(year) : message))
    const main = html`<h1>Criticisms</h1>
      ${conditionForm(query)}
      <div class="note" role="alert">${messages.map((message) => html`<p>${message}</p>`)}</div>`
    return { title: 'Criticisms', main, status: 400 }
  },
}

function notDate(year: string | undefined): string {
  return `“${year}” is no date. Write a year, such as 2003; a month, 2016-09; years from 2001 to 2005, 2001/2005; or a decade, 200X.`
}

const nothing: Content = html`<p>No criticism meets all of these conditions. Take one of them away, or look for other words.</p>`

/** A single word is looked up as a name, too, so that it is no slug tells nobody anything. */
function isTelling({ argument, value }: Hint): boolean {
  return !argument.endsWith('.slug') || value.includes('-')
}

/** What may have been meant by a condition that stands for nothing. */
function suggestionsOf(hints: readonly Hint[], query: URLSearchParams): Content {
  return hints.map(({ value, suggestions }) => {
    const condition = [...query].find(([, text]) => text.trim() === value)?.[0]
    if (condition === undefined || suggestions.length === 0) return null
    const links = suggestions.map((suggestion, index) => {
      const address = criticismsPath(query, { [condition]: suggestion })
      return html`${index > 0 && ', '}<a href=${address}><bdi>${suggestion}</bdi></a>`
    })
    return html`<p>Did you mean ${links}?</p>`
  })
}

/** "Criticisms by Human Rights Watch about Detention, 2003". */
function titleOf({ critic, target, topic, about }: CriticismsData, query: URLSearchParams): string {
  const year = valueOf(query, 'year')
  const search = valueOf(query, 'q')
  const concerning = [nameOf(topic, query, 'topic'), nameOf(about, query, 'about')].filter((name) => name !== undefined)
  const parts = [
    ['by', nameOf(critic, query, 'critic')],
    ['of', nameOf(target, query, 'target')],
    ['about', concerning.length > 0 ? concerning.join(' and ') : undefined],
    ['with the words', search && `“${search}”`],
  ].flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]))
  const when = year === undefined ? '' : `, ${year === noYear ? 'date not known' : year}`
  const alone = isDirect(query) && concerning.length > 0 ? ' itself' : ''
  return `Criticisms ${parts.join(' ')}`.trim() + alone + when
}

/** The name of the one thing that is meant, or the words of the address. */
function nameOf(meant: Meant | undefined, query: URLSearchParams, condition: string): string | undefined {
  return meant?.totalCount === 1 ? meant.nodes[0]?.name : valueOf(query, condition)
}
