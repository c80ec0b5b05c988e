import { Alias } from '../alias/schema.ts'
import { builder } from '../builder.ts'
import { EntityKindRef } from '../entity/enum.ts'
import { Entity } from '../entity/schema.ts'
import { mostNames, type NameMatch, resolveName, resolveNames, suggestNames } from '../name/resolve.ts'
import { costs } from '../query/cost.ts'
import { loadRow } from '../query/rows.ts'
import { namesOrAlike } from './vocabulary.ts'

const MatchReason = builder.enumType('MatchReason', {
  description: 'Why a name matches a text.',
  values: {
    NAME: { description: 'The text is the current name.' },
    ALIAS: { description: 'The text is another name that is in use.' },
    FORMER_NAME: { description: 'The text is a name or an acronym that is no longer in use.' },
    ACRONYM: { description: 'The text is an acronym that is in use.' },
    IDENTIFIER: { description: 'The text is its identifier in another catalogue, or the address of its page there.' },
    PREFIX: { description: 'A name starts with the text.' },
    WORDS: { description: 'The text has some words of a name, in any order, also as initials.' },
    FUZZY: { description: 'A name resembles the text, which may be misspelt.' },
  } as const,
})

const NameMatchRef = builder.objectRef<NameMatch>('NameMatch').implement({
  description: 'An entity that a name may mean.',
  fields: (t) => ({
    entity: t.field({
      type: Entity,
      description: 'The entity that has the name.',
      resolve: async ({ entityId }, _args, ctx, info) => (await loadRow(ctx, info, 'entity', entityId)) as never,
    }),
    matchedName: t.exposeString('matchedName', { description: 'Which of its names matched.' }),
    alias: t.field({
      type: Alias,
      nullable: true,
      description: 'The alias that matched, with its years and evidence; null for the current name and for labels.',
      resolve: async ({ aliasId }, _args, ctx, info) =>
        aliasId === null ? null : ((await loadRow(ctx, info, 'fact', aliasId)) as never),
    }),
    reason: t.field({ type: MatchReason, description: 'Why it matched.', resolve: (match) => match.reason }),
    score: t.exposeFloat('score', {
      description: 'How good the match is, from 0 to 1. With `asOf`, names that were not in use then score lower.',
    }),
    note: t.string({
      nullable: true,
      description: 'What decided the order, where several things match equally well: how much the graph knows of each.',
      resolve: ({ note }) => note ?? null,
    }),
  }),
})

const kindsDescription = 'Only entities of these kinds.'
const asOfDescription = 'When the name was written: names that were in use then come first.'
const firstDescription = 'How many candidates, at most 100; 10 by default.'

builder.queryFields((t) => ({
  resolve: t.field({
    type: [NameMatchRef],
    description:
      'The entities that a name may mean, the best match first. It also finds former names, misspellings, starts of names, and names of which only some words or initials are given.',
    args: {
      name: t.arg.string({
        required: true,
        description: 'The name as somebody wrote it, or an identifier.',
        extensions: { words: { vocabulary: namesOrAlike }, cost: costs.similarName },
      }),
      kinds: t.arg({ type: [EntityKindRef], description: kindsDescription }),
      asOf: t.arg({ type: 'EDTF', description: asOfDescription }),
      first: t.arg.int({ description: firstDescription }),
    },
    resolve: (_root, { name, ...options }, ctx) => resolveName(ctx.db, name, options),
  }),
  resolveAll: t.field({
    type: t.listRef(t.listRef(NameMatchRef)),
    description: `The same as \`resolve\` for up to ${mostNames} names at once, in the order of the names.`,
    args: {
      names: t.arg.stringList({
        required: true,
        description: 'The names as somebody wrote them, or identifiers.',
        extensions: { words: { vocabulary: namesOrAlike }, cost: costs.similarName },
      }),
      kinds: t.arg({ type: [EntityKindRef], description: kindsDescription }),
      asOf: t.arg({ type: 'EDTF', description: asOfDescription }),
      first: t.arg.int({ description: 'How many candidates for each name, at most 100; 10 by default.' }),
    },
    resolve: (_root, { names, ...options }, ctx) => resolveNames(ctx.db, names, options),
  }),
  suggest: t.field({
    type: [NameMatchRef],
    description:
      'The entities that somebody may mean who is still typing, the best match first: every word may be unfinished, and some may be wrong.',
    args: {
      text: t.arg.string({
        required: true,
        description: 'What has been typed: `council aus`.',
        extensions: { words: { vocabulary: namesOrAlike }, cost: costs.similarName },
      }),
      kinds: t.arg({ type: [EntityKindRef], description: kindsDescription }),
      first: t.arg.int({ description: firstDescription }),
    },
    resolve: (_root, { text, ...options }, ctx) => suggestNames(ctx.db, text, options),
  }),
}))
