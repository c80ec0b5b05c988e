import { getDatamodel } from '../generated/pothos-types.ts'
import type { Table } from './row.ts'

/** A field of a model, as Prisma describes it. */
interface ModelField {
  readonly name: string
  readonly kind: string
  readonly type: string
  readonly isList: boolean
  readonly isRequired: boolean
  readonly relationName?: string
  readonly relationFromFields?: readonly string[]
}

/** A relation of a model: rows of `table` whose column `to` equals the column `from` of the model's own row. */
export interface Relation {
  readonly name: string
  readonly model: string
  readonly table: Table
  readonly isList: boolean
  readonly from: string
  readonly to: string
}

const { models } = getDatamodel().datamodel as unknown as {
  readonly models: Readonly<Record<string, { readonly fields: readonly ModelField[] }>>
}

function fieldsOf(model: string): readonly ModelField[] {
  const found = models[model]
  if (!found) throw new Error(`There is no model ${model}.`)
  return found.fields
}

export function tableOf(model: string): Table {
  return (model.charAt(0).toLowerCase() + model.slice(1)) as Table
}

export function modelOfTable(table: Table): string {
  return table.charAt(0).toUpperCase() + table.slice(1)
}

/** The type of a column in Prisma's schema: `String`, `Decimal`, the name of an enum; undefined for what is no column. */
export function columnType(model: string, name: string): string | undefined {
  const field = fieldsOf(model).find((one) => one.name === name)
  return field && field.kind !== 'object' ? field.type : undefined
}

/** Whether a column or a relation of a model is never null. */
export function isRequired(model: string, name: string): boolean {
  return fieldsOf(model).some((field) => field.name === name && field.isRequired)
}

/** All columns of a model. */
export function columnsOf(model: string): string[] {
  return fieldsOf(model).flatMap((field) => (field.kind === 'object' ? [] : [field.name]))
}

/** A relation of a model by its name. Every foreign key leads to an id. */
export function relationOf(model: string, name: string): Relation {
  const field = fieldsOf(model).find((one) => one.name === name)
  if (field?.kind !== 'object') throw new Error(`${model} has neither a column nor a relation ${name}.`)
  const base = { name, model: field.type, table: tableOf(field.type), isList: field.isList }
  const [own] = field.relationFromFields ?? []
  if (own) return { ...base, from: own, to: 'id' }
  const back = fieldsOf(field.type).find(
    (one) => one.relationName === field.relationName && (one.relationFromFields?.length ?? 0) > 0,
  )
  const [foreign] = back?.relationFromFields ?? []
  if (!foreign) throw new Error(`The relation ${model}.${name} has no foreign key.`)
  return { ...base, from: 'id', to: foreign }
}
