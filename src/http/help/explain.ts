import { GraphQLError } from 'graphql'

/** Errors of one answer that get help. Whoever makes more mistakes mends these first. */
export const mostExplained = 10

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
