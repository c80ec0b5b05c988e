import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import { factLine, type LineFact, lineFact } from '../part/fact-line.ts'
import { counted } from '../part/number.ts'
import type { View } from '../view.ts'
import {
  type CriticismFact,
  type Listed,
  type NeighbourEntity,
  neighbourFields,
  type RelationshipFact,
  type RoleFact,
  statedFact,
} from './answer.ts'
import { missingPage } from './missing.ts'
import { neighbourTable } from './neighbour-table.ts'
import { neighboursOf } from './neighbours.ts'
import { picture } from './picture.ts'
import { proofLegend } from './proof.ts'
import { factsPath } from './section.ts'

interface FactBetween extends LineFact {
  readonly subject: { readonly slug: string }
  readonly object: { readonly slug: string }
}

interface Data {
  /** Only where the address asks for it, because it takes long where there are very many neighbours. */
  readonly between?: { readonly nodes: readonly FactBetween[] }
  readonly entity:
    | (NeighbourEntity & {
        readonly all: { readonly totalCount: number }
        readonly roles: Listed<RoleFact>
        readonly outgoing: Listed<RelationshipFact>
        readonly incoming: Listed<RelationshipFact>
        readonly criticisms: Listed<CriticismFact>
      })
    | null
}

/** How many neighbours the picture has. */
const drawn = 150

const link = neighbourFields

/** An entity and up to 150 neighbours, as a picture and as a table. */
export const neighboursView: View<Data> = {
  path: '/entity/:slug/neighbours',
  question: `query EntityNeighbours($slug: String!, $isBetween: Boolean!) {
  entity(ref: { slug: $slug }) {
    ${link}
    all: facts(first: 1, where: { object: {} }) { totalCount }
    roles: facts(first: 60, where: { factKind: [ROLE] }) {
      totalCount
      nodes { ...StatedFact ... on Role { title person { ${link} } organization { ${link} } } }
    }
    criticisms: facts(first: 60, where: { factKind: [CRITICISM] }) {
      totalCount
      nodes { ...StatedFact ... on Criticism { critic { ${link} } target { ${link} } } }
    }
    outgoing: facts(first: 100, where: { factKind: [RELATIONSHIP], subject: { slug: [$slug] } }) {
      totalCount
      nodes { ...StatedFact ... on Relationship { relationshipType other: object { ${link} } } }
    }
    incoming: facts(first: 100, where: { factKind: [RELATIONSHIP], object: { slug: [$slug] } }) {
      totalCount
      nodes { ...StatedFact ... on Relationship { relationshipType other: subject { ${link} } } }
    }
  }
  between: facts(
    first: 100
    where: {
      factKind: [RELATIONSHIP, ROLE, CRITICISM]
      subject: { NOT: { slug: [$slug] }, facts: { some: { OR: [{ subject: { slug: [$slug] } }, { object: { slug: [$slug] } }] } } }
      object: { NOT: { slug: [$slug] }, facts: { some: { OR: [{ subject: { slug: [$slug] } }, { object: { slug: [$slug] } }] } } }
    }
  ) @include(if: $isBetween) {
    nodes { ...LineFact subject { slug } object { slug } }
  }
}

${statedFact}

${lineFact}`,
  variables: ({ parts, query }) => ({ slug: parts['slug'], isBetween: isBetween(query) }),
  show({ entity, between }, context) {
    if (entity === null) return missingPage(context)
    if (entity.slug !== context.address.parts['slug']) return { movedTo: `${entityPath(entity.slug)}/neighbours` }
    const { slug, name, all, roles, outgoing, incoming, criticisms } = entity
    const lists = [roles, outgoing, incoming, criticisms]
    const isWhole = lists.every(({ nodes, totalCount }) => nodes.length === totalCount)
    const found = neighboursOf(slug, {
      roles: roles.nodes,
      outgoing: outgoing.nodes,
      incoming: incoming.nodes,
      criticisms: criticisms.nodes,
    })
    const some = found.slice(0, drawn)
    const isAll = isWhole && some.length === found.length
    const main = html`<p><a href=${entityPath(slug)}><bdi>${name}</bdi></a></p>
      <h1>Neighbours of <bdi>${name}</bdi></h1>
      <p class="soft">
        ${counted(some.length, 'neighbour')}${!isAll && ', and there are more'}, linked by
        ${' '}<a href=${factsPath(slug)}>${counted(all.totalCount, 'fact')}</a>. Dashed lines are criticisms.
      </p>
      ${betweenLink(slug, between !== undefined)}
      ${some.length > 0 && picture(entity, some, 'picture', between?.nodes)}
      ${between !== undefined && betweenList(between.nodes)}
      <h2>The same as a table</h2>
      ${proofLegend()} ${neighbourTable(some)}`
    return { title: `Neighbours of ${name}`, main }
  },
}

function isBetween(query: URLSearchParams): boolean {
  return query.get('between') === 'true'
}

function betweenLink(slug: string, isShown: boolean): Content {
  const address = `${entityPath(slug)}/neighbours`
  return isShown
    ? html`<p><a href=${address}>Leave out the links between neighbours</a></p>`
    : html`<p><a href=${`${address}?between=true`}>Show the links between neighbours, too</a></p>`
}

function betweenList(facts: readonly FactBetween[]): Content {
  return html`<h2>Between the neighbours</h2>
    ${facts.length === 0 && html`<p>No fact links two of them.</p>`}
    ${facts.length === 100 && html`<p class="soft">These are the first 100 facts in order of time.</p>`}
    <ul class="facts">${facts.map(factLine)}</ul>`
}
