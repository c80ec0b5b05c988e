import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core'
import type { GraphQLFieldResolver } from 'graphql'
import { planOf } from './execution/plans.ts'

declare global {
  // Pothos is extended in this way.
  namespace PothosSchemaTypes {
    // oxlint-disable-next-line typescript/no-unused-vars -- the parameters must have these names
    interface Plugins<Types extends SchemaTypes, T extends object = object> {
      selection: SelectionPlugin<Types>
    }
  }
}

/** Under which a row keeps what fields read of its relations in another way than their neighbours, by their places. */
export const apartOfRow = Symbol('apart')

export const selectionPlugin = 'selection'

/**
 * Takes the selections that fields declare from where Pothos' Prisma plugin looks for them. Rows are read ahead, as
 * src/query/selection.ts says; the Prisma plugin, which loads a row once more where it misses something, has nothing to
 * do while an operation runs.
 */
class SelectionPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { pothosPrismaSelect: select, ...extensions } = config.extensions ?? {}
    return select ? { ...config, extensions: { ...extensions, select } } : config
  }

  /** A field whose relations are read in another way than those of its neighbours has a row of its own. */
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { extensions }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (!extensions?.select) return resolve
    return (parent, args, context, info) => {
      const apart = (parent as { [apartOfRow]?: Readonly<Record<string, object>> })[apartOfRow]
      return resolve(apart?.[planOf(info).place] ?? parent, args, context, info)
    }
  }
}

SchemaBuilder.registerPlugin(selectionPlugin, SelectionPlugin)
