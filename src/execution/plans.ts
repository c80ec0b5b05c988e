import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type FieldNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  type OperationDefinitionNode,
  visit,
} from 'graphql'
import { type Field, FieldPlan, type Fragments, fieldOf, OperationPlan, type Variables } from './plan.ts'

/** An info that knows its plan. */
interface PlannedInfo extends GraphQLResolveInfo {
  readonly plan?: FieldPlan
}

const planned = new WeakMap<readonly FieldNode[], FieldPlan>()

/** The plan of the field that a resolver runs for, whichever executor calls it. */
export function planOf(info: PlannedInfo): FieldPlan {
  if (info.plan) return info.plan
  const known = planned.get(info.fieldNodes)
  if (known) return known
  const { schema, operation, fragments, variableValues, parentType, fieldNodes } = info
  // Another executor resolves every field.
  const plan = planOperation(schema, operation, fragments, variableValues, false)
  const field = fieldOf(schema, parentType, info.fieldName) as Field
  const made = new FieldPlan(plan, parentType, field, fieldNodes)
  planned.set(fieldNodes, made)
  return made
}

interface Plans {
  /** The variables on which `@skip` and `@include` depend. */
  readonly conditions: readonly string[]
  readonly byValues: Map<string, OperationPlan>
}

const plansOf = new WeakMap<OperationDefinitionNode, Plans>()

/** How many plans are kept of an operation, one for each combination of values of its `@skip` and `@include`. */
const mostPlans = 16

/** The plan of an operation with these coerced variables; kept as long as the document is. `finishes`: see OperationPlan. */
export function planOperation(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  variables: Variables,
  finishes: boolean,
): OperationPlan {
  const plans = plansOf.get(operation) ?? { conditions: conditionsOf(operation, fragments), byValues: new Map() }
  plansOf.set(operation, plans)
  const values = [finishes, ...plans.conditions.map((name) => variables[name])].join(' ')
  const known = plans.byValues.get(values)
  if (known?.schema === schema) return known
  const decisive = Object.fromEntries(
    plans.conditions.filter((name) => Object.hasOwn(variables, name)).map((name) => [name, variables[name]]),
  )
  const made = new OperationPlan(schema, operation, fragments, decisive, finishes)
  if (plans.byValues.size >= mostPlans) plans.byValues.clear()
  plans.byValues.set(values, made)
  return made
}

function conditionsOf(operation: OperationDefinitionNode, fragments: Fragments): string[] {
  const names = new Set<string>()
  const read = (directive: DirectiveNode | ConstDirectiveNode) => {
    visit(directive, { Variable: ({ name }) => void names.add(name.value) })
  }
  for (const node of [operation, ...Object.values(fragments)]) visit(node, { Directive: read })
  return [...names].toSorted()
}
