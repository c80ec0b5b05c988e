import { GraphQLError } from 'graphql'

/** Errors of one kind that an answer tells. Whoever makes more mistakes mends these first. */
const mostTold = 10

/** Errors that are counted at most, because each costs time: to be given to GraphQL as `maxErrors`. */
export const mostCounted = 1_000

/**
 * Explains the first errors, and adds one that says how many more there are.
 *
 * @param errors Of one more than `mostCounted` the last is GraphQL's own, which says that it stopped there.
 * @param where What has these errors: "document".
 */
export function explainFirst(
  errors: readonly GraphQLError[],
  where: string,
  explain: (first: readonly GraphQLError[]) => GraphQLError[],
): GraphQLError[] {
  const told = explain(errors.slice(0, mostTold))
  const counted = Math.min(errors.length, mostCounted) - told.length
  if (counted === 0) return told
  const number = errors.length > mostCounted ? `more than ${counted}` : counted
  const message = `The ${where} ${where === 'variables' ? 'have' : 'has'} ${number} more ${counted === 1 ? 'error' : 'errors'}. Mend the first ones, and ask again.`
  return [...told, new GraphQLError(message, { extensions: { code: told[0]?.extensions.code } })]
}

/** Characters of a message of GraphQL's own, and of the help after it. Messages repeat what the caller sent. */
const longestMessage = 500
const longestHelp = 700

/** The error with help after its own message. */
export function withHelp(
  error: GraphQLError,
  help: string | undefined,
  extensions: Record<string, unknown>,
): GraphQLError {
  const { nodes, source, positions, path } = error
  const own = shortened(error.message)
  const message = help ? `${/[.?!:]$/.test(own) ? own : `${own}.`} ${cut(help)}` : own
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}

/** A message without its middle, when it is long: what is wrong stands at its start or its end. */
function shortened(message: string): string {
  if (message.length <= longestMessage) return message
  const half = longestMessage / 2
  return `${message.slice(0, half).toWellFormed()} … ${message.slice(-half).toWellFormed()}`
}

function cut(help: string): string {
  return help.length <= longestHelp ? help : `${help.slice(0, longestHelp).toWellFormed()} …`
}
