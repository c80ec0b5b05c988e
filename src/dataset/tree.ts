import type { DatasetEntity } from './format.ts'
import { itemProblem, type Problem, quoted } from './problem.ts'

type TreeField = 'partOf' | 'broader'

/** Finds places that lie in themselves and topics that are broader than themselves, each circle once. */
export function checkTrees(entities: readonly DatasetEntity[]): Problem[] {
  return [...circles(entities, 'partOf'), ...circles(entities, 'broader')]
}

function parentOf(entity: DatasetEntity, field: TreeField): string | undefined {
  if (field === 'partOf') return entity.section === 'places' ? entity.partOf : undefined
  return entity.section === 'topics' ? entity.broader : undefined
}

function circles(entities: readonly DatasetEntity[], field: TreeField): Problem[] {
  const bySlug = new Map(entities.map((entity) => [entity.slug, entity]))
  const finished = new Set<string>()
  return entities.flatMap((entity) => {
    const way: string[] = []
    const onWay = new Set<string>()
    let slug: string | undefined = entity.slug
    while (slug !== undefined && !finished.has(slug) && !onWay.has(slug)) {
      way.push(slug)
      onWay.add(slug)
      const found = bySlug.get(slug)
      slug = found && parentOf(found, field)
    }
    for (const passed of way) finished.add(passed)
    if (slug === undefined || !onWay.has(slug)) return []
    const circle = [...way.slice(way.indexOf(slug)), slug]
    const shown = circle.length > 8 ? [...circle.slice(0, 4), '...', ...circle.slice(-2)] : circle
    const last = bySlug.get(circle.at(-2) ?? '') ?? entity
    const message = `goes round in a circle: ${shown.join(' -> ')}; one of them has to have another ${field}, or none`
    return [itemProblem(last, [field], slug, `${quoted(slug)} ${message}`)]
  })
}
