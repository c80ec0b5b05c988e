import { entityKind, entityKinds, textIn } from '../../model/kind.ts'
import type { Change } from '../change.ts'
import type { WrittenEntity } from '../entity.ts'
import { treeField } from '../tree.ts'

// While entities are written in batches, a place may lie in one that is not there yet. What trees refer to is therefore
// gathered, and written in one statement: in between, a tree could go round in a circle.

/** Gathers what these entities refer to in the trees of their kinds. */
export async function postponeTrees({ tx }: Change, written: readonly WrittenEntity[]): Promise<void> {
  const links = written.flatMap(({ id, draft }) => {
    const tree = treeField(entityKind(draft.kind))
    return tree === undefined ? [] : [{ kind: draft.kind, id, parent: textIn(draft, tree.field) ?? null }]
  })
  if (links.length === 0) return
  await tx.$executeRaw`
    create temporary table if not exists tree_link (kind text, id int primary key, parent text) on commit drop`
  await tx.$executeRaw`insert into tree_link
    select * from jsonb_populate_recordset(null::tree_link, ${JSON.stringify(links)}::jsonb)
    on conflict (id) do update set kind = excluded.kind, parent = excluded.parent`
}

/** Writes what was gathered. */
export async function linkTrees(change: Change): Promise<void> {
  const { tx } = change
  const [gathered] = await tx.$queryRaw<{ isThere: boolean }[]>`
    select to_regclass('pg_temp.tree_link') is not null as "isThere"`
  if (!gathered?.isThere) return
  for (const kind of entityKinds()) {
    const tree = treeField(kind)
    if (tree === undefined) continue
    const updated = await tx.$executeRawUnsafe(
      `update "${kind.table}" as child set "${tree.column}" = link.parent_id
      from (select id, case when parent is not null then coalesce(
          (select entity_id from former_slug where slug = parent and same_as_id is not null),
          (select entity.id from drafted_entity as one join entity on entity.slug = one.current
            where one.slug = parent and not is_same_as),
          (select entity.id from entity where slug = parent),
          (select entity_id from former_slug where slug = parent)) end as parent_id
        from tree_link where kind = '${kind.kind}') as link
      where child.id = link.id and child."${tree.column}" is distinct from link.parent_id`,
    )
    change.count(kind.table, { updated })
  }
  await tx.$executeRaw`drop table tree_link`
}
