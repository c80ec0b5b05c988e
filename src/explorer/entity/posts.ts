import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import type { EntityKind, Listed, RoleFact } from './answer.ts'
import { type Axis, axisLine } from './axis.ts'
import { bar } from './bar.ts'
import { proof } from './proof.ts'
import { allOf, factsPath, type Section } from './section.ts'

/** Who holds or held which post when: of an organisation its people, of a person the organisations. */
export function postsSection(
  slug: string,
  kind: EntityKind,
  { nodes, totalCount }: Listed<RoleFact>,
  axis: Axis | undefined,
): Section | undefined {
  if (nodes.length === 0) return undefined
  const scale = nodes.some(isDated) ? axis : undefined
  const body = html`<div class="lanes">
      ${scale && html`<div class="lane head">${axisLine(scale)}</div>`}
      <ul class="plain">
        ${nodes.map((fact) => postRow(fact, kind, scale))}
      </ul>
    </div>
    ${allOf(totalCount, nodes.length, 'posts', factsPath(slug, { kind: 'ROLE' }))}`
  const title = kind === 'PERSON' ? 'Posts' : 'Who held which post'
  return { id: 'posts', title, count: totalCount, body }
}

function isDated({ period }: RoleFact): boolean {
  return period.from !== null || period.until !== null
}

function postRow(fact: RoleFact, kind: EntityKind, axis: Axis | undefined): Content {
  const { title, asOf, period, person, organization } = fact
  // A post without dates was held at the time of which its text speaks, and nothing says since when.
  const when = !isDated(fact) && asOf !== null ? `as of ${asOf.label}` : period.label
  return html`<li class="lane">
    <div class="lane-text">
      ${entityLink(kind === 'PERSON' ? organization : person)} <span class="soft" dir="auto">${title}</span>
      <div class="proofs">${proof(fact, when)}</div>
    </div>
    ${axis && html`<div class="lane-bars">${isDated(fact) && bar(axis, period, false, 'kind-1')}</div>`}
  </li>`
}
