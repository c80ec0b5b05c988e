import {
  BREAK,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { readableNumber } from '../../errors.ts'
import { type Limits, refuseExcess } from './limits.ts'

/** The depth of a selection, and the fields that lead to its deepest level. */
interface Depth {
  readonly levels: number
  readonly path: readonly FieldNode[]
}

/** The standard introspection query is 12 to 15 levels deep. Up to this depth it passes whatever the limit is. */
const introspectionDepth = 20

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

/**
 * Checks the limits of a document that do not depend on the schema. It recurses, so `checkTokens` must have limited the
 * nesting of brackets before.
 *
 * @throws GraphQLError TOO_COMPLEX
 */
export function checkQueryShape(document: DocumentNode, limits: Limits): void {
  const fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  )
  if (fragments.size > limits.fragments) throw tooManyFragments(fragments, limits)
  checkCounts(document, limits)
  const depths = new Map<string, Depth | undefined>()
  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue
    const depth = depthOf(node.selectionSet, fragments, depths)
    if (depth.levels > limits.depth) throw tooDeep(depth, limits)
  }
}

function checkCounts(document: DocumentNode, limits: Limits): void {
  let aliases = 0
  let directives = 0
  let refusal: GraphQLError | undefined
  visit(document, {
    enter(node) {
      if (node.kind === Kind.SELECTION_SET) refusal = refuseRepetition(node, limits)
      if (node.kind === Kind.FIELD && node.alias) {
        aliases += 1
        if (aliases > limits.aliases) refusal = tooManyAliases(document, node, limits)
      }
      if (node.kind === Kind.DIRECTIVE) {
        directives += 1
        if (directives > limits.directives) refusal = tooManyDirectives(document, node, limits)
      }
      return refusal ? BREAK : undefined
    },
  })
  if (refusal) throw refusal
}

function refuseRepetition(set: SelectionSetNode, { repetition }: Limits): GraphQLError | undefined {
  if (set.selections.length <= repetition) return undefined
  const fields = set.selections.filter((node) => node.kind === Kind.FIELD)
  for (const [name, nodes] of Map.groupBy(fields, nameOf)) {
    if (nodes.length <= repetition) continue
    return refuseExcess({
      limit: 'repetition',
      maximum: repetition,
      actual: nodes.length,
      what: `"${name}" is selected ${readableNumber(nodes.length)} times in one place`,
      advice: 'Select it once.',
      field: name,
      place: { nodes: nodes[repetition] },
    })
  }
  return undefined
}

function count(document: DocumentNode, kind: Kind.DIRECTIVE | Kind.FIELD): number {
  let found = 0
  visit(document, {
    enter(node) {
      if (node.kind === kind && (node.kind !== Kind.FIELD || node.alias)) found += 1
    },
  })
  return found
}

/** A fragment is as deep as its content. One that contains itself adds nothing here; the validation refuses it. */
function depthOf(set: SelectionSetNode, fragments: Fragments, known: Map<string, Depth | undefined>): Depth {
  let deepest: Depth = { levels: 0, path: [] }
  for (const node of set.selections) {
    const depth = node.kind === Kind.FIELD ? depthOfField(node, fragments, known) : depthOfSpread(node)
    if (depth && depth.levels > deepest.levels) deepest = depth
  }
  return deepest

  function depthOfSpread(node: Exclude<SelectionSetNode['selections'][number], FieldNode>): Depth | undefined {
    if (node.kind === Kind.INLINE_FRAGMENT) return depthOf(node.selectionSet, fragments, known)
    const name = node.name.value
    const fragment = fragments.get(name)
    if (!known.has(name) && fragment) {
      known.set(name, undefined)
      known.set(name, depthOf(fragment.selectionSet, fragments, known))
    }
    return known.get(name)
  }
}

function depthOfField(node: FieldNode, fragments: Fragments, known: Map<string, Depth | undefined>): Depth {
  if (!node.selectionSet) return { levels: 1, path: [node] }
  const inner = depthOf(node.selectionSet, fragments, known)
  const introspects = node.name.value === '__schema' || node.name.value === '__type'
  if (introspects && inner.levels <= introspectionDepth) return { levels: 1, path: [node] }
  return { levels: inner.levels + 1, path: [node, ...inner.path] }
}

function nameOf(node: FieldNode): string {
  return node.alias?.value ?? node.name.value
}

function tooDeep({ levels, path }: Depth, { depth }: Limits): GraphQLError {
  const field = path.slice(0, depth + 1)
  return refuseExcess({
    limit: 'depth',
    maximum: depth,
    actual: levels,
    what: `"${nameOf(field.at(-1) as FieldNode)}" is below ${depth} other fields, and the operation is ${readableNumber(levels)} levels deep`,
    advice: 'Ask for the inner part in a query of its own, by its id.',
    field: field.map(nameOf).join('.'),
    place: { nodes: field.at(-1) },
  })
}

function tooManyDirectives(document: DocumentNode, node: DirectiveNode, { directives }: Limits): GraphQLError {
  const actual = count(document, Kind.DIRECTIVE)
  return refuseExcess({
    limit: 'directives',
    maximum: directives,
    actual,
    what: `The document uses ${readableNumber(actual)} directives, and this "@${node.name.value}" is one too many`,
    advice: 'Leave out in the client what it does not need.',
    place: { nodes: node },
  })
}

function tooManyAliases(document: DocumentNode, node: FieldNode, { aliases }: Limits): GraphQLError {
  const actual = count(document, Kind.FIELD)
  return refuseExcess({
    limit: 'aliases',
    maximum: aliases,
    actual,
    what: `The document has ${readableNumber(actual)} aliases, and "${nameOf(node)}" is one too many`,
    advice: 'Ask for many things at once by nodes(ids:) or by a list in a filter, or in several requests.',
    field: nameOf(node),
    place: { nodes: node },
  })
}

function tooManyFragments(found: Fragments, { fragments }: Limits): GraphQLError {
  return refuseExcess({
    limit: 'fragments',
    maximum: fragments,
    actual: found.size,
    what: `The document defines ${readableNumber(found.size)} fragments`,
    advice: 'Inline small fragments.',
    place: { nodes: [...found.values()].at(fragments) },
  })
}
