import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import { type EntityKind, entityWord } from '../part/kind.ts'
import type { NeighbourEntity } from './answer.ts'
import { layOut, type Point } from './layout.ts'
import type { Neighbour } from './neighbours.ts'

const colours: Readonly<Record<EntityKind, string>> = {
  ORGANIZATION: 'kind-1',
  PERSON: 'kind-2',
  EVENT: 'kind-4',
  CAMPAIGN: 'kind-7',
  PLACE: 'kind-3',
  TOPIC: 'kind-6',
  AGREEMENT: 'kind-5',
}

/** The ends of a fact that links two neighbours. */
interface LinkBetween {
  readonly subject: { readonly slug: string }
  readonly object: { readonly slug: string }
}

/** The most letters of a name in the picture. The table has all of it. */
const letters = 24

/** An entity in the midst of its neighbours. A table beside it says the same in words. */
export function picture(
  middle: NeighbourEntity,
  neighbours: readonly Neighbour[],
  id: string,
  between: readonly LinkBetween[] = [],
): Content {
  const nodes = [middle, ...neighbours.map(({ entity }) => entity)]
  const places = new Map(nodes.map(({ slug }, index) => [slug, index]))
  const across = between.flatMap(({ subject, object }) => {
    const [from, to] = [places.get(subject.slug), places.get(object.slug)]
    return from === undefined || to === undefined ? [] : [[from, to] as const]
  })
  const { width, height, points } = layOut(nodes.length, [
    ...neighbours.map((_, index) => [0, index + 1] as const),
    ...across,
  ])
  const labelled = labelledNodes(nodes, points)
  const centre = points[0] ?? { x: width / 2, y: height / 2 }
  const kinds = [...new Set(nodes.map(({ kind }) => kind))]
  return html`<svg class="picture" viewBox=${`0 0 ${width} ${height}`} role="group" aria-labelledby=${id}>
    <title id=${id}>${middle.name} and ${neighbours.length} neighbours</title>
    <g aria-hidden="true">
      ${neighbours.map(({ links }, index) => edge(centre, points[index + 1] ?? centre, links.some(isCriticism)))}
      ${across.map(([from, to]) => edge(points[from] ?? centre, points[to] ?? centre, false, true))}
    </g>
    ${neighbours.map(({ entity }, index) => node(entity, points[index + 1] ?? centre, false, labelled.has(index + 1)))}
    ${node(middle, centre, true, true)}
  </svg>
  <ul class="line picture-kinds">${kinds.map((kind) => html`<li class=${`kind-dot ${colours[kind]}`}>${entityWord(kind)}</li>`)}</ul>`
}

/** The name, or its beginning where it is long. */
function labelOf(name: string, isMiddle: boolean): string {
  const most = isMiddle ? 2 * letters : letters
  const characters = [...name]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : name
}

/** The places of the nodes whose names fit without covering those of nodes before them. The others show it when pointed at. */
function labelledNodes(nodes: readonly NeighbourEntity[], points: readonly Point[]): Set<number> {
  const boxes: { readonly x: number; readonly y: number; readonly half: number }[] = []
  const found = new Set<number>()
  for (const [index, { name }] of nodes.entries()) {
    const { x, y } = points[index] ?? { x: 0, y: 0 }
    const half = labelOf(name, index === 0).length * (index === 0 ? 4 : 3) + 2
    const covers = boxes.some((box) => Math.abs(box.y - y) < 13 && Math.abs(box.x - x) < box.half + half)
    if (covers) continue
    boxes.push({ x, y, half })
    found.add(index)
  }
  return found
}

function isCriticism({ fact }: Neighbour['links'][number]): boolean {
  return fact.factKind === 'CRITICISM'
}

function edge(from: Point, to: Point, isDashed: boolean, isAcross = false): Content {
  const kind = isDashed ? ' dashed' : isAcross ? ' across' : ''
  return html`<line x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} class=${`edge${kind}`} />`
}

function node({ slug, name, kind }: NeighbourEntity, { x, y }: Point, isMiddle: boolean, isLabelled: boolean): Content {
  return html`<a href=${entityPath(slug)} class=${isMiddle ? 'node middle' : 'node'}>
    <title>${name}</title>
    <circle cx=${x} cy=${y} r=${isMiddle ? 9 : 5} class=${`fill-${colours[kind]}`} />
    ${isLabelled && html`<text x=${x} y=${y + (isMiddle ? 24 : 16)} text-anchor="middle" aria-hidden="true">${labelOf(name, isMiddle)}</text>`}
  </a>`
}
