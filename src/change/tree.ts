import { type EntityKindDeclaration, entityKind, entityKinds, textIn } from '../model/kind.ts'
import { quoted } from '../model/value.ts'
import type { EntityDraft } from './draft.ts'
import { type DraftProblem, draftProblem } from './problem.ts'

/** The field of a kind whose references form a tree, and the column that holds them. */
export function treeField({ fields }: EntityKindDeclaration): { field: string; column: string } | undefined {
  for (const [field, declared] of Object.entries(fields)) {
    if (declared.holds === 'reference' && declared.isTree) return { field, column: declared.column }
  }
  return undefined
}

/** Finds cycles: places within themselves and topics broader than themselves, each cycle once. */
export function checkTrees(drafts: readonly EntityDraft[]): DraftProblem[] {
  return entityKinds().flatMap((kind) => {
    const tree = treeField(kind)
    return tree === undefined ? [] : circles(drafts, tree.field)
  })
}

function parentOf(draft: EntityDraft, field: string): string | undefined {
  return treeField(entityKind(draft.kind))?.field === field ? textIn(draft, field) : undefined
}

function circles(drafts: readonly EntityDraft[], field: string): DraftProblem[] {
  const bySlug = new Map(drafts.map((draft) => [draft.slug, draft]))
  const finished = new Set<string>()
  return drafts.flatMap((draft) => {
    const way: string[] = []
    const onWay = new Set<string>()
    let slug: string | undefined = draft.slug
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
    const last = bySlug.get(circle.at(-2) ?? '') ?? draft
    const message = `goes round in a circle: ${shown.join(' -> ')}; one of them has to have another ${field}, or none`
    return [draftProblem(last, [field], slug, `${quoted(slug)} ${message}`)]
  })
}
