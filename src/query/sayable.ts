import { type GraphQLField, getNamedType, getNullableType, isAbstractType, isLeafType, isObjectType } from 'graphql'
import type { FieldPlan } from '../execution/plan.ts'
import { takesWords } from './asked-words.ts'
import { fieldsBelow, modelOf } from './below.ts'
import { listOfField } from './declaration.ts'
import { declaredJson } from './field-json.ts'
import { canWrite } from './json-object.ts'

/** What is selected of some types, where PostgreSQL writes it in the same way. */
export interface Group {
  readonly types: readonly string[]
  readonly fields: readonly FieldPlan[]
}

/**
 * Whether PostgreSQL can write all that an operation selects below a field as the answer shows it: each field says its
 * JSON in SQL (field-json.ts), and nothing has to be explained or counted in another statement.
 */
export function isFinished(plan: FieldPlan): boolean {
  return plan.operation.finishes && plan.once('is finished', () => canShow(plan))
}

/** Whether PostgreSQL can write a field with all that is below it, though it cannot write the object around it. */
export function isFinishedPart(plan: FieldPlan): boolean {
  if (!plan.operation.finishes || plan.field.name === '__typename') return false
  return !isLeafType(getNullableType(plan.field.type)) && canSay(plan)
}

function canShow(plan: FieldPlan): boolean {
  if (isLeafType(getNamedType(plan.field.type))) return true
  return groupsOf(plan)?.every(({ fields }) => canWrite(keysOf(fields)) && fields.every(canSay)) ?? false
}

const keysOf = (fields: readonly FieldPlan[]) => fields.map(({ key }) => key)

/** Whether a field of an object that PostgreSQL writes can be written, too. */
function canSay(plan: FieldPlan): boolean {
  return plan.once('can say', () => {
    const { field } = plan
    if (field.name === '__typename') return true
    if (needsRole(field)) return false
    return listOfField(field) ? canSayList(plan) : declaredJson(plan) !== undefined && canShow(plan)
  })
}

function needsRole({ extensions }: GraphQLField<unknown, unknown>): boolean {
  return 'authScopes' in ((extensions.pothosOptions ?? {}) as object)
}

/** What a list without words of a vocabulary can be asked. A word may stand for nothing, which its resolver explains. */
const pageArguments: readonly string[] = ['first', 'last', 'after', 'before', 'orderBy']

function canSayList(plan: FieldPlan): boolean {
  const asked = plan.nodes[0]?.arguments ?? []
  if (takesWords(plan.field) && !asked.every(({ name }) => pageArguments.includes(name.value))) return false
  return listOfField(plan.field)?.size === undefined ? canSayConnection(plan) : canShow(plan)
}

/** Cursors and facets are left to their resolvers. */
function canSayConnection(plan: FieldPlan): boolean {
  const fields = fieldsBelow(plan)
  const shown = fields.filter(({ field: { name } }) => name === 'nodes' || name === 'edges')
  return shown.length <= 1 && canWrite(keysOf(fields)) && fields.every(canSayPart)
}

function canSayPart(plan: FieldPlan): boolean {
  const below = fieldsBelow(plan)
  const isOf = (...names: string[]) => below.every(({ field: { name } }) => ['__typename', ...names].includes(name))
  switch (plan.field.name) {
    case '__typename':
    case 'totalCount':
      return true
    case 'nodes':
      return canShow(plan)
    case 'edges':
      return (
        isOf('node') && canWrite(keysOf(below)) && below.every((one) => one.field.name === '__typename' || canShow(one))
      )
    case 'pageInfo':
      return isOf('hasNextPage', 'hasPreviousPage') && canWrite(keysOf(below))
    default:
      return false
  }
}

/** What is selected of the types to which a field may lead; undefined if they are rows of several tables. */
export function groupsOf(plan: FieldPlan): readonly Group[] | undefined {
  return plan.once('groups', () => {
    const type = getNamedType(plan.field.type)
    if (isObjectType(type)) return [{ types: [type.name], fields: plan.selections(type) }]
    if (!isAbstractType(type)) return undefined
    const possible = plan.operation.schema.getPossibleTypes(type)
    if (possible.some((one) => modelOf(one) !== modelOf(type))) return undefined
    const shown = possible.map(({ name }, index) => ({ name, fields: plan.selections(possible[index] as never) }))
    const alike = Map.groupBy(shown, ({ fields }) => fields.map(signature).join(' '))
    return [...alike.values()].map((some) => ({
      types: some.map(({ name }) => name),
      fields: some[0]?.fields ?? [],
    }))
  })
}

const numbers = new WeakMap<object, number>()
let last = 0

/** The same for fields that are written in the same way. */
function signature({ key, place, field: { name, extensions } }: FieldPlan): string {
  const way = (extensions.json ?? extensions.list ?? extensions.select ?? extensions) as object
  const number = numbers.get(way) ?? (last += 1)
  numbers.set(way, number)
  return `${key}:${place}:${name === '__typename' ? '' : number}`
}

/** Whether the SQL of what is below a field depends on variables of the operation. */
export function isVariable(plan: FieldPlan): boolean {
  return plan.once(
    'is variable',
    () => plan.isVariable || groupsOf(plan)?.some(({ fields }) => fields.some(isVariable)) === true,
  )
}
