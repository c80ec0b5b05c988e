import type { CheckedCandidate } from '../check/check.ts'
import { type DraftCandidate, isEntityKind } from '../format.ts'
import { textsIn } from '../known.ts'

/**
 * The places of the candidates that can be reviewed: what the check refuses is for `draft check` to tell. Each thing comes
 * before the first fact that names it, so that a reviewer sees what it is needed for.
 */
export function reviewOrder(checked: readonly CheckedCandidate[]): readonly number[] {
  const right = checked.flatMap((one, index) => (one.problems.length === 0 ? [{ ...one, index }] : []))
  const [entities, facts] = [right.filter(isEntity), right.filter((one) => !isEntity(one))]
  const order = new Set<number>()
  for (const fact of facts) {
    const named = new Set(textsIn((fact.given as DraftCandidate).fact))
    for (const { id, index } of entities) if (named.has(id)) order.add(index)
    order.add(fact.index)
  }
  for (const { index } of entities) order.add(index)
  return [...order]
}

function isEntity({ given }: CheckedCandidate): boolean {
  return isEntityKind((given as DraftCandidate).kind)
}
