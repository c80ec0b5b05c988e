import { sql } from '../database/sql.ts'
import { names } from '../entity/vocabulary.ts'
import { nameKey } from '../model/name-key.ts'
import { quoted } from '../model/value.ts'
import { readsOf } from '../query/rows.ts'
import type { AskedWord, Explanation, Vocabulary } from '../query/vocabulary.ts'

/** Names that facts state. An entity also has names that no fact states: its own one, and labels. */
export const statedNames: Vocabulary = {
  async explain(ctx, words) {
    const unknown = await names.explain(ctx, words)
    const known = words.filter((word) => !unknown.has(word))
    const values = known.map(({ value }) => value)
    const unstated = await readsOf(ctx).rows(sql<{ value: string; name: string }>`
      select distinct on (asked.value) asked.value, entity.name
      from unnest(${values}::text[], ${values.map(nameKey)}::text[]) as asked (value, key)
      join name on name.key = asked.key join entity on entity.id = name.entity_id
      where not exists (select from name as stated where stated.key = asked.key and stated.alias_id is not null)
      order by asked.value, entity.id`)
    const explained = known.flatMap((word): [AskedWord, Explanation][] => {
      const found = unstated.find(({ value }) => value === word.value)
      if (!found) return []
      const message = `${quoted(word.value)} is a name of ${quoted(found.name)}, but no fact states it: ask \`entity\` or \`resolve\`.`
      return [[word, { message, suggestions: [] }]]
    })
    return new Map([...unknown, ...explained])
  },
}
