import type { InputFieldMap, InputRef, InputShapeFromTypeParam, InputTypeParam } from '@pothos/core'
import { builder } from '../builder.ts'
import { type Expression, sql } from '../database/sql.ts'
import { all, always, any, type Condition, inSmallSet, not } from './logic.ts'
import type { Kind, Row } from './row.ts'
import type { Source } from './source.ts'
import type { Words } from './vocabulary.ts'

type Types = typeof builder.$inferSchemaTypes
export type InputType = InputTypeParam<Types>

/** The value that a caller gives to a field of an input type. */
export type ValueOf<Type extends InputType> = NonNullable<InputShapeFromTypeParam<Types, Type, false>>

/**
 * A condition on the rows of a table: its field in GraphQL inputs and its SQL. The type of its value follows from the
 * type of the field.
 */
export interface ConditionField<S extends Source, Type extends InputType> {
  readonly type: Type
  readonly description: string
  /** `few`: the conditions beside it single out few rows; `beside`: these conditions, itself included. */
  sql(row: Row<S>, value: ValueOf<Type>, few: boolean, beside?: Asked<S>): Condition
  /** It singles out few rows, as ids and names do. */
  readonly few?: boolean
  /** What the words in its value can stand for. */
  readonly words?: Words
  /** What it takes to find the rows, if more than by other conditions: see cost.ts. */
  readonly cost?: number
  /** What holds for a topic or place holds for all below it, as being within something does. */
  readonly holdsBelow?: boolean
  /** The ids of the rows that meet it, as a subquery, where that can be said without reading the table. */
  ids?(row: Row<S>, value: ValueOf<Type>): Expression<number> | undefined
}

// Each condition has its own type of value, which code that goes through all of them does not know.
// oxlint-disable-next-line typescript/no-explicit-any -- see above
type AnyField<S extends Source> = ConditionField<S, any>

/** A condition, with the type of its value taken from the type of its field. */
export function condition<S extends Source, Type extends InputType>(
  field: ConditionField<S, Type>,
): ConditionField<S, Type> {
  return field
}

export type ConditionFields<S extends Source> = Readonly<Record<string, AnyField<S>>>

/** Conditions as a caller writes them. One that is missing or null is no condition. */
export interface Asked<S extends Source> {
  readonly AND?: readonly Asked<S>[] | null
  readonly OR?: readonly Asked<S>[] | null
  readonly NOT?: Asked<S> | null
}

/** Conditions that several inputs offer. Nouns add theirs when they are imported; they are read when all have. */
export class Conditions<S extends Source> {
  readonly #parts: (() => ConditionFields<S>)[] = []
  #fields: ConditionFields<S> | undefined
  #places: ReadonlyMap<string, number> | undefined

  /** Adds conditions. Throws when the inputs have been built already: they would lack these. */
  add(part: () => ConditionFields<S>): this {
    if (this.#fields) throw new Error('Conditions are added when a noun is imported, before the schema is built.')
    this.#parts.push(part)
    return this
  }

  get fields(): ConditionFields<S> {
    this.#fields ??= Object.assign({}, ...this.#parts.map((part) => part()))
    return this.#fields as ConditionFields<S>
  }

  /** The place of each condition among them. */
  get places(): ReadonlyMap<string, number> {
    this.#places ??= new Map(Object.keys(this.fields).map((key, place) => [key, place]))
    return this.#places
  }
}

interface WhereOptions<S extends Source> {
  readonly description: string
  /** What it offers besides its own conditions. */
  readonly base?: Conditions<S>
  /** Whether it has AND, OR and NOT. */
  readonly logic?: boolean
  readonly conditions?: () => ConditionFields<S>
}

/**
 * An input of conditions and what they mean in SQL. Everywhere an empty object matches everything, an empty list of
 * values matches nothing, AND of nothing is true, OR of nothing is false, and NOT turns "not known" into true.
 */
export class Where<S extends Source> {
  /** Its name in the API. */
  readonly name: string
  readonly source: S
  readonly ref: InputRef<Asked<S>>
  readonly conditions = new Conditions<S>()

  constructor(name: string, source: S, { description, base, logic = true, conditions }: WhereOptions<S>) {
    this.name = name
    this.source = source
    if (base) this.conditions.add(() => base.fields)
    if (conditions) this.conditions.add(conditions)
    this.ref = builder.inputRef<Asked<S>>(name).implement({
      description,
      fields: (t): InputFieldMap => {
        const fields = Object.entries(this.conditions.fields)
        const own = fields.map(([key, { type, description, words, cost }]) => [
          key,
          t.field({ type, description, extensions: { words, cost } }),
        ])
        return { ...(logic ? logicFields(t, this.ref) : {}), ...Object.fromEntries(own) }
      },
    })
  }

  /** The conditions on a row. */
  sql(row: Row<S>, where: Asked<S>): Condition {
    const few = this.namesFew(where)
    const own = this.#asked(where).map(([field, value]) => field.sql(row, value, few, where))
    return all([...logicOf(where, (part) => this.sql(row, part)), ...own])
  }

  /**
   * The row of `source` with this id meets the conditions; `outer` is the row that the id belongs to. Where they name
   * rows, these are found first: nested filters by name are slow when a planner has to guess (docs/decisions/0003).
   */
  meets(outer: Row, id: Expression<number | null>, where: Asked<S>, kinds?: readonly Kind[]): Condition {
    const ids = this.ids(outer, where, kinds)
    if (!ids) return sql`${id} is not null`
    return this.namesFew(where) ? inSmallSet(id, ids) : sql`${id} in (${ids})`
  }

  /** The ids of the rows that meet the conditions, as a subquery inside the query of `outer`; undefined: of all rows. */
  ids(outer: Row, where: Asked<S>, kinds?: readonly Kind[]): Expression<number> | undefined {
    const row = outer.inside(this.source, kinds)
    const known = this.#knownIds(row, where)
    if (known) return known
    const condition = this.sql(row, where)
    return condition === always ? undefined : sql<number>`select ${row.id} from ${row.from} where ${condition}`
  }

  /** Whether all conditions hold below a topic or place for which they hold. */
  holdsBelow(where: Asked<S>): boolean {
    return this.#asked(where).every(([field]) => field.holdsBelow)
  }

  /** Whether the conditions single out few rows, as by their ids or names. */
  namesFew(where: Asked<S>): boolean {
    if (this.#asked(where).some(([field]) => field.few)) return true
    if (where.AND?.some((part) => this.namesFew(part))) return true
    return where.OR?.length ? where.OR.every((part) => this.namesFew(part)) : false
  }

  /** The ids of the rows, if there is only one condition and it offers them. */
  #knownIds(row: Row<S>, where: Asked<S>): Expression<number> | undefined {
    const [only, ...more] = this.#asked(where)
    if (!only || more.length > 0 || where.AND || where.OR || where.NOT) return undefined
    const [field, value] = only
    return field.ids?.(row, value)
  }

  /** What is asked, in the order in which the conditions are declared, so that questions of one shape have one text. */
  #asked(where: Asked<S>): [AnyField<S>, unknown][] {
    const { fields, places } = this.conditions
    const given = Object.entries(where).filter(([key, value]) => value != null && places.has(key))
    const inOrder = given.toSorted(([one], [other]) => (places.get(one) ?? 0) - (places.get(other) ?? 0))
    return inOrder.map(([key, value]) => [fields[key] as AnyField<S>, value])
  }
}

/** AND, OR and NOT of conditions, where `meets` says what each of the parts means. */
export function logicOf<S extends Source>(where: Asked<S>, meets: (part: Asked<S>) => Condition): Condition[] {
  const conditions: Condition[] = []
  if (where.AND) conditions.push(...where.AND.map(meets))
  if (where.OR) conditions.push(any(where.OR.map(meets)))
  if (where.NOT) conditions.push(not(meets(where.NOT)))
  return conditions
}

function logicFields<S extends Source>(
  t: PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>,
  self: InputRef<Asked<S>>,
): InputFieldMap {
  return {
    AND: t.field({ type: [self], description: 'All of these match. An empty list matches everything.' }),
    OR: t.field({ type: [self], description: 'At least one of these matches. An empty list matches nothing.' }),
    NOT: t.field({ type: self, description: 'This does not match, or it is not known whether it does.' }),
  }
}

/** Defines an input of conditions on the rows of a table; see Where. */
export function defineWhere<S extends Source>(name: string, source: S, options: WhereOptions<S>): Where<S> {
  return new Where(name, source, options)
}
