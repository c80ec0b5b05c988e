import { type GraphQLInputType, getNamedType, type ValueNode } from 'graphql'
import { textOf } from './value-node.ts'

/** Help with a number in place of a cursor: lists are read page by page, and have no offsets. Undefined for others. */
export function cursorHelp(name: string | undefined, type: GraphQLInputType, value: ValueNode): string | undefined {
  if (getNamedType(type).name !== 'String' || !/^-?\d+$/.test(textOf(value) ?? '')) return undefined
  const cursor = name === 'after' ? 'endCursor' : name === 'before' ? 'startCursor' : undefined
  if (cursor === undefined) return undefined
  const [page, more] = name === 'after' ? ['before', 'hasNextPage'] : ['behind it', 'hasPreviousPage']
  return `"${name}" takes the "${cursor}" of the page ${page}: ask for \`pageInfo { ${cursor} ${more} }\`.`
}
