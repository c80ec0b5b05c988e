import { randomBytes } from 'node:crypto'
import { quoted } from '../../model/value.ts'
import type { Change } from '../change.ts'
import { renameEntity } from '../entity.ts'
import type { OrderedChange } from './apply.ts'
import { changeProblem, ProposalRefusal } from './problem.ts'

interface Renaming {
  readonly ordinal: number
  readonly from: string
  readonly to: string
}

/**
 * Renames entities that do not keep their former slugs, because a renaming is undone. Several can change places, or take
 * the place of one that goes: those are put aside first. Returns the slugs that entities have aside, by those they had.
 *
 * @throws ProposalRefusal when an entity that stays has the slug.
 */
export async function renameBack(change: Change, changes: readonly OrderedChange[]): Promise<Map<string, string>> {
  const renamings = changes.flatMap(renamingOf)
  if (renamings.length === 0) return new Map()
  const occupied = await occupiedSlugs(change, renamings)
  const moving = new Set([
    ...renamings.map(({ from }) => from),
    ...changes.flatMap(({ type, key, after }) => (type === 'entity' && after === undefined ? [key] : [])),
  ])
  const taken = renamings.filter(({ to }) => occupied.has(to) && !moving.has(to))
  if (taken.length > 0) throw new ProposalRefusal(taken.map(takenProblem))
  const aside = new Map([...occupied].map((slug) => [slug, `aside-${randomBytes(12).toString('hex')}`]))
  for (const [slug, place] of aside) await renameEntity(change, slug, place)
  for (const { from, to } of renamings) await renameEntity(change, aside.get(from) ?? from, to)
  return aside
}

function renamingOf({ ordinal, type, operation, key, after }: OrderedChange): Renaming[] {
  if (type !== 'entity' || operation !== 'UPDATE' || after === undefined || after.slug === key) return []
  const kept = after.formerSlugs
  if (Array.isArray(kept) && kept.includes(key)) return []
  return [{ ordinal, from: key, to: String(after.slug) }]
}

async function occupiedSlugs({ tx }: Change, renamings: readonly Renaming[]): Promise<Set<string>> {
  const slugs = renamings.map(({ to }) => to)
  const rows = await tx.$queryRaw<{ slug: string }[]>`select slug from entity where slug = any(${slugs}::text[])`
  return new Set(rows.map(({ slug }) => slug))
}

function takenProblem({ ordinal, from, to }: Renaming) {
  const message = `${quoted(from)} cannot have the slug ${quoted(to)}, because another entity has it. Choose another slug.`
  return { ordinal, ...changeProblem('EXISTS', message, ['slug']) }
}
