import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import { builder, type Context } from '../builder.ts'
import { EntityKindRef } from '../entity/enum.ts'
import { KindCount } from '../entity/schema.ts'
import { SearchWords } from '../entity/search-words.ts'
import { FactKindRef } from '../fact/enum.ts'
import { FactKindCount } from '../fact/facet-schema.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { loadModel } from '../node/load.ts'
import { forwardArguments } from '../query/argument.ts'
import { costs } from '../query/cost.ts'
import { MayBeEmpty } from '../query/may-be-empty.ts'
import type { KeyValue } from '../query/order.ts'
import { type Page, readPage } from '../query/page.ts'
import { readQuestion } from '../query/question.ts'
import type { Question, Source } from './block.ts'
import { readSnippets } from './field-text.ts'
import { countHits, findHits, type Hit, readPosition } from './find.ts'
import type { Snippet } from './snippet.ts'

/** A page of hits. It reads from the database only what a field needs. */
class Search extends MayBeEmpty {
  readonly question: Question
  readonly #ctx: Context
  readonly #size: number
  readonly #after: KeyValue[] | undefined
  #found: ReturnType<typeof findHits> | undefined
  #counts: ReturnType<typeof countHits> | undefined

  constructor(ctx: Context, question: Question, page: Page) {
    super()
    this.question = question
    // An error names the field `search` and not one below it.
    readQuestion('query', question.words)
    this.#ctx = ctx
    this.#size = page.size
    this.#after = readPosition(question, page)
  }

  async found() {
    this.#found ??= findHits(this.#ctx.db, this.question, this.#size, this.#after)
    const found = await this.#found
    if (found.hits.length === 0 && this.#after === undefined) this.isEmpty()
    return found
  }

  /** How many things were found, by source and kind: one statement for all counts. */
  async counts() {
    this.#counts ??= countHits(this.#ctx.db, this.question)
    const counts = await this.#counts
    if (counts.length === 0) this.isEmpty()
    return counts
  }

  async countOf(source: Source): Promise<{ kind: string; count: number }[]> {
    return (await this.counts()).filter((counted) => counted.source === source)
  }

  async edges(): Promise<Edge[]> {
    const snippets = new DataLoader((hits: readonly Hit[]) => readSnippets(this.#ctx.db, this.question.words, hits))
    return (await this.found()).hits.map((hit) => ({ hit, snippet: () => snippets.load(hit) }))
  }

  /** Starts only what is selected, because a promise that nobody awaits would end the process when it rejects. */
  pageInfo() {
    const found = () => this.found()
    return {
      // A cursor points at a row of this list, so one that was given has that row before the page.
      hasPreviousPage: this.#after !== undefined,
      get hasNextPage() {
        return found().then(({ more }) => more)
      },
      get startCursor() {
        return found().then(({ hits }) => hits.at(0)?.cursor() ?? null)
      },
      get endCursor() {
        return found().then(({ hits }) => hits.at(-1)?.cursor() ?? null)
      },
    }
  }
}

interface Edge {
  readonly hit: Hit
  /** Those of all edges of a page are read together. */
  snippet(): Promise<Snippet | undefined>
}

async function loadHit(ctx: Context, info: GraphQLResolveInfo, { source, id }: Hit) {
  const [row] = await loadModel(ctx, info, source, [id])
  return row as NonNullable<typeof row>
}

const SearchEdge = builder.objectRef<Edge>('SearchEdge').implement({
  description: 'One result of a search.',
  fields: (t) => ({
    cursor: t.string({ description: 'The position of this item, for `after`.', resolve: ({ hit }) => hit.cursor() }),
    node: t.field({
      type: builder.nodeInterfaceRef(),
      description: 'What was found: an entity, a fact, or a document whose text has the words.',
      resolve: ({ hit }, _args, ctx, info) => loadHit(ctx, info, hit),
    }),
    score: t.float({
      description:
        'How well it matches, from 0 to 1. Names count more than statements, and statements more than running text.',
      resolve: ({ hit }) => hit.score,
    }),
    snippet: t.string({
      nullable: true,
      description:
        'A sentence of the field that matched best, as HTML. Everything is escaped, and what matched is in `<mark>`.',
      resolve: async ({ snippet }) => (await snippet())?.html,
    }),
    field: t.string({
      description:
        'The field that matched best: `name`, `alias` or `summary` of an entity; `statement`, `claim`, `reply` or `quotation` of a fact, or what links it to an entity that was named, such as `critic` or `topics`; `text` of a document.',
      resolve: async ({ snippet }) => (await snippet())?.field ?? '',
    }),
  }),
})

const SearchFacets = builder.objectRef<Search>('SearchFacets').implement({
  description: 'Counts of everything that was found, not only of one page.',
  fields: (t) => ({
    kinds: t.field({
      type: [KindCount],
      description: 'How many entities of each kind were found, the highest count first.',
      resolve: async (search) => (await search.countOf('entity')) as { kind: EntityKind; count: number }[],
    }),
    factKinds: t.field({
      type: [FactKindCount],
      description: 'How many facts of each kind were found, the highest count first.',
      resolve: async (search) => (await search.countOf('fact')) as { kind: FactKind; count: number }[],
    }),
    documents: t.int({
      description: 'How many documents were found.',
      resolve: async (search) => (await search.countOf('document'))[0]?.count ?? 0,
    }),
  }),
})

const SearchConnection = builder.objectRef<Search>('SearchConnection').implement({
  description: 'The results of a search, page by page, the best first.',
  fields: (t) => ({
    edges: t.field({
      type: [SearchEdge],
      description: 'The items of this page, each with its score and snippet.',
      resolve: (search) => search.edges(),
    }),
    nodes: t.field({
      type: [builder.nodeInterfaceRef()],
      description: 'The items of this page.',
      resolve: async (search, _args, ctx, info) => {
        const { hits } = await search.found()
        return Promise.all(hits.map((hit) => loadHit(ctx, info, hit)))
      },
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      description: 'Whether items come before and after this page, and the cursors to ask for them.',
      resolve: (search) => search.pageInfo() as never,
    }),
    totalCount: t.int({
      description: 'How many things were found. They are counted only if you ask for this field.',
      extensions: { cost: costs.search },
      resolve: async (search) => (await search.counts()).reduce((sum, { count }) => sum + count, 0),
    }),
    facets: t.field({
      type: SearchFacets,
      description: 'Counts of everything that was found, not only of this page.',
      extensions: { cost: costs.search },
      resolve: (s) => s,
    }),
  }),
})

builder.queryField('search', (t) =>
  t.field({
    type: SearchConnection,
    description:
      'Searches the names and summaries of entities, the statements and quotations of facts, and the sentences of documents whose text is loaded. All words must be there, in any form and either spelling; accents do not matter. A name of an entity also matches the facts that are linked to it, and a word that names a kind, such as "criticisms", matches what is of that kind. You can write "quoted phrases", `or`, and `-` before a word that must not occur. Unless you ask for something, everything is searched.',
    args: {
      query: t.arg.string({
        required: true,
        description: 'What somebody typed into a search box, at most 1,000 characters.',
        extensions: { words: { vocabulary: new SearchWords('entity', 'fact', 'sentence') }, cost: costs.search },
      }),
      kinds: t.arg({ type: [EntityKindRef], description: 'Entities of these kinds.' }),
      factKinds: t.arg({ type: [FactKindRef], description: 'Facts of these kinds.' }),
      documents: t.arg.boolean({ description: 'Documents; false: anything but documents.' }),
      ...forwardArguments(t.arg),
    },
    resolve: (_root, { query, kinds, factKinds, documents, ...page }, ctx) =>
      new Search(ctx, { words: query, kinds, factKinds, documents }, readPage(page)),
  }),
)
