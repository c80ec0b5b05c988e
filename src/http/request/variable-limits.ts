import { GraphQLError } from 'graphql'
import { readableNumber } from '../../errors.ts'
import { type Limits, refuseExcess } from '../operation/limits.ts'

interface Place {
  readonly value: unknown
  readonly name: string
  readonly parent: Place | undefined
  readonly depth: number
}

/**
 * Checks values that came as JSON before anything recursive sees them, without recursion: their nesting, number, the
 * lengths of their lists, and that their texts can be stored.
 *
 * @param name What the whole is called in messages: "variables".
 * @throws GraphQLError TOO_COMPLEX or BAD_USER_INPUT, naming the place: variables.where.AND[3].
 */
export function checkValues(name: string, value: unknown, limits: Limits): void {
  const waiting: Place[] = [{ value, name, parent: undefined, depth: 0 }]
  let count = 0
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    count += 1
    if (count > limits.variableValues) throw tooMany(name, limits)
    if (typeof place.value === 'string') checkText(place.value, () => pathOf(place))
    if (typeof place.value !== 'object' || place.value === null) continue
    if (place.depth >= limits.nesting) throw tooDeep(place, limits)
    if (Array.isArray(place.value) && place.value.length > limits.listItems) throw tooLong(place, limits)
    for (const [key, inner] of Object.entries(place.value)) {
      const step = Array.isArray(place.value) ? `[${key}]` : `.${key}`
      waiting.push({ value: inner, name: step, parent: place, depth: place.depth + 1 })
    }
  }
}

/**
 * Refuses characters that no text holds and PostgreSQL cannot store.
 *
 * @throws GraphQLError BAD_USER_INPUT
 */
export function checkText(text: string, place: () => string, node?: { source: GraphQLError['source']; at: number }) {
  const fault = text.includes('\0') ? 'a NUL character (U+0000)' : text.isWellFormed() ? undefined : 'half a character'
  if (!fault) return
  throw new GraphQLError(`The text in ${place()} holds ${fault}, which no text can hold. Take it out.`, {
    ...(node && { source: node.source, positions: [node.at] }),
    extensions: { code: 'BAD_USER_INPUT' },
  })
}

function pathOf(place: Place): string {
  const names: string[] = []
  for (let step: Place | undefined = place; step; step = step.parent) names.push(step.name)
  // Of a long path the beginning is enough to find the place.
  const text = names.reverse().slice(0, 12).join('')
  return names.length > 12 || text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function tooDeep(place: Place, { nesting }: Limits): GraphQLError {
  return refuseExcess({
    limit: 'nesting',
    maximum: nesting,
    actual: nesting + 1,
    what: `${pathOf(place)} is nested more than ${nesting} levels deep`,
    advice: 'Write conditions side by side, in one AND or OR, instead of one within the other.',
  })
}

function tooLong(place: Place, { listItems }: Limits): GraphQLError {
  const { length } = place.value as unknown[]
  return refuseExcess({
    limit: 'listItems',
    maximum: listItems,
    actual: length,
    what: `The list ${pathOf(place)} has ${readableNumber(length)} items`,
    advice: 'Ask in several requests.',
  })
}

function tooMany(name: string, { variableValues }: Limits): GraphQLError {
  return refuseExcess({
    limit: 'variableValues',
    maximum: variableValues,
    actual: variableValues + 1,
    what: `The ${name} hold more than ${readableNumber(variableValues)} values`,
    advice: 'Ask in several requests.',
  })
}
