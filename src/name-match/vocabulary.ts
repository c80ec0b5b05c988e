import { names } from '../entity/vocabulary.ts'
import { quoted } from '../model/value.ts'
import type { Vocabulary } from '../query/vocabulary.ts'

/** Names that are looked for with all that resembles them. */
export const namesOrAlike: Vocabulary = {
  async explain(ctx, words) {
    const unknown = [...(await names.explain(ctx, words))].filter(([, { suggestions }]) => suggestions.length === 0)
    return new Map(
      unknown.map(([word]) => {
        const message = `Nothing in the graph has the name ${quoted(word.value)}, or one that resembles it.`
        return [word, { message, suggestions: [] }]
      }),
    )
  },
}
