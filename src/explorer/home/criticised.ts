import { type Content, html } from '../../http/page/html.ts'
import { countList } from '../part/count-list.ts'
import { counted } from '../part/number.ts'
import type { EntityCount, HomeData } from './question.ts'

/** Who is criticised most, for what, and by whom. Each leads to those criticisms. */
export function mostCriticised({ totalCount, facets }: HomeData['criticisms']): Content {
  if (totalCount === 0) return null
  return html`<section class="card criticised" aria-labelledby="criticised">
    <h2 id="criticised">Who is criticised most</h2>
    ${linesOf('target', facets.targets)}
    ${facets.topics.length > 0 && html`<h3>For what</h3>${linesOf('topic', facets.topics)}`}
    ${facets.critics.length > 0 && html`<h3>By whom</h3>${linesOf('critic', facets.critics)}`}
    <p><a href="/criticisms">${counted(totalCount, 'criticism')}, with what they say</a></p>
  </section>`
}

function linesOf(name: 'target' | 'topic' | 'critic', counts: readonly EntityCount[]): Content {
  return countList(
    counts.map(({ count, entity }) => {
      return { name: entity.name, count, href: `/criticisms?${new URLSearchParams({ [name]: entity.slug })}` }
    }),
  )
}
