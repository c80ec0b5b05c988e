import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
} from 'graphql'
import { badRequest } from '../operation/limits.ts'

// An operation as a table: the one list that it asks for, and a column for each value below that. The columns follow
// from the document, not from the data, so that an empty list has them, too.

export interface TableColumn {
  readonly name: string
  readonly path: readonly string[]
}

export interface ListTable {
  /** The keys that lead to the list in the data. */
  readonly path: readonly string[]
  readonly columns: readonly TableColumn[]
}

export interface Asked {
  readonly schema: GraphQLSchema
  readonly operation: OperationDefinitionNode
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  /** As they were coerced. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** The fields of one object by the keys of the answer; those of one key are merged. */
interface Field {
  readonly key: string
  readonly type: GraphQLOutputType
  /** The names of lists and rows of connections say nothing. */
  readonly isPlumbing: boolean
  readonly selections: SelectionSetNode[]
}

const notAcceptable = 406
const instead = 'Ask for application/json, or for one list, such as { criticisms { nodes { claim critic { name } } } }.'

/**
 * The table that an operation asks for.
 *
 * @throws GraphQLError BAD_REQUEST for an operation that asks for no list or for several.
 */
export function listTable(asked: Asked): ListTable {
  const { schema, operation } = asked
  if (operation.operation !== 'query') {
    throw badRequest(
      `text/csv is the answer of a query, and this is a ${operation.operation}. Ask for application/json.`,
      notAcceptable,
    )
  }
  const root = schema.getQueryType() as GraphQLCompositeType
  const lists = listsOf(asked, root, [operation.selectionSet], [])
  const [list, ...others] = lists
  if (list === undefined)
    throw badRequest(`text/csv is one list, and this operation asks for none. ${instead}`, notAcceptable)
  if (others.length > 0) {
    const names = lists.map(({ path }) => `\`${path.join('.')}\``)
    throw badRequest(
      `text/csv is one list, and this operation asks for several: ${names.join(', ')}. ${instead}`,
      notAcceptable,
    )
  }
  const type = getNamedType(list.field.type)
  if (!isCompositeType(type)) return { path: list.path, columns: [{ name: list.field.key, path: [] }] }
  return { path: list.path, columns: distinct(columnsOf(asked, type, list.field.selections, [], [])) }
}

interface FoundList {
  readonly path: readonly string[]
  readonly field: Field
}

/** The outermost lists below some objects. */
function listsOf(
  asked: Asked,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  path: readonly string[],
): FoundList[] {
  return fieldsOf(asked, type, sets).flatMap((field) => {
    const own = [...path, field.key]
    if (isListType(getNullableType(field.type))) return [{ path: own, field }]
    const inner = getNamedType(field.type)
    return isCompositeType(inner) ? listsOf(asked, inner, field.selections, own) : []
  })
}

/** Columns of which no two have one name: if they would, each is named by its whole path. */
function distinct(columns: readonly TableColumn[]): readonly TableColumn[] {
  if (new Set(columns.map(({ name }) => name)).size === columns.length) return columns
  return columns.map(({ path }) => ({ name: path.join('.'), path }))
}

function columnsOf(
  asked: Asked,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
  path: readonly string[],
  names: readonly string[],
): TableColumn[] {
  return fieldsOf(asked, type, sets).flatMap((field): TableColumn[] => {
    const own = [...path, field.key]
    const named = field.isPlumbing ? names : [...names, field.key]
    const inner = getNamedType(field.type)
    if (isCompositeType(inner)) return columnsOf(asked, inner, field.selections, own, named)
    return [{ name: [...names, field.key].join('.'), path: own }]
  })
}

function fieldsOf(asked: Asked, type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Field[] {
  const found = new Map<string, Field>()
  const seen = new Set<string>()
  const collect = (own: GraphQLCompositeType, { selections }: SelectionSetNode) => {
    for (const node of selections) {
      if (!isIncluded(asked, node)) continue
      if (node.kind === Kind.FIELD) addField(found, own, node)
      else if (node.kind === Kind.INLINE_FRAGMENT)
        collect(typeNamed(asked, node.typeCondition?.name.value) ?? own, node.selectionSet)
      else {
        const fragment = asked.fragments[node.name.value]
        if (fragment === undefined || seen.has(node.name.value)) continue
        seen.add(node.name.value)
        collect(typeNamed(asked, fragment.typeCondition.name.value) ?? own, fragment.selectionSet)
      }
    }
  }
  for (const set of sets) collect(type, set)
  return [...found.values()]
}

function addField(
  found: Map<string, Field>,
  type: GraphQLCompositeType,
  { alias, name, selectionSet }: FieldNode,
): void {
  const key = alias?.value ?? name.value
  const declared =
    name.value === '__typename' ? TypeNameMetaFieldDef : 'getFields' in type ? type.getFields()[name.value] : undefined
  // GraphQL's own fields of the root, such as __schema, are no data.
  if (declared === undefined) return
  const known = found.get(key)
  const selections = [...(known?.selections ?? []), ...(selectionSet ? [selectionSet] : [])]
  found.set(key, { key, type: declared.type, isPlumbing: isPlumbing(type, name.value), selections })
}

function isPlumbing(type: GraphQLCompositeType, field: string): boolean {
  if (!isObjectType(type)) return false
  if (type.name.endsWith('Connection')) return field === 'nodes' || field === 'edges'
  return type.name.endsWith('Edge') && field === 'node'
}

function typeNamed({ schema }: Asked, name: string | undefined): GraphQLCompositeType | undefined {
  const type = name === undefined ? undefined : schema.getType(name)
  return isCompositeType(type) ? type : undefined
}

function isIncluded({ variables }: Asked, node: Parameters<typeof getDirectiveValues>[1]): boolean {
  const condition = (directive: GraphQLDirective) => getDirectiveValues(directive, node, variables)?.if
  return condition(GraphQLSkipDirective) !== true && condition(GraphQLIncludeDirective) !== false
}
