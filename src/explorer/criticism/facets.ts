import { type Content, html } from '../../http/page/html.ts'
import { type CountLine, countList } from '../part/count-list.ts'
import { valueOf } from '../part/reference.ts'
import { criticismsPath, noYear } from './condition.ts'
import type { CriticismFacets, CriticismsData, EntityCount, Meant } from './question.ts'

/** Years that are shown before one asks for all. */
const shownYears = 10

/** How many criticisms there are by critic, target, topic and year, each with a link that narrows the list to them. */
export function criticismFacets(facets: CriticismFacets, data: CriticismsData, query: URLSearchParams): Content {
  const lists: readonly (readonly [title: string, lines: readonly CountLine[]])[] = [
    ['By whom', entityLines('critic', facets.critics, data.critic, query)],
    ['Of whom', entityLines('target', facets.targets, data.target, query)],
    ['For what', entityLines('topic', facets.topics, data.topic, query)],
  ]
  return html`<aside class="side no-print" aria-label="Narrow the list">
    ${lists.map(([title, lines]) => lines.length > 0 && html`<h2>${title}</h2>${countList(lines)}`)}
    ${yearsOf(facets, query)}
  </aside>`
}

function entityLines(
  name: 'critic' | 'target' | 'topic',
  counts: readonly EntityCount[],
  meant: Meant | undefined,
  query: URLSearchParams,
): CountLine[] {
  const chosen = new Set(meant?.nodes.map(({ slug }) => slug))
  return counts.map(({ count, entity }) => {
    const isChosen = chosen.has(entity.slug)
    return {
      name: entity.name,
      count,
      isChosen,
      href: criticismsPath(query, { [name]: isChosen ? null : entity.slug }),
    }
  })
}

function yearsOf({ years }: CriticismFacets, query: URLSearchParams): Content {
  if (years.length === 0) return null
  const chosen = valueOf(query, 'year')
  const lines = years.toReversed().map(({ year, count }): CountLine => {
    const value = year === null ? noYear : String(year)
    const isChosen = value === chosen
    const href = criticismsPath(query, { year: isChosen ? null : value })
    return { name: year === null ? 'date not known' : String(year), count, isChosen, href }
  })
  const [shown, rest] = [lines.slice(0, shownYears), lines.slice(shownYears)]
  return html`<h2>When</h2>${countList(shown)}
    ${rest.length > 0 && html`<details><summary>Earlier years</summary>${countList(rest)}</details>`}`
}
