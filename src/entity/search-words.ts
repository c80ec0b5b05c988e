import { sql } from 'kysely'
import type { Context } from '../builder.ts'
import { nearest } from '../model/did-you-mean.ts'
import { quoted } from '../model/value.ts'
import { kindWords } from '../query/kind-words.ts'
import { longestQuestion, readQuestion } from '../query/question.ts'
import { readsOf } from '../query/rows.ts'
import type { SearchScope } from '../query/search.ts'
import type { AskedWord, Explanation, Explanations, Vocabulary } from '../query/vocabulary.ts'
import { textFault } from '../text.ts'
import { entitiesNamedLike, type Similar } from './similar.ts'

/** How many words of a question are looked up. */
const mostLookedUp = 20

/** The words of what is searched: explained if nothing has one of them. */
export class SearchWords implements Vocabulary {
  readonly #scopes: readonly SearchScope[]

  constructor(...scopes: readonly SearchScope[]) {
    this.#scopes = scopes
  }

  async explain(ctx: Context, words: readonly AskedWord[]): Promise<Explanations> {
    const sound = words.filter(({ value }) => textFault(value) === undefined && value.length <= longestQuestion)
    const explained = sound.map(async (word): Promise<[AskedWord, Explanation][]> => {
      const unknown = await this.#unknownWords(ctx, word.value)
      if (unknown.length === 0) return []
      const similar = await entitiesNamedLike(ctx.db, unknown)
      const one = unknown.length === 1 ? 'word' : 'words'
      const message = `Nothing that is searched here has the ${one} ${unknown.map(quoted).join(', ')}.`
      return [[word, { message, suggestions: rewritten(word.value, unknown, similar) }]]
    })
    return new Map((await Promise.all(explained)).flat())
  }

  /** The words of a question that nothing has. Stop words, which say nothing, and what must not occur are none. */
  async #unknownWords(ctx: Context, question: string): Promise<string[]> {
    const items = readQuestion('query', question).flat()
    const asked = new Set(items.flatMap(({ text, not }) => (not ? [] : text.split(/\s+/u))))
    const query = (scope: SearchScope) => sql`search_query(
      jsonb_build_array(jsonb_build_array(jsonb_build_object('text', word, 'is', 'words', 'not', false))),
      ${sql.lit(scope)}, ${JSON.stringify(kindWords())}::jsonb)`
    const isSomewhere = this.#scopes.map(
      (scope) => sql`exists (select from ${sql.table(scope)} as searched where searched.search @@ ${query(scope)})`,
    )
    const rows = await readsOf(ctx).rows(sql<{ word: string }>`
      select word from unnest(${[...asked].slice(0, mostLookedUp)}::text[]) with ordinality as asked (word, place)
      where ${query('sentence')}::text <> '''#''' and not (${sql.join(isSomewhere, sql` or `)})
      order by place`)
    return rows.map(({ word }) => word)
  }
}

/** The question with each unknown word spelt like a name that resembles it, or left out if none does. */
function rewritten(question: string, unknown: readonly string[], similar: readonly (readonly Similar[])[]): string[] {
  const spelt = unknown.map((word, place) => {
    const words = (similar[place] ?? []).flatMap(({ name }) => name.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    return [word, nearest(word, words) ?? ''] as const
  })
  const better = spelt.reduce((text, [word, right]) => text.replace(word, () => right), question)
  const clean = better.replaceAll(/\s+/gu, ' ').trim()
  return clean === '' ? [] : [clean]
}
