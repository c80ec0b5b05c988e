import { builder } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { EntityOrder } from '../entity/order.ts'
import { Entity, EntityConnection } from '../entity/schema.ts'
import { EntityWhere } from '../entity/where.ts'
import { FactOrder } from '../fact/order.ts'
import { Fact, FactConnection } from '../fact/schema.ts'
import { datasetSlugs, factKeys } from '../fact/vocabulary.ts'
import { FactWhere } from '../fact/where.ts'
import { writeNodeId } from '../model/id.ts'
import { defineConnection } from '../query/connection.ts'
import { nestedConnection, rootConnection } from '../query/field.ts'
import type { Shown } from '../query/field-json.ts'
import { nodeIdJson } from '../query/node-id.ts'
import { uniqueKey } from '../query/order.ts'
import type { Ordering } from '../query/order-input.ts'
import type { Row } from '../query/row.ts'
import { findRow } from '../query/rows.ts'
import { checkText } from '../query/text.ts'
import { DatasetManagerRef } from './enum.ts'

export const Dataset = builder.prismaObject('Dataset', {
  description: 'A collection of entities and facts that are loaded, changed and removed together.',
  interfaces: [builder.nodeInterfaceRef()],
  select: { id: true },
  fields: (t) => ({
    id: t.id({
      description: 'Its global id, for `node`.',
      select: { slug: true },
      resolve: ({ slug }) => writeNodeId('Dataset', slug),
      extensions: {
        json: (dataset: Row<'dataset'>, { typeName }: Shown) => nodeIdJson(typeName, dataset.ref('slug')),
      },
    }),
    slug: t.exposeString('slug', { description: 'Its readable key: `iom`.' }),
    title: t.exposeString('title', { description: 'The title of the dataset.' }),
    language: t.exposeString('language', {
      description: 'The language of its summaries and statements as BCP 47 tag: `en`.',
    }),
    licence: t.exposeString('licence', { nullable: true, description: 'The licence of the dataset.' }),
    managedBy: t.expose('managedBy', {
      type: DatasetManagerRef,
      description: 'What changes it: loading its files, or proposals that are accepted.',
    }),
    version: t.exposeInt('version', {
      description: 'How many times it was written: 1 at first, then one more with each edit.',
    }),
    loadedAt: t.expose('loadedAt', { type: 'DateTime', description: 'When its facts or entities last changed.' }),
    entities: t.field(
      nestedConnection(EntityConnection, {
        name: 'Dataset.entities',
        description: 'The entities that it declares.',
        scope: (entity, dataset) => sql`${entity.ref('datasetId')} = ${dataset}`,
        where: EntityWhere,
        orderBy: EntityOrder,
      }),
    ),
    facts: t.field(
      nestedConnection(FactConnection, {
        name: 'Dataset.facts',
        description: 'The facts that it states.',
        scope: (fact, dataset) => sql`${fact.ref('datasetId')} = ${dataset}`,
        where: FactWhere,
        orderBy: FactOrder,
      }),
    ),
  }),
})

const DatasetConnection = defineConnection('Dataset', Dataset, 'dataset', 'datasets')

const bySlug: Ordering<'dataset'> = { keys: (dataset) => [uniqueKey('slug', dataset.ref('slug'), 'text')] }

builder.prismaInterfaceField(Entity, 'dataset', (t) =>
  t.relation('dataset', { type: Dataset, description: 'The dataset that declares it.' }),
)

builder.prismaInterfaceField(Fact, 'dataset', (t) =>
  t.relation('dataset', { type: Dataset, description: 'The dataset that states it.' }),
)

builder.queryFields((t) => ({
  dataset: t.field({
    type: Dataset,
    nullable: true,
    description: 'One dataset by its slug; null if there is none.',
    args: {
      slug: t.arg.string({
        required: true,
        description: 'Its readable key: `iom`.',
        extensions: { words: { vocabulary: datasetSlugs } },
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const slug = checkText('slug', args.slug)
      return await findRow(ctx, info, 'dataset', sql`select id from dataset where slug = lower(${slug})`)
    },
  }),
  datasets: t.field(
    rootConnection(DatasetConnection, {
      name: 'datasets',
      description: 'The datasets of the graph, in order of their slugs.',
      order: bySlug,
    }),
  ),
  fact: t.field({
    type: Fact,
    nullable: true,
    description: 'One fact by the slug of its dataset and its key; null if there is none.',
    args: {
      dataset: t.arg.string({
        required: true,
        description: 'The slug of the dataset: `iom`.',
        extensions: { words: { vocabulary: datasetSlugs } },
      }),
      key: t.arg.string({
        required: true,
        description: 'The key of the fact in that dataset: `staff-2021`.',
        extensions: { words: { vocabulary: factKeys } },
      }),
    },
    resolve: async (_root, args, ctx, info) => {
      const dataset = checkText('dataset', args.dataset)
      const key = checkText('key', args.key)
      const ids = sql`select fact.id from fact join dataset on dataset.id = dataset_id
        where dataset.slug = lower(${dataset}) and key = ${key}`
      return await findRow(ctx, info, 'fact', ids)
    },
  }),
}))
