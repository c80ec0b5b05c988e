import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import { entityLink } from '../part/entity-link.ts'
import { statusBadge } from '../part/evidence.ts'
import { statusOf } from '../part/fact-line.ts'
import { grouped } from '../part/number.ts'
import type { CriticismFact, CriticismList, EntityCount, EntityKind } from './answer.ts'
import type { Section } from './section.ts'

/** What an entity is to the criticisms of a list: the parameter of the address of them. */
type Place = 'critic' | 'target' | 'about' | 'topic'

interface Part {
  readonly id: string
  readonly title: string
  readonly place: Place
  readonly list: CriticismList | undefined
}

/** The criticisms that an entity received and made, and those about it, each with counts that lead to those alone. */
export function criticismSections(
  slug: string,
  kind: EntityKind,
  lists: { readonly received: CriticismList; readonly made?: CriticismList; readonly about: CriticismList },
): Section[] {
  const parts: readonly Part[] = [
    { id: 'received', title: 'Criticism that it received', place: 'target', list: lists.received },
    { id: 'made', title: 'Criticism that it made', place: 'critic', list: lists.made },
    { id: 'about', title: 'Criticism about it', place: kind === 'TOPIC' ? 'topic' : 'about', list: lists.about },
  ]
  return parts.flatMap(({ id, title, place, list }) => {
    if (list === undefined || list.totalCount === 0) return []
    return [{ id, title, count: list.totalCount, body: criticismBody(slug, place, list) }]
  })
}

function criticismBody(slug: string, place: Place, { nodes, facets, totalCount }: CriticismList): Content {
  const address = (more: Record<string, string> = {}) =>
    `/criticisms?${new URLSearchParams({ [place]: slug, ...more })}`
  return html`<div class="with-side">
    <div>
      <ul class="claims plain">
        ${nodes.map((criticism) => claimOf(criticism, place))}
      </ul>
      ${totalCount > nodes.length && html`<p><a href=${address()}>All ${grouped(totalCount)} criticisms of this list</a></p>`}
    </div>
    <div class="side">
      ${countsOf('Critics', facets.critics, (critic) => address({ critic }))}
      ${countsOf('Targets', facets.targets, (target) => address({ target }))}
      ${countsOf('Topics', facets.topics, (topic) => address({ topic }))}
      ${yearsOf(facets.years, (year) => address({ year }))}
    </div>
  </div>`
}

function claimOf(criticism: CriticismFact, place: Place): Content {
  const { claim, critic, attribution, target, period, dataset, key, evidence } = criticism
  const who =
    critic === null ? html`<span dir="auto">${attribution ?? 'a critic who is not named'}</span>` : entityLink(critic)
  return html`<li class="claim">
    <p class="claim-text"><a href=${factPath(dataset.slug, key)} dir="auto">${claim}</a></p>
    <p class="claim-line">
      ${place !== 'critic' && who}${place !== 'critic' && place !== 'target' && ' of '}${place !== 'target' && entityLink(target)}
      <span class="soft">, ${period.label}</span> ${statusBadge(statusOf(evidence))}
    </p>
  </li>`
}

function countsOf(
  title: string,
  counts: readonly EntityCount[] | undefined,
  address: (slug: string) => string,
): Content {
  if (counts === undefined || counts.length === 0) return null
  return html`<h3>${title}</h3>
    <ul class="plain">
      ${counts.map(({ entity, count }) => {
        return html`<li><a href=${address(entity.slug)}><bdi>${entity.name}</bdi></a> <span class="count">${grouped(count)}</span></li>`
      })}
    </ul>`
}

function yearsOf(years: CriticismList['facets']['years'], address: (year: string) => string): Content {
  if (years.length === 0) return null
  return html`<h3>Years</h3>
    <ul class="line">
      ${years.map(({ year, count }) => {
        // Without a year are those of unknown date and those of a longer time, which no address has together.
        const name = year === null ? 'in no one year' : html`<a href=${address(String(year))}>${year}</a>`
        return html`<li>${name} <span class="count">${grouped(count)}</span></li>`
      })}
    </ul>`
}
