import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import type { EntityKind, NeighbourEntity } from './answer.ts'
import { layOut, type Point } from './layout.ts'
import type { Neighbour } from './neighbours.ts'

const colours: Readonly<Record<EntityKind, string>> = {
  ORGANIZATION: 'kind-1',
  PERSON: 'kind-2',
  EVENT: 'kind-4',
  CAMPAIGN: 'kind-4',
  PLACE: 'kind-3',
  TOPIC: 'kind-6',
  AGREEMENT: 'kind-5',
}

/** The most letters of a name in the picture. The table has all of it. */
const letters = 24

/** An entity in the midst of its neighbours. A table beside it says the same in words. */
export function picture(middle: NeighbourEntity, neighbours: readonly Neighbour[], id: string): Content {
  const nodes = [middle, ...neighbours.map(({ entity }) => entity)]
  const { width, height, points } = layOut(
    nodes.length,
    neighbours.map((_, index) => [0, index + 1]),
  )
  const centre = points[0] ?? { x: width / 2, y: height / 2 }
  return html`<svg class="picture" viewBox=${`0 0 ${width} ${height}`} role="group" aria-labelledby=${id}>
    <title id=${id}>${middle.name} and ${neighbours.length} neighbours</title>
    <g aria-hidden="true">
      ${neighbours.map(({ links }, index) => edge(centre, points[index + 1] ?? centre, links.some(isCriticism)))}
    </g>
    ${nodes.map((entity, index) => node(entity, points[index] ?? centre, index === 0)).reverse()}
  </svg>`
}

function isCriticism({ fact }: Neighbour['links'][number]): boolean {
  return fact.factKind === 'CRITICISM'
}

function edge(from: Point, to: Point, isDashed: boolean): Content {
  return html`<line x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} class=${isDashed ? 'edge dashed' : 'edge'} />`
}

function node({ slug, name, kind }: NeighbourEntity, { x, y }: Point, isMiddle: boolean): Content {
  const short = name.length > letters ? `${[...name].slice(0, letters - 1).join('')}…` : name
  return html`<a href=${entityPath(slug)} class=${isMiddle ? 'node middle' : 'node'} aria-label=${name}>
    <circle cx=${x} cy=${y} r=${isMiddle ? 9 : 5} class=${`fill-${colours[kind]}`} />
    <text x=${x} y=${y + (isMiddle ? 24 : 16)} text-anchor="middle">${short}</text>
  </a>`
}
