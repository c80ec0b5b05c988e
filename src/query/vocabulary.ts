import { builder, type Context } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { closest } from '../model/did-you-mean.ts'
import { quoted } from '../model/value.ts'
import { textFault } from '../text.ts'
import type { Table } from './row.ts'
import { readsOf } from './rows.ts'

/** A word that a caller wrote into an argument. */
export interface AskedWord {
  /** Where it is written: "where.critic.named". */
  readonly argument: string
  readonly value: string
  readonly vocabulary: Vocabulary
  /** The kinds of entities that the word can stand for there; undefined: any. */
  readonly kinds: readonly EntityKind[] | undefined
  /** The field looks one thing up, and does not list many. */
  readonly isLookup: boolean
  /** The values that are written beside it. */
  readonly beside: Readonly<Record<string, unknown>>
}

export interface Explanation {
  readonly message: string
  readonly suggestions: readonly string[]
}

export type Explanations = ReadonlyMap<AskedWord, Explanation>

/** What words of one sort, such as names or metrics, can stand for. */
export interface Vocabulary {
  /** Those of the words that stand for nothing, each explained. */
  explain(ctx: Context, words: readonly AskedWord[]): Promise<Explanations>
  /** What callers should know about words even if they find something. */
  warn?(ctx: Context, words: readonly AskedWord[]): Promise<Explanations>
}

/** What an argument or a field of an input says of the words in it, as its extension `words`. */
export interface Words {
  readonly vocabulary?: Vocabulary
  /** The kinds of entities that can match there. */
  readonly kinds?: readonly EntityKind[]
  /** The vocabularies of the fields of its input, where they differ from those that the input declares. */
  readonly fields?: Readonly<Record<string, Vocabulary>>
}

/** How many suggestions a hint has at most. */
export const mostSuggestions = 3

/** How many of the words in use are compared with one that is not. */
const mostCompared = 2_000

interface WordCount {
  readonly word: string
  readonly count: number
}

export const WordCountRef = builder.objectRef<WordCount>('WordCount').implement({
  description: 'A word that is in use, and how often.',
  fields: (t) => ({
    word: t.exposeString('word', { description: 'The word as it is written.' }),
    count: t.exposeInt('count', { description: 'How many things use it.' }),
  }),
})

/** The words in one column of a table, whatever their case. */
export class ColumnWords implements Vocabulary {
  readonly #what: string
  readonly #table: Expression<unknown>
  readonly #column: Expression<unknown>

  /** `what` a word of it is called: "metric". The table may be a subquery with its name. */
  constructor(what: string, table: Table | Expression<unknown>, column: string) {
    this.#what = what
    this.#table = typeof table === 'string' ? sql.ref(table) : table
    this.#column = sql.ref(column)
  }

  /** The most frequent words, most frequent first. */
  async inUse(ctx: Context, first: number): Promise<readonly WordCount[]> {
    return await readsOf(ctx).rows<WordCount>(sql`
      select ${this.#column} as word, count(*)::integer as count from ${this.#table}
      where ${this.#column} is not null
      group by 1 order by 2 desc, ${this.#column} collate "C" limit ${sql.lit(first)}`)
  }

  async explain(ctx: Context, words: readonly AskedWord[]): Promise<Explanations> {
    const values = words.map(({ value }) => value).filter((value) => textFault(value) === undefined)
    const [known, used] = await Promise.all([
      readsOf(ctx).rows<{ value: string }>(sql`
        select value from unnest(${values}::text[]) as asked (value)
        where exists (select from ${this.#table} where lower(${this.#column}) = lower(asked.value))`),
      this.inUse(ctx, mostCompared),
    ])
    const unknown = words.filter(({ value }) => !known.some((found) => found.value === value))
    return new Map(unknown.map((word) => [word, this.#explanation(word.value, used)]))
  }

  #explanation(value: string, used: readonly WordCount[]): Explanation {
    const message = `Nothing in the graph has the ${this.#what} ${quoted(value)}.`
    const suggestions = closest(
      value,
      used.map(({ word }) => word),
      mostSuggestions,
    )
    const frequent = used.slice(0, 5).map(({ word }) => quoted(word))
    if (suggestions.length > 0 || frequent.length === 0) return { message, suggestions }
    return { message: `${message} The most frequent ones are ${frequent.join(', ')}.`, suggestions }
  }
}
