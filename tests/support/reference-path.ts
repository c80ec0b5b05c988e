import type { FactData } from './graph-data.ts'
import type { Where } from './random-where.ts'
import type { Reference } from './reference.ts'

// A second, plain answer to `paths`: it tries every walk, as the descriptions of the API say what a path is.

const vias = ['FACT', 'ABOUT', 'TOPIC', 'PART_OF', 'BROADER'] as const
type Via = (typeof vias)[number]

/** What paths may pass; `avoid` are slugs. */
export interface Through {
  readonly via?: readonly Via[]
  readonly factKinds?: readonly string[]
  readonly relationshipTypes?: readonly string[]
  readonly period?: Where
  readonly avoid?: readonly string[]
}

interface Edge {
  readonly start: string
  readonly end: string
  readonly via: Via
  readonly fact?: string
}

/** A step as tests compare it. */
export interface ReferenceStep {
  readonly to: string
  readonly via: Via
  readonly alsoVia: readonly Via[]
  readonly forward: boolean
  /** Keys. */
  readonly facts: readonly string[]
}

function factEdges(fact: FactData): Edge[] {
  const { subject, object, key = '' } = fact
  if (object === undefined) return []
  const linked = (end: string, via: Via) => [subject, object].map((start) => ({ start, end, via, fact: key }))
  const own: Edge = { start: subject, end: object, via: 'FACT', fact: key }
  if (fact.kind !== 'CRITICISM') return [own]
  const about = (fact.about ?? []).flatMap((end) => linked(end, 'ABOUT'))
  return [own, ...about, ...(fact.topics ?? []).flatMap((end) => linked(end, 'TOPIC'))]
}

function passes(reference: Reference, fact: FactData, { factKinds, relationshipTypes, period }: Through): boolean {
  if (period && !reference.isFact(fact, { period })) return false
  if (factKinds && !factKinds.includes(fact.kind)) return false
  if (!relationshipTypes) return true
  return fact.kind === 'RELATIONSHIP' ? relationshipTypes.includes(fact.type) : factKinds !== undefined
}

/** All simple paths of at most so many steps, in the order of the API. */
export function everyPath(
  reference: Reference,
  { from, to, most, through }: { from: string; to: string; most: number; through: Through },
): ReferenceStep[][] {
  const trees = reference.entities.flatMap(({ kind, slug, parent }): Edge[] =>
    parent === undefined ? [] : [{ start: slug, end: parent, via: kind === 'PLACE' ? 'PART_OF' : 'BROADER' }],
  )
  const facts = reference.facts.filter((fact) => passes(reference, fact, through)).flatMap(factEdges)
  const edges = [...facts, ...trees].filter(({ via }) => !through.via || through.via.includes(via))
  const steps = stepsOf(edges)
  const found: ReferenceStep[][] = []
  function walk(place: string, met: readonly string[], path: readonly ReferenceStep[]): void {
    if (place === to) found.push([...path])
    if (place === to || path.length === most) return
    for (const step of steps.get(place) ?? []) {
      if (met.includes(step.to) || through.avoid?.includes(step.to)) continue
      walk(step.to, [...met, step.to], [...path, step])
    }
  }
  walk(from, [from], [])
  // The sort is stable, and walks of one length are in order already.
  return found.toSorted((a, b) => a.length - b.length)
}

/** The steps that lead away from each entity, in order. */
function stepsOf(edges: readonly Edge[]): Map<string, ReferenceStep[]> {
  const both = edges.flatMap((edge) => [
    { ...edge, near: edge.start, far: edge.end, forward: true },
    { ...edge, near: edge.end, far: edge.start, forward: false },
  ])
  const byEntity = Map.groupBy(both, ({ near }) => near)
  const order = (step: ReferenceStep) => `${vias.indexOf(step.via)} ${step.to}`
  return new Map(
    [...byEntity].map(([near, leaving]) => {
      const steps = [...Map.groupBy(leaving, ({ far }) => far)].flatMap(([far, parallel]) => {
        return far === near ? [] : [stepOf(far, parallel)]
      })
      return [near, steps.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))]
    }),
  )
}

function stepOf(to: string, parallel: readonly (Edge & { readonly forward: boolean })[]): ReferenceStep {
  const [via = 'FACT', ...alsoVia] = vias.filter((one) => parallel.some((edge) => edge.via === one))
  const own = parallel.filter((edge) => edge.via === via)
  const number = (key: string) => Number(key.slice(1))
  const facts = [...new Set(own.flatMap(({ fact }) => fact ?? []))].toSorted((a, b) => number(a) - number(b))
  const first = own.filter(({ fact }) => fact === facts[0])
  return { to, via, alsoVia, forward: first.some(({ forward }) => forward), facts }
}
