import type { Context } from '../builder.ts'
import { sql } from '../database/sql.ts'
import { nearest } from '../model/did-you-mean.ts'
import { quoted } from '../model/value.ts'
import { readQuestion } from '../query/question.ts'
import { readsOf } from '../query/rows.ts'
import { questionQuery, type SearchScope } from '../query/search.ts'
import { longestText, textLength } from '../query/text.ts'
import {
  type AskedWord,
  type Explanation,
  type Explanations,
  mostSuggestions,
  type Vocabulary,
} from '../query/vocabulary.ts'
import { textFault } from '../text.ts'
import { entitiesNamedLike, type Similar } from './similar.ts'

/** How many words of a question are looked up. */
const mostLookedUp = 20

/** A question of more words is not tried without each of them. */
const mostTogether = 8

/** The words of what is searched: explained if nothing has one of them. */
export class SearchWords implements Vocabulary {
  readonly #scopes: readonly SearchScope[]

  constructor(...scopes: readonly SearchScope[]) {
    this.#scopes = scopes
  }

  async explain(ctx: Context, words: readonly AskedWord[]): Promise<Explanations> {
    const sound = words.filter(({ value }) => textFault(value) === undefined && textLength(value) <= longestText)
    const explained = sound.map(async (word): Promise<[AskedWord, Explanation][]> => {
      const unknown = await this.#unknownWords(ctx, word.value)
      if (unknown.length === 0) return await this.#notTogether(ctx, word)
      const similar = await entitiesNamedLike(ctx.db, unknown)
      const one = unknown.length === 1 ? 'word' : 'words'
      const message = `Nothing that is searched here has the ${one} ${unknown.map(quoted).join(', ')}.`
      return [[word, { message, suggestions: rewritten(word.value, unknown, similar) }]]
    })
    return new Map((await Promise.all(explained)).flat())
  }

  /** Where nothing has all words of a question, with what finds something when one word is left out. */
  async #notTogether(ctx: Context, word: AskedWord): Promise<[AskedWord, Explanation][]> {
    const [[only] = [], ...others] = readQuestion('query', word.value)
    const words = only?.text.split(/\s+/u) ?? []
    if (others.length > 0 || only?.is !== 'words' || only.not || words.length < 2 || words.length > mostTogether)
      return []
    const shorter = words.map((_, index) => words.toSpliced(index, 1).join(' '))
    const [whole, ...answers] = await this.#ask(ctx, [word.value, ...shorter])
    if (whole?.finds) return []
    const suggestions = shorter.filter((_, index) => answers[index]?.finds).slice(0, mostSuggestions)
    if (suggestions.length === 0) return []
    return [[word, { message: 'Each of these words is there, but nothing has all of them.', suggestions }]]
  }

  /** The words of a question that nothing has. Stop words, which say nothing, and what must not occur are none. */
  async #unknownWords(ctx: Context, question: string): Promise<string[]> {
    const items = readQuestion('query', question).flat()
    const words = new Set(items.flatMap(({ text, not }) => (not ? [] : text.split(/\s+/u))))
    const asked = [...words].slice(0, mostLookedUp)
    const answers = await this.#ask(ctx, asked)
    return asked.filter((_, index) => answers[index]?.says && !answers[index]?.finds)
  }

  /** Whether each of some questions says anything, and finds anything. */
  async #ask(ctx: Context, questions: readonly string[]): Promise<readonly { says: boolean; finds: boolean }[]> {
    const asked = questions.map((question) => JSON.stringify(readQuestion('query', question)))
    const query = (scope: SearchScope) => questionQuery(sql.ref('question'), scope)
    const finds = this.#scopes.map(
      (scope) => sql`exists (select from ${sql.ref(scope)} as searched where searched.search @@ ${query(scope)})`,
    )
    return await readsOf(ctx).rows(sql<{ says: boolean; finds: boolean }>`
      select ${query('sentence')}::text <> '''#''' as says, ${sql.join(finds, ' or ')} as finds
      from unnest(${asked}::text[]) with ordinality as asked (question, place) order by place`)
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
