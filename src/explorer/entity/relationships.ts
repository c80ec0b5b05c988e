import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import { grouped } from '../part/number.ts'
import type { RelationshipFact, RelationshipList } from './answer.ts'
import { proof } from './proof.ts'
import { relationshipWords } from './relationship-words.ts'
import { factsPath, type Section } from './section.ts'

/** How many relationships of a type are shown. */
const shown = 24

/** The relationships in both directions, by their types, the most important ones in the order of `relationshipWords`. */
export function relationshipsSection(
  slug: string,
  outgoing: RelationshipList,
  incoming: RelationshipList,
): Section | undefined {
  const count = outgoing.totalCount + incoming.totalCount
  if (count === 0) return undefined
  const groups = [...groupsOf(slug, outgoing, 'subject'), ...groupsOf(slug, incoming, 'object')]
  const order = Object.keys(relationshipWords)
  const sorted = groups.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  const body = html`<div class="groups">${sorted.map(({ content }) => content)}</div>`
  return { id: 'relationships', title: 'Relationships', count, body }
}

interface Group {
  readonly type: string
  readonly content: Content
}

function groupsOf(slug: string, { nodes, facets }: RelationshipList, end: 'subject' | 'object'): Group[] {
  const facts = Map.groupBy(nodes, ({ relationshipType }) => relationshipType)
  return facets.relationshipTypes.map(({ relationshipType: type, count }) => {
    const title = relationshipWords[type]?.[end] ?? type
    const some = (facts.get(type) ?? []).slice(0, shown)
    const content = html`<div class=${some.length > 8 ? 'group large' : 'group'}>
      <h3>${title} <span class="count">${grouped(count)}</span></h3>
      ${
        some.length > 0 &&
        html`<ul class=${some.length > 8 ? 'plain columns' : 'plain'}>
          ${some.map(relationshipItem)}
        </ul>`
      }
      ${some.length < count && html`<p><a href=${factsPath(slug, { kind: 'RELATIONSHIP', type, end })}>All ${grouped(count)}: ${title.toLowerCase()}</a></p>`}
    </div>`
    return { type, content }
  })
}

function relationshipItem(fact: RelationshipFact): Content {
  const when = fact.period.label === 'date unknown' ? 'fact' : fact.period.label
  return html`<li>${entityLink(fact.other)} ${proof(fact, when)}</li>`
}
