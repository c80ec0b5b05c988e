import { html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
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

interface Data {
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
  question: `query EntityNeighbours($slug: String!) {
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
}

${statedFact}`,
  variables: ({ parts }) => ({ slug: parts['slug'] }),
  show({ entity }, context) {
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
        ${isAll ? counted(some.length, 'neighbour') : `${counted(some.length, 'neighbour')} of more`}, linked by
        ${' '}<a href=${factsPath(slug)}>${counted(all.totalCount, 'fact')}</a>. Dashed lines are criticisms.
      </p>
      ${some.length > 0 && picture(entity, some, 'picture')}
      <h2>The same as a table</h2>
      ${proofLegend()} ${neighbourTable(some)}`
    return { title: `Neighbours of ${name}`, main }
  },
}
