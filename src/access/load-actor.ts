import DataLoader from 'dataloader'
import type { Context } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { perOperation, readsOf } from '../query/rows.ts'
import type { Actor } from '../viewer.ts'

/**
 * The actor with this name, as the log of changes names it; null if there is none. All that ask at once share one
 * statement. An actor never changes, so an answer that shows one can be cached; that there is none yet can change.
 */
export async function loadActor(ctx: Context, name: string | null): Promise<Actor | null> {
  if (name === null) return null
  const make = () => new DataLoader<string, Actor | null>(async (names) => await readActors(ctx, names))
  const actor = await perOperation(ctx, 'actors by name', make).load(name)
  if (!actor) ctx.keepPrivate()
  return actor
}

async function readActors(ctx: Context, names: readonly string[]): Promise<(Actor | null)[]> {
  const found = await readsOf(ctx).rows(
    sql<Actor>`select id, name, is_machine as "isMachine" from actor where name = any(${names}::text[])`,
  )
  const byName = new Map(found.map((actor) => [actor.name, actor]))
  return names.map((name) => byName.get(name) ?? null)
}
