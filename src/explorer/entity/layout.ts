import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force'

/** Where a node is drawn. */
export interface Point {
  readonly x: number
  readonly y: number
}

export interface Drawing {
  readonly width: number
  readonly height: number
  /** In the order of the nodes: the first is in the middle. */
  readonly points: readonly Point[]
}

/** How much work a drawing may take: steps times nodes. */
const work = 2_400
/** What stays free at the edges: half of a label. */
const margin = { x: 70, y: 24 }

/**
 * Places nodes so that linked ones are near each other. The same nodes and links always give the same drawing: the
 * random numbers begin with the same seed. More nodes get fewer steps, so that no drawing takes long.
 *
 * @param links Pairs of places of nodes.
 */
export function layOut(count: number, links: readonly (readonly [number, number])[]): Drawing {
  const width = Math.round(Math.min(1100, 420 + 60 * Math.sqrt(count)))
  const height = Math.round(width * 0.62)
  const nodes = Array.from({ length: count }, (_, index) => startOf(index, count, height * 0.4))
  const edges = links.map(([source, target]): SimulationLinkDatum<SimulationNodeDatum> => ({ source, target }))
  const simulation = forceSimulation(nodes)
    .randomSource(seeded())
    .force(
      'link',
      forceLink(edges)
        .distance(height * 0.3)
        .strength(0.3),
    )
    .force('charge', forceManyBody().strength(-120).theta(1.2))
    .force('apart', forceCollide(16))
    .force('x', forceX(0).strength(0.04))
    .force('y', forceY(0).strength(0.1))
    .stop()
  simulation.tick(Math.max(16, Math.min(60, Math.round(work / Math.max(1, count)))))
  return { width, height, points: fitted(nodes, width, height) }
}

/** Where a node begins: the first in the middle, the others around it, every third one further away. They soon find their places. */
function startOf(index: number, count: number, radius: number): SimulationNodeDatum {
  if (index === 0) return { fx: 0, fy: 0 }
  const [angle, away] = [(index / (count - 1)) * 2 * Math.PI, radius * (0.8 + 0.2 * (index % 3))]
  return { x: Math.cos(angle) * away, y: Math.sin(angle) * away }
}

/** Numbers that look random and are always the same. */
function seeded(): () => number {
  let state = 20_261_128
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/** The points, stretched or shrunk into the drawing with the first of them in its middle. */
function fitted(nodes: readonly SimulationNodeDatum[], width: number, height: number): Point[] {
  const most = (of: (node: SimulationNodeDatum) => number | undefined) =>
    Math.max(1, ...nodes.map((node) => Math.abs(of(node) ?? 0)))
  const [x, y] = [(width / 2 - margin.x) / most((node) => node.x), (height / 2 - margin.y) / most((node) => node.y)]
  return nodes.map((node) => ({
    x: Math.round(width / 2 + (node.x ?? 0) * x),
    y: Math.round(height / 2 + (node.y ?? 0) * y),
  }))
}
