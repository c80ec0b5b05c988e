import type { Context } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import { type NodeId, parseNodeId } from '../model/id.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import { quoted } from '../model/value.ts'
import { readsOf } from '../query/rows.ts'
import type { AskedWord, Explanation, Explanations, Vocabulary } from '../query/vocabulary.ts'
import { findNodes, modelOfType } from './find.ts'

interface Deletion {
  readonly place: number
  readonly day: string
}

/** Ids of things that are no longer in the graph, or that never were. */
async function explainIds(ctx: Context, words: readonly AskedWord[]): Promise<Explanations> {
  const asked = words.flatMap((word) => {
    const id = parseNodeId(word.value)
    return id ? [{ word, id }] : []
  })
  const found = await findNodes(
    ctx,
    asked.map(({ id }) => id),
  )
  const gone = asked.filter((_, place) => found[place] === null)
  if (gone.length === 0) return new Map()
  const deletions = await readsOf(ctx).rows(deletionsOf(gone.map(({ id }) => id)))
  return new Map(
    gone.map(({ word, id }, place): [AskedWord, Explanation] => {
      const deletion = deletions.find((each) => each.place === place)
      const what = thingOf(id)
      const message = deletion
        ? `The id is that of ${what}, which was taken out of the graph on ${deletion.day}.`
        : `The id is that of ${what}, which is not in the graph.`
      return [word, { message, suggestions: [] }]
    }),
  )
}

/** Global ids in places where some things are meant. `wrong` explains the id of something else. */
export function idsWhere(wrong: (id: NodeId, word: AskedWord) => Explanation | undefined): Vocabulary {
  return {
    async explain(ctx, words) {
      const gone = await explainIds(ctx, words)
      const others = words.flatMap((word): [AskedWord, Explanation][] => {
        const id = gone.has(word) ? undefined : parseNodeId(word.value)
        const explanation = id && wrong(id, word)
        return explanation ? [[word, explanation]] : []
      })
      return new Map([...gone, ...others])
    },
  }
}

/** Why the id of a thing finds nothing where a `noun` is meant. */
export function otherThing(id: NodeId, noun: string): Explanation {
  return { message: `The id is that of ${thingOf(id)}, which is no ${noun}.`, suggestions: [] }
}

/** Global ids of anything. */
export const ids: Vocabulary = { explain: explainIds }

/** What an id stands for, in words: `the person "asher-hirsch"`. */
function thingOf({ type, parts }: NodeId): string {
  const kind = [...entityKinds(), ...factKinds()].find((each) => each.type === type)
  const noun = kind ? kind.noun.replace(/^an? /u, 'the ') : `the ${type.toLowerCase()}`
  return `${noun} ${quoted(parts.join('/'))}`
}

/** When the change log last saw each of these taken out. Paragraphs and evidence go with their documents and facts. */
function deletionsOf(ids: readonly NodeId[]): Expression<Deletion> {
  const logged = ids.map(({ type, parts }) => {
    const model = modelOfType(type)
    if (model === 'fact' || model === 'evidence') return { type: 'fact', dataset: parts[0], key: parts[1] }
    if (model === 'paragraph') return { type: 'document', key: parts[0] }
    return { type: model, key: parts[0] }
  })
  const column = (name: 'type' | 'dataset' | 'key') => sql`${logged.map((each) => each[name] ?? null)}::text[]`
  return sql`
    select asked.place::integer - 1 as place, to_char(last.at at time zone 'UTC', 'YYYY-MM-DD') as day
    from unnest(${column('type')}, ${column('dataset')}, ${column('key')}) with ordinality
      as asked (type, dataset, key, place)
    cross join lateral (
      select change.operation, change.at from change
      where change.type = asked.type and change.key = asked.key
        and change.dataset = coalesce(asked.dataset, change.dataset)
      order by change.at desc, change.number desc, change.ordinal desc limit 1
    ) as last
    where last.operation = 'DELETE'`
}
