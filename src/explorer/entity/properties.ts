import { type Content, html } from '../../http/page/html.ts'
import type { AttributeFact, Listed } from './answer.ts'
import { proof } from './proof.ts'
import { allOf, factsPath, type Section } from './section.ts'

/** Properties with a plain value. Values of one property stand together, whether or not sources agree. */
export function propertiesSection(slug: string, { nodes, totalCount }: Listed<AttributeFact>): Section | undefined {
  if (nodes.length === 0) return undefined
  const properties = Map.groupBy(nodes, ({ attribute }) => attribute)
  const body = html`<dl class="properties">
      ${[...properties].map(([attribute, facts]) => {
        return html`<div>
          <dt>${attribute.replaceAll('-', ' ')}</dt>
          ${facts.map((fact) => html`<dd>${valueOf(fact)}</dd>`)}
        </div>`
      })}
    </dl>
    ${allOf(totalCount, nodes.length, 'properties', factsPath(slug, { kind: 'ATTRIBUTE' }))}`
  return { id: 'properties', title: 'Properties', count: totalCount, body }
}

function valueOf(fact: AttributeFact): Content {
  const { label } = fact.period
  return html`<bdi>${fact.value}</bdi> ${proof(fact, label === 'date unknown' ? 'fact' : label)}`
}
