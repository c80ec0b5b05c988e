import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Context } from '../builder.ts'
import { type ItemState, readItemStates } from '../change/proposal/item-state.ts'
import { type StoredChange, storedChange } from '../change/proposal/stored.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { Range } from '../query/plain-connection.ts'
import { perField, perOperation } from '../query/rows.ts'

/** A proposed change as the API shows it. */
export interface ShownChange extends StoredChange {
  readonly proposalId: number
}

/** Which changes of a proposal. */
export type ChangeFilter = Prisma.ProposedChangeWhereInput

/** Reads a part of the changes of a proposal. */
export async function readChanges(
  { db }: Context,
  proposalId: number,
  filter: ChangeFilter,
  { after, before, backward, limit }: Range,
): Promise<ShownChange[]> {
  const ordinal = { ...(after === undefined ? {} : { gt: after }), ...(before === undefined ? {} : { lt: before }) }
  const rows = await db.prisma.proposedChange.findMany({
    where: { AND: [filter, { proposalId, ordinal }] },
    orderBy: { ordinal: backward ? 'desc' : 'asc' },
    take: limit,
  })
  return rows.map((row) => ({ ...storedChange(row), proposalId }))
}

/** What the item of a change says now; undefined if it is not there. All changes of an answer share a statement. */
export async function currentOf(ctx: Context, change: ShownChange): Promise<ItemState | undefined> {
  const loader = perOperation(ctx, 'items of proposed changes', () => {
    return new DataLoader<ShownChange, ItemState | undefined>((changes) => readItemStates(ctx.db.prisma, changes))
  })
  return await loader.load(change)
}

/** The changes of proposals that can still be decided, by proposal: for what is asked of several proposals at once. */
export async function undecidedOf(ctx: Context, info: GraphQLResolveInfo, proposalId: number): Promise<ShownChange[]> {
  const loader = perField(ctx, info, () => {
    return new DataLoader<number, ShownChange[]>(async (ids) => {
      const rows = await ctx.db.prisma.proposedChange.findMany({
        where: { proposalId: { in: [...ids] }, status: { in: ['NEW', 'INVALID'] } },
        orderBy: { ordinal: 'asc' },
      })
      const groups = Map.groupBy(rows, (row) => row.proposalId)
      return ids.map((id) => (groups.get(id) ?? []).map((row) => ({ ...storedChange(row), proposalId: id })))
    })
  })
  return await loader.load(proposalId)
}
