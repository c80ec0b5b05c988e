import { type ASTNode, type GraphQLError, isValueNode, visit } from 'graphql'
import { withHelp } from './explain.ts'

/** Adds help to the error of an argument that uses variables without values. Other errors stay as they are. */
export function explainArgument(error: unknown, variables: Readonly<Record<string, unknown>>): unknown {
  if (!isArgumentError(error)) return error
  const [node] = error.nodes ?? []
  if (!node) return error
  const missing = variablesIn(node).filter((name) => variables[name] === undefined || variables[name] === null)
  if (missing.length === 0) return error
  const names = missing.slice(0, 3).map((name) => `$${name}`)
  const help = `No value was sent for ${names.join(' and ')}: send ${names.length > 1 ? 'them' : 'it'} in the variables.`
  return withHelp(error, help, { code: 'BAD_USER_INPUT' })
}

function isArgumentError(error: unknown): error is GraphQLError {
  return error instanceof Error && 'nodes' in error && /^Argument ".*" has invalid value/s.test(error.message)
}

function variablesIn(node: ASTNode): string[] {
  const names: string[] = []
  if (isValueNode(node)) visit(node, { Variable: ({ name }) => void names.push(name.value) })
  return names
}
