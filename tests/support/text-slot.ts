import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'

/** A place in the arguments of a query or a mutation that takes a text. */
export interface TextSlot {
  readonly name: string
  /** A document that asks the field, and its variables with a text in that place. */
  readonly document: string
  variables(text: string): Record<string, unknown>
}

const withoutText = ['Int', 'Float', 'Boolean']

/** All places that take a text; those within an input type once, wherever else the type is used. */
export function textSlots(schema: GraphQLSchema): TextSlot[] {
  const seen = new Set<GraphQLNamedType>()
  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType() }
  return Object.entries(roots).flatMap(([kind, type]) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((argument) =>
        pathsTo(argument.type, seen).map((path) => textSlot(kind, field, argument.name, path)),
      ),
    ),
  )
}

/** The paths to texts within a type, the shortest first. */
function pathsTo(type: GraphQLInputType, seen: Set<GraphQLNamedType>): string[][] {
  const found: string[][] = []
  const waiting = [{ type, path: [] as string[] }]
  for (let place = waiting.shift(); place; place = waiting.shift()) {
    const named = getNamedType(place.type)
    if (isInputObjectType(named)) {
      if (seen.has(named)) continue
      seen.add(named)
      for (const { name, type: inner } of Object.values(named.getFields())) {
        waiting.push({ type: inner, path: [...place.path, name] })
      }
    } else if (!isEnumType(named) && !withoutText.includes(named.name)) found.push(place.path)
  }
  return found
}

function textSlot(
  kind: string,
  field: GraphQLField<unknown, unknown>,
  argument: string,
  path: readonly string[],
): TextSlot {
  const given = field.args.filter(({ name, type }) => isNonNullType(type) || name === argument)
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ')
  return {
    name: [field.name, argument, ...path].join('.'),
    document: `${kind} (${declared}) { ${field.name}(${passed}) ${selection(getNamedType(field.type), 2)} }`,
    variables: (text) =>
      Object.fromEntries(given.map(({ name, type }) => [name, valueOf(type, name === argument ? path : [], text)])),
  }
}

/** A value with the text at the end of the path, and in everything else that is required. */
function valueOf(type: GraphQLInputType, path: readonly string[], text: string): unknown {
  const nullable = getNullableType(type)
  if (isListType(nullable)) return [valueOf(nullable.ofType, path, text)]
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name
  if (nullable.name === 'Boolean') return true
  if (!isInputObjectType(nullable)) return withoutText.includes(nullable.name) ? 1 : text
  const [next, ...rest] = path
  const fields = Object.values(nullable.getFields())
  const given = fields.filter((field, index) =>
    next === undefined && nullable.isOneOf ? index === 0 : field.name === next || isNonNullType(field.type),
  )
  return Object.fromEntries(
    given.map((field) => [field.name, valueOf(field.type, field.name === next ? rest : [], text)]),
  )
}

const followed = ['nodes', 'edges', 'node', 'pageInfo', 'facets', 'entity', 'problems']

function selection(type: GraphQLNamedType, depth: number): string {
  if (!isCompositeType(type)) return ''
  const fields = 'getFields' in type ? Object.values(type.getFields()) : []
  const open = fields.filter(({ args }) => !args.some((arg) => isNonNullType(arg.type)))
  const parts = open.flatMap((field) => {
    const inner = getNamedType(field.type)
    if (isLeafType(inner)) return [field.name]
    return depth > 0 && followed.includes(field.name) ? [`${field.name} ${selection(inner, depth - 1)}`] : []
  })
  return `{ __typename ${parts.join(' ')} }`
}
