import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
  responsePathAsArray,
} from 'graphql'
import type { Context } from '../builder.ts'
import { keptBy } from '../execution/kept.ts'
import { whenThere } from '../execution/maybe-promise.ts'
import { EntityKind } from '../generated/prisma/enums.ts'
import { askedWords, takesWords } from './asked-words.ts'
import { listOfField } from './declaration.ts'
import { MayBeEmpty } from './may-be-empty.ts'
import type { Kind } from './row.ts'
import { placeOf } from './rows.ts'
import type { AskedWord, Explanations, Vocabulary } from './vocabulary.ts'

/** Why a part of an answer is empty: a word in its arguments stands for nothing. */
export interface Hint {
  /** The first place in the answer that is empty because of it. */
  readonly path: readonly (string | number)[]
  readonly argument: string
  readonly value: string
  readonly message: string
  readonly suggestions: readonly string[]
}

type Arguments = Readonly<Record<string, unknown>>

/** A field to explain. */
interface Note {
  /** Where the field is written in the document. */
  readonly start: number
  readonly path: readonly (string | number)[]
  readonly words: readonly AskedWord[]
}

/** How many words of one operation are explained at most. */
const mostWords = 50

const emptyOf = keptBy((_: Context) => new Map<string, Note>())
const warnedOf = keptBy((_: Context) => new Map<string, Note>())

/** Watches all fields that take words for empty answers. Hints cost nothing where there is something. */
export function withHints(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue
    for (const field of Object.values(type.getFields())) {
      if (takesWords(field)) field.resolve = watched(field, field.resolve ?? defaultFieldResolver)
    }
  }
  return schema
}

/** The kinds of entities that a list shows; undefined for one of facts, whose words are names of any entity. */
function entityKindsOf(kinds: readonly Kind[] | undefined): readonly EntityKind[] | undefined {
  const found = kinds?.filter((kind) => kind in EntityKind) as EntityKind[] | undefined
  return found?.length === 0 ? undefined : found
}

const isNothing = (found: unknown) => found == null || (Array.isArray(found) && found.length === 0)

type Resolve = GraphQLFieldResolver<unknown, unknown>

function watched(field: GraphQLField<unknown, unknown>, resolve: Resolve): Resolve {
  const kinds = entityKindsOf(listOfField(field)?.kinds)
  const warns = takesWords(field, ({ warn }) => warn !== undefined)
  const note = (notes: Map<string, Note>, info: GraphQLResolveInfo, args: Arguments) => {
    const place = placeOf(info)
    if (notes.has(place)) return
    const start = info.fieldNodes[0]?.loc?.start ?? 0
    notes.set(place, { start, path: responsePathAsArray(info.path), words: askedWords(field, args, kinds) })
  }
  return (parent, args: Arguments, ctx, info) => {
    const context = ctx as Context
    const isEmpty = () => note(emptyOf(context), info, args)
    return whenThere(resolve(parent, args, ctx, info) as unknown, (found) => {
      if (found instanceof MayBeEmpty) found.onEmpty(isEmpty)
      else if (isNothing(found) || (Array.isArray(found) && found.some(isNothing))) isEmpty()
      // The lists of a page are alike, so that only fields of the query itself are worth a warning.
      if (warns && info.path.prev === undefined) note(warnedOf(context), info, args)
      return found
    })
  }
}

/** The hints of an operation that has been executed, in the order of its fields. */
export async function hintsOf(ctx: Context): Promise<Hint[]> {
  const empty = await explain([...emptyOf(ctx).values()], (vocabulary, words) => vocabulary.explain(ctx, words))
  const warned = await explain([...warnedOf(ctx).values()], async (vocabulary, words) => {
    return (await vocabulary.warn?.(ctx, words)) ?? new Map()
  })
  return [...empty, ...warned]
}

async function explain(
  notes: readonly Note[],
  ask: (vocabulary: Vocabulary, words: readonly AskedWord[]) => Promise<Explanations>,
): Promise<Hint[]> {
  if (notes.length === 0) return []
  const inOrder = notes.toSorted((one, other) => one.start - other.start)
  const noted = inOrder.flatMap(({ path, words }) => words.map((word) => ({ path, word }))).slice(0, mostWords)
  const byVocabulary = Map.groupBy(noted, ({ word }) => word.vocabulary)
  const parts = [...byVocabulary].map(([vocabulary, some]) =>
    ask(
      vocabulary,
      some.map(({ word }) => word),
    ),
  )
  const explained = new Map((await Promise.all(parts)).flatMap((part) => [...part]))
  return noted.flatMap(({ path, word }) => {
    const explanation = explained.get(word)
    return explanation ? [{ path, argument: word.argument, value: word.value, ...explanation }] : []
  })
}
