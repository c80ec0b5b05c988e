import { type GraphQLField, type GraphQLInputType, getNullableType, isInputObjectType, isListType } from 'graphql'
import type { EntityKind } from '../generated/prisma/enums.ts'
import type { AskedWord, Vocabulary, Words } from './vocabulary.ts'

/** An argument or a field of an input. */
interface Input {
  readonly type: GraphQLInputType
  readonly extensions: Readonly<Record<string, unknown>>
}

interface Place {
  readonly argument: string
  readonly words: Words
  readonly kinds: readonly EntityKind[] | undefined
  readonly isLookup: boolean
  /** It must not match: a word that stands for nothing leaves nothing out. */
  readonly isNegated: boolean
  readonly beside: Readonly<Record<string, unknown>>
}

/** What is nested in these fields speaks of the same thing as what is around them. */
const sameThing = ['AND', 'OR', 'some', 'every', 'identifier']

/** What is nested in these fields must not match. */
const opposites = ['NOT', 'none']

const wordsOf = ({ extensions }: Pick<Input, 'extensions'>) => (extensions.words ?? {}) as Words

/** Whether the arguments of a field can hold words of a vocabulary, or of one that passes a test. */
export function takesWords(
  { args }: Pick<GraphQLField<unknown, unknown>, 'args'>,
  test: (vocabulary: Vocabulary) => boolean = () => true,
): boolean {
  const seen = new Set<unknown>()
  const takes = (input: Input): boolean => {
    const { vocabulary } = wordsOf(input)
    if (vocabulary && test(vocabulary)) return true
    const type = itemType(input.type)
    if (!isInputObjectType(type) || seen.has(type)) return false
    seen.add(type)
    return Object.values(type.getFields()).some(takes)
  }
  return args.some(takes)
}

function itemType(type: GraphQLInputType): GraphQLInputType {
  const nullable = getNullableType(type)
  return isListType(nullable) ? itemType(nullable.ofType) : nullable
}

/**
 * The words in the arguments of a field, in the order in which they are written. `kinds`: those of the entities that the
 * field shows.
 */
export function askedWords(
  field: Pick<GraphQLField<unknown, unknown>, 'args'>,
  args: Readonly<Record<string, unknown>>,
  kinds: readonly EntityKind[] | undefined,
): AskedWord[] {
  const found: AskedWord[] = []
  for (const argument of field.args) {
    const words = wordsOf(argument)
    const place = {
      argument: argument.name,
      words,
      kinds: words.kinds ?? kinds,
      isLookup: argument.name === 'ref',
      isNegated: false,
    }
    visit(argument, args[argument.name], { ...place, beside: args }, found)
  }
  return found
}

function visit({ type, extensions }: Input, value: unknown, place: Place, found: AskedWord[]): void {
  if (value == null) return
  const item = itemType(type)
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) {
      const argument = isInputObjectType(item) ? `${place.argument}[${index}]` : place.argument
      visit({ type: item, extensions }, each, { ...place, argument }, found)
    }
    return
  }
  const { argument, words, kinds, isLookup, isNegated, beside } = place
  if (!isInputObjectType(item)) {
    const { vocabulary } = words
    if (vocabulary && typeof value === 'string' && !isNegated)
      found.push({ argument, value, vocabulary, kinds, isLookup, beside })
    return
  }
  const values = value as Readonly<Record<string, unknown>>
  const fields = item.getFields()
  for (const name of Object.keys(values)) {
    const field = fields[name]
    if (!field) continue
    const own = wordsOf(field)
    const inner: Place = {
      argument: `${argument}.${name}`,
      words: words.fields?.[name] ? { ...own, vocabulary: words.fields[name] } : own,
      kinds: own.kinds ?? (sameThing.includes(name) || own.vocabulary ? kinds : undefined),
      isLookup,
      isNegated: opposites.includes(name) ? !isNegated : isNegated,
      beside: values,
    }
    visit(field, values[name], inner, found)
  }
}
