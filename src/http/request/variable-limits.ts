import type { GraphQLError } from 'graphql'
import { readableNumber } from '../../errors.ts'
import { checkText, type Limits, refuseExcess } from '../operation/limits.ts'

interface JsonPlace {
  readonly value: unknown
  readonly name: string
  readonly parent: JsonPlace | undefined
  readonly depth: number
}

/**
 * Checks JSON values without recursion, before recursive code sees them: their nesting, their number, the lengths of
 * their lists, and that PostgreSQL can store their texts.
 *
 * @param name The name of the whole in messages, such as "variables".
 * @throws GraphQLError TOO_COMPLEX or BAD_USER_INPUT, naming the place: variables.where.AND[3].
 */
export function checkVariableLimits(name: string, value: unknown, limits: Limits): void {
  const waiting: JsonPlace[] = [{ value, name, parent: undefined, depth: 0 }]
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

function pathOf(place: JsonPlace): string {
  const names: string[] = []
  for (let step: JsonPlace | undefined = place; step; step = step.parent) names.push(step.name)
  // The beginning of a long path is enough to find the place.
  const text = names.reverse().slice(0, 12).join('')
  return names.length > 12 || text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function tooDeep(place: JsonPlace, { nesting }: Limits): GraphQLError {
  return refuseExcess({
    limit: 'nesting',
    maximum: nesting,
    actual: nesting + 1,
    what: `${pathOf(place)} is nested more than ${nesting} levels deep`,
    advice: 'Write conditions side by side in one AND or OR, instead of nesting them.',
  })
}

function tooLong(place: JsonPlace, { listItems }: Limits): GraphQLError {
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
