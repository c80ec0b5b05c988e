import { type Content, html } from '../../http/page/html.ts'
import { entityLink, type LinkedEntity } from '../part/entity-link.ts'
import type { Listed, NeighbourEntity } from './answer.ts'
import type { DatedEntity, ShownEntity } from './question.ts'
import { factsPath, type Section } from './section.ts'

/** What a kind has beside its facts: events, campaigns, participants, parts. */
export function entityListSections(entity: ShownEntity): Section[] {
  const { slug, events, campaigns, participants, contains, narrower } = entity
  const takesPart = factsPath(slug, { kind: 'RELATIONSHIP' })
  return [
    ...listSection(
      'participants',
      'Participants',
      participants,
      factsPath(slug, { kind: 'RELATIONSHIP', end: 'object' }),
    ),
    ...listSection('narrower', 'Narrower topics', narrower && { totalCount: narrower.length, nodes: narrower }),
    ...listSection('contains', 'Places in it', contains, '/places'),
    ...listSection('events', 'Events', events, takesPart),
    ...listSection(
      'campaigns',
      'Campaigns',
      campaigns,
      factsPath(slug, { kind: 'RELATIONSHIP', type: 'ORGANIZES', end: 'subject' }),
    ),
  ]
}

type Item = LinkedEntity | NeighbourEntity | DatedEntity

function listSection(id: string, title: string, list: Listed<Item> | undefined, all?: string): Section[] {
  if (list === undefined || list.totalCount === 0) return []
  const body = html`<ul class="plain columns">
      ${list.nodes.map((item) => html`<li>${entityLink(item)}${periodOf(item)}</li>`)}
    </ul>
    ${all !== undefined && list.totalCount > list.nodes.length && html`<p><a href=${all}>All ${list.totalCount} ${title.toLowerCase()}</a></p>`}`
  return [{ id, title, count: list.totalCount, body }]
}

function periodOf(item: Item): Content {
  return 'period' in item && html` <span class="soft">${item.period.label}</span>`
}
