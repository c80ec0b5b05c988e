import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import { factLine, type LineFact, lineFact } from '../part/fact-line.ts'
import { counted, grouped } from '../part/number.ts'
import { type PageInfo, pageInfoFields, pager, pageVariables } from '../part/pager.ts'
import type { Address, View } from '../view.ts'
import type { FactKind } from './answer.ts'
import { type FactCondition, readFactChoice } from './fact-choice.ts'
import { factKindWords } from './kind-words.ts'
import { missingPage } from './missing.ts'
import { relationshipWords } from './relationship-words.ts'
import { factsPath } from './section.ts'

interface Data {
  readonly entity: {
    readonly slug: string
    readonly name: string
    readonly facts: { readonly totalCount: number; readonly nodes: readonly LineFact[]; readonly pageInfo: PageInfo }
    readonly all: {
      readonly totalCount: number
      readonly facets: { readonly factKinds: readonly { readonly factKind: FactKind; readonly count: number }[] }
    }
  } | null
}

const declared = '$slug: String!, $where: FactWhere, $first: Int, $after: String, $last: Int, $before: String'
const asked = 'where: $where, first: $first, after: $after, last: $last, before: $before'

/** The facts of an entity in order of time: all of them, or those of a kind, of a type, or of a document. */
export const entityFactsView: View<Data> = {
  path: '/entity/:slug/facts',
  question: `query EntityFacts(${declared}) {
  entity(ref: { slug: $slug }) {
    slug
    name
    facts(${asked}) {
      totalCount
      nodes { ...LineFact }
      ${pageInfoFields}
    }
    all: facts(first: 1) { totalCount facets { factKinds { factKind count } } }
  }
}

${lineFact}`,
  list: `query EntityFacts(${declared}) {
  entity(ref: { slug: $slug }) {
    facts(${asked}) {
      nodes {
        dataset { slug }
        key
        factKind
        statement
        subject { slug name }
        object { slug name }
        period { label from { edtf } until { edtf } ongoing }
        recordedAt
      }
    }
  }
}`,
  variables: (address) => ({
    slug: address.parts['slug'],
    where: readFactChoice(address),
    ...pageVariables(address, 50),
  }),
  show({ entity }, context) {
    const { address } = context
    if (entity === null) return missingPage(context)
    if (entity.slug !== address.parts['slug']) return { movedTo: factsPath(entity.slug) }
    const { slug, name, facts, all } = entity
    const main = html`<p><a href=${entityPath(slug)}><bdi>${name}</bdi></a></p>
      <h1>Facts about <bdi>${name}</bdi></h1>
      ${kindLinks(slug, all, readFactChoice(address))}
      <p class="soft">${chosen(address)}${counted(facts.totalCount, 'fact')}, in order of time.</p>
      <ul class="facts">${facts.nodes.map(factLine)}</ul>
      ${pager(`${entityPath(slug)}/facts`, address, facts.pageInfo)}`
    return { title: `Facts about ${name}`, main }
  },
}

function kindLinks(slug: string, all: NonNullable<Data['entity']>['all'], { factKind }: FactCondition): Content {
  const link = (address: string, words: string, count: number, isCurrent: boolean) =>
    html`<li>
      <a href=${address} aria-current=${isCurrent ? 'page' : undefined}>${words}</a> <span class="count">${grouped(count)}</span>
    </li>`
  return html`<nav aria-label="Kinds of facts">
    <ul class="line kinds">
      ${link(factsPath(slug), 'all', all.totalCount, factKind === undefined)}
      ${all.facets.factKinds.map(({ factKind: kind, count }) =>
        link(factsPath(slug, { kind }), factKindWords[kind], count, factKind?.[0] === kind),
      )}
    </ul>
  </nav>`
}

/** What of the address narrows the list, beside the kind, in words. */
function chosen(address: Address): Content {
  const { relationshipType, evidence, period } = readFactChoice(address)
  const words = relationshipType && relationshipWords[relationshipType[0] ?? '']
  return [
    words && `${address.query.get('end') === 'object' ? words.object : words.subject}: `,
    evidence && html`Resting on <code>${address.query.get('document')}</code>: `,
    period && (address.query.get('dated') === 'true' ? 'With a date: ' : 'Without a date: '),
  ]
}
