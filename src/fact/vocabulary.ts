import { type Expression, sql } from '../database/sql.ts'
import { quoted } from '../model/value.ts'
import { readsOf } from '../query/rows.ts'
import { matchesSearch } from '../query/search.ts'
import { type AskedWord, ColumnWords, type Explanation, mostSuggestions, type Vocabulary } from '../query/vocabulary.ts'
import { textFault } from '../text.ts'

/** How many keys are compared with one that does not exist. */
const mostCompared = 10_000

export const datasetSlugs = new ColumnWords('dataset', 'dataset', 'slug')

/** Keys of facts, in the datasets that are named beside them or in any. */
export const factKeys: Vocabulary = {
  async explain(ctx, words) {
    const reads = readsOf(ctx)
    const sound = words.filter(({ value }) => textFault(value) === undefined)
    const found = await reads.rows(factsOfKeys(sound))
    const unknown = sound.filter((_, place) => !found.some((fact) => fact.place === place))
    const explained = unknown.map(async (word): Promise<[AskedWord, Explanation]> => {
      const alike = await reads.rows(keysLike(word))
      const datasets = datasetsBeside(word)
      const where = datasets.length > 0 ? `the dataset ${datasets.map(quoted).join(' or ')}` : 'the graph'
      const message = `No fact of ${where} has the key ${quoted(word.value)}.`
      return [word, { message, suggestions: alike.map(({ key }) => key) }]
    })
    return new Map(await Promise.all(explained))
  },
}

function datasetsBeside({ beside: { dataset } }: AskedWord): string[] {
  return [dataset].flat().filter((slug) => typeof slug === 'string')
}

function inDatasets(word: AskedWord) {
  const datasets = datasetsBeside(word)
  return datasets.length === 0
    ? sql`true`
    : sql`dataset_id in (select id from dataset where slug = any(${datasets.map((slug) => slug.toLowerCase())}::text[]))`
}

function factsOfKeys(words: readonly AskedWord[]): Expression<{ place: number }> {
  const each = words.map(
    (word, place) =>
      sql`select ${sql.lit(place)} as place where exists (select from fact where key = ${word.value} and ${inDatasets(word)})`,
  )
  return each.length > 0 ? sql`${sql.join(each, ' union all ')}` : sql`select 0 as place where false`
}

/** Keys that resemble the asked one, and those of facts that say what its words say, the most alike first. */
function keysLike(word: AskedWord): Expression<{ key: string }> {
  const words = word.value.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
  const alike = sql`similarity(key, ${word.value})`
  return sql`
    select key from (
      (select key from fact where ${inDatasets(word)} limit ${sql.lit(mostCompared)})
      union (select key from fact where ${matchesSearch(sql.ref('search'), words, 'fact')} and ${inDatasets(word)}
        limit ${sql.lit(mostCompared)})
    ) as near where ${alike} > 0.2 order by ${alike} desc, key collate "C" limit ${sql.lit(mostSuggestions)}`
}
