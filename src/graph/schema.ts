import { attributeKeys } from '../attribute/where.ts'
import { builder, type Context } from '../builder.ts'
import { readRevision } from '../database/revision.ts'
import { sql } from '../database/sql.ts'
import { query } from '../database/statement.ts'
import { KindCount } from '../entity/schema.ts'
import { identifierSchemes } from '../entity/vocabulary.ts'
import { DossierError } from '../errors.ts'
import { CheckStatusRef, CheckSubjectRef, EvidenceStatusRef } from '../evidence/enum.ts'
import { metrics } from '../figure/where.ts'
import { CheckStatus, CheckSubject, EntityKind, EvidenceStatus } from '../generated/prisma/enums.ts'
import { shortListCap } from '../query/cap.ts'
import { readPage } from '../query/page.ts'
import { type ColumnWords, WordCountRef } from '../query/vocabulary.ts'
import { roleTitles } from '../role/where.ts'

const StatusCount = builder.objectRef<{ status: EvidenceStatus; count: number }>('EvidenceStatusCount').implement({
  description: 'How many pieces of evidence have one status.',
  fields: (t) => ({
    status: t.field({ type: EvidenceStatusRef, description: 'The result of the check.', resolve: (row) => row.status }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
  }),
})

interface CountedChecks {
  readonly subject: CheckSubject
  readonly status: CheckStatus
  readonly count: number
  readonly answered: number
}

const CheckCount = builder.objectRef<CountedChecks>('FactCheckCount').implement({
  description: 'How many quotations, citations, numbers, names or dates of facts have one status.',
  fields: (t) => ({
    subject: t.field({ type: CheckSubjectRef, description: 'What was looked for.', resolve: (row) => row.subject }),
    status: t.field({ type: CheckStatusRef, description: 'What was found.', resolve: (row) => row.status }),
    count: t.exposeInt('count', { description: 'How many there are.' }),
    answered: t.exposeInt('answered', { description: 'To how many of them the fact gives a reason.' }),
  }),
})

const GraphInfo = builder.objectRef<object>('GraphInfo').implement({
  description: 'What the graph holds at this moment.',
  fields: (t) => ({
    revision: t.string({
      description:
        'A text that is different after every change of the graph. As long as it stays the same, so do all answers.',
      resolve: (_graph, _args, ctx) => readRevision(ctx.db.prisma),
    }),
    entityCounts: t.field({
      type: [KindCount],
      description: 'How many entities of each kind there are, including kinds without any.',
      resolve: async (_graph, _args, ctx) => {
        const rows = await query(
          ctx.db,
          sql<{ kind: EntityKind; count: string }>`select kind, count(*) from entity group by kind`,
        )
        const counts = new Map(rows.map((row) => [row.kind, Number(row.count)]))
        return Object.values(EntityKind).map((kind) => ({ kind, count: counts.get(kind) ?? 0 }))
      },
    }),
    factCount: t.int({
      description: 'How many facts there are.',
      resolve: async (_graph, _args, ctx) => {
        const [row] = await query(ctx.db, sql<{ count: string }>`select count(*) from fact`)
        return Number(row?.count)
      },
    }),
    evidenceCounts: t.field({
      type: [StatusCount],
      description: 'How many pieces of evidence have each status, including statuses without any.',
      resolve: async (_graph, _args, ctx) => {
        const rows = await query(
          ctx.db,
          sql<{ status: EvidenceStatus; count: string }>`select status, count(*) from evidence group by status`,
        )
        const counts = new Map(rows.map((row) => [row.status, Number(row.count)]))
        return Object.values(EvidenceStatus).map((status) => ({ status, count: counts.get(status) ?? 0 }))
      },
    }),
    checkCounts: t.field({
      type: [CheckCount],
      description:
        'How many quotations, citations, numbers, names and dates of facts have each status, including statuses without any.',
      resolve: async (_graph, _args, ctx) => {
        const rows = await query(
          ctx.db,
          sql<{ subject: CheckSubject; status: CheckStatus; count: string; answered: string }>`
            select subject, status, count(*), count(answer) as answered from fact_check group by subject, status`,
        )
        const counts = new Map(rows.map((row) => [`${row.subject} ${row.status}`, row]))
        return Object.values(CheckSubject).flatMap((subject) =>
          Object.values(CheckStatus).map((status) => {
            const found = counts.get(`${subject} ${status}`)
            return { subject, status, count: Number(found?.count ?? 0), answered: Number(found?.answered ?? 0) }
          }),
        )
      },
    }),
  }),
})

/** All words in use. Throws TOO_COMPLEX when there are more than a short list shows. */
async function allInUse(ctx: Context, vocabulary: ColumnWords) {
  const words = await vocabulary.inUse(ctx, shortListCap + 1)
  if (words.length <= shortListCap) return [...words]
  throw new DossierError('TOO_COMPLEX', `More than ${shortListCap} words are in use, the most that this list shows.`, {
    limit: 'items',
    maximum: shortListCap,
  })
}

builder.objectFields(GraphInfo, (t) => {
  const words = (vocabulary: ColumnWords, description: string) =>
    t.field({
      type: [WordCountRef],
      description: `${description} Most frequent first.`,
      resolve: async (_graph, _args, ctx) => await allInUse(ctx, vocabulary),
    })
  return {
    metrics: words(metrics, 'What figures measure: `staff`, `budget`.'),
    attributeKeys: words(attributeKeys, 'Which attributes there are: `founded`, `website`.'),
    identifierSchemes: words(identifierSchemes, 'The catalogues that identifiers are of: `wikidata`, `ror`.'),
    roleTitles: t.field({
      type: [WordCountRef],
      description: 'The titles of posts, most frequent first: `Director General`.',
      args: { first: t.arg.int({ description: 'How many, at most 100; 20 by default.' }) },
      resolve: async (_graph, { first }, ctx) => [...(await roleTitles.inUse(ctx, readPage({ first }).size))],
    }),
  }
})

builder.queryField('graph', (t) =>
  t.field({
    type: GraphInfo,
    description: 'The graph as a whole: its revision, and how much it holds.',
    resolve: () => ({}),
  }),
)
