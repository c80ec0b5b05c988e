import { once } from 'es-toolkit/function/once'
import { type Expression, sql } from '../database/sql.ts'
import { DossierError } from '../errors.ts'
import { kindWords } from './kind-words.ts'
import type { Condition } from './logic.ts'
import { readQuestion } from './question.ts'
import { checkText } from './text.ts'

/** What has a text search vector. Names of entities count for the facts that are linked to them. */
export type SearchScope = 'entity' | 'fact' | 'sentence'

/** A scope, or facts that are linked to nothing but what is named itself: what they are ranked by. */
type Asked = SearchScope | 'named'

interface QueryOptions {
  /** Facts are also found by what is below a named topic or place; not so for ranking. */
  readonly narrower?: boolean
  /** A word that names a kind is a word like others. */
  readonly literal?: boolean
}

/** What somebody typed into a search box, as a tsquery that a vector has to match. Throws BAD_USER_INPUT like readQuestion. */
export function searchQuery(
  field: string,
  words: string,
  scope: SearchScope,
  options: QueryOptions = {},
): Expression<unknown> {
  const question = JSON.stringify(readQuestion(field, checkText(field, words)))
  return questionQuery(sql`${question}`, scope, options)
}

/**
 * What somebody typed for some scopes at once, as rows: one for each language, with an array of tsqueries that texts have
 * to match, `asked`, and one that says which language they are in, `spoken`. Throws BAD_USER_INPUT like readQuestion.
 */
export function searchQueries(
  field: string,
  words: string,
  scopes: readonly Asked[],
  { literal = false }: Pick<QueryOptions, 'literal'> = {},
): Expression<unknown> {
  const question = JSON.stringify(readQuestion(field, checkText(field, words)))
  return sql`search_queries(${question}::jsonb, ${scopes}::text[], ${kindsFor(literal)}::jsonb)`
}

/**
 * A question that has been read, as JSON, as a tsquery. The database folds words (search_query), so that texts and
 * questions are folded alike on every cluster.
 */
export function questionQuery(
  question: Expression<unknown>,
  scope: SearchScope,
  { narrower = true, literal = false }: QueryOptions = {},
): Expression<unknown> {
  return sql`search_query(${question}::jsonb, ${sql.lit(scope)}, ${kindsFor(literal)}::jsonb, ${sql.lit(narrower)})`
}

const allKinds = once(() => JSON.stringify(kindWords()))

/** The words that name kinds, as JSON. */
function kindsFor(literal: boolean): string {
  return literal ? '{}' : allKinds()
}

/** How much words count by where they are: in quotations least, in names and statements most. */
export const weights: Record<SearchScope, string> = {
  entity: '{0.1, 0.2, 0.4, 1}',
  fact: '{0.05, 0.1, 0.2, 0.5}',
  sentence: '{0.05, 0.1, 0.2, 0.5}',
}

/** How well a vector matches, from 0 to 1 (32 stands for that). */
export function rank(vector: Expression<unknown>, query: Expression<unknown>, scope: SearchScope): Expression<number> {
  return sql`ts_rank(${sql.lit(weights[scope])}::float4[], ${vector}, ${query}, 32)::float8`
}

/**
 * The condition `search`: a text search vector matches the words. The query is in a subquery, so that PostgreSQL
 * computes it once and not for every row.
 */
export function matchesSearch(vector: Expression<unknown>, words: string, scope: SearchScope): Condition {
  return sql`${vector} @@ (select ${searchQuery('search', words, scope)})`
}

/** The words of the `search` that a relevance can be measured against: the outermost one, also inside AND. */
function searchedWords(where: { search?: string | null; AND?: readonly object[] | null }): string | undefined {
  if (where.search != null) return where.search
  for (const part of where.AND ?? []) {
    const words = searchedWords(part)
    if (words !== undefined) return words
  }
  return undefined
}

/**
 * The key of an order: how well a text matches the `search` of conditions; names weigh more than summaries. Throws
 * BAD_USER_INPUT when the conditions have none.
 */
export function relevance(
  vector: Expression<unknown>,
  where: object,
  scope: SearchScope,
): { expression: Expression<number>; relativeTo: string } {
  const words = searchedWords(where)
  if (words === undefined) {
    throw new DossierError('BAD_USER_INPUT', 'The order RELEVANCE needs a `search` in `where` to measure against.')
  }
  const query = sql`(select ${searchQuery('search', words, scope, { narrower: false })})`
  return { expression: rank(vector, query, scope), relativeTo: words }
}
