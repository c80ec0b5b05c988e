import type { Expression } from '../database/sql.ts'
import type { FieldPlan } from '../execution/plan.ts'
import { columnsOf, columnType, type Relation, relationOf } from './relation.ts'
import type { RelationQuery } from './relation-query.ts'
import type { Row } from './row.ts'
import { isVariable } from './sayable.ts'

/** A selection as Prisma writes it, and as fields declare it; what is nested may be a RowSelection. */
export type Select = Readonly<Record<string, unknown>>

interface RelationRead {
  readonly relation: Relation
  readonly query: RelationQuery
  readonly selection: RowSelection
}

/** Something that is read only of rows of the types that it is asked of. */
interface ReadOfTypes {
  readonly types: Set<string>
}

/** A list that belongs to a row. */
interface ListRead extends ReadOfTypes {
  readonly plan: FieldPlan
  /** What is read of its rows. */
  readonly rows: RowSelection | undefined
}

/** A field with all that is below it. */
interface FinishedRead extends ReadOfTypes {
  readonly plan: FieldPlan
}

/** Something that a field needs of a row and that SQL computes. */
export type RowValue = (row: Row<never>) => Expression<unknown>

interface ValueRead extends ReadOfTypes {
  readonly value: RowValue
}

/** What an operation reads of a row: columns, related rows, and lists that belong to it. */
export class RowSelection {
  readonly model: string
  readonly columns = new Set<string>()
  readonly relations = new Map<string, RelationRead>()
  /** By the place of the field that shows the list. */
  readonly lists = new Map<string, ListRead>()
  /** What fields read of a relation that another field reads with another order or other rows, by the field's place. */
  readonly apart = new Map<string, RowSelection>()
  /** Fields that PostgreSQL writes as the answer shows them, by their places. */
  readonly finished = new Map<string, FinishedRead>()
  /** What fields compute from the row in SQL, by the name of the property that it becomes. */
  readonly values = new Map<string, ValueRead>()
  /** The types of which it is asked. */
  readonly types = new Set<string>()
  #isVariable: boolean | undefined

  constructor(model: string) {
    this.model = model
  }

  /** Whether some lists depend on variables of the operation. Asked when everything has been added. */
  get isVariable(): boolean {
    this.#isVariable ??=
      [...this.lists.values()].some(({ plan, rows }) => plan.isVariable || rows?.isVariable) ||
      [...this.relations.values()].some(({ selection }) => selection.isVariable) ||
      [...this.apart.values()].some((selection) => selection.isVariable) ||
      [...this.finished.values()].some(({ plan }) => isVariable(plan))
    return this.#isVariable
  }

  /** Adds a selection as Prisma writes it. */
  add(select: Select): void {
    for (const [name, value] of Object.entries(select)) {
      if (value === undefined || value === false) continue
      if (columnType(this.model, name) === undefined) this.#relate(name, value === true ? {} : (value as Select))
      else this.columns.add(name)
    }
  }

  #relate(name: string, { select, ...query }: Select): void {
    const relation = relationOf(this.model, name)
    const selection = new RowSelection(relation.model)
    if (select instanceof RowSelection) selection.merge(select)
    else if (select) selection.add(select as Select)
    else selection.add(Object.fromEntries(columnsOf(relation.model).map((column) => [column, true])))
    this.relations.set(name, { relation, query, selection })
  }

  /** Whether both can be read at once: no relation is read in two ways. */
  fits(other: RowSelection): boolean {
    return [...other.relations].every(([name, { query, selection }]) => {
      const own = this.relations.get(name)
      return !own || (JSON.stringify(own.query) === JSON.stringify(query) && own.selection.fits(selection))
    })
  }

  /** Adds what another selection reads, if both fit. */
  merge(other: RowSelection): void {
    for (const column of other.columns) this.columns.add(column)
    for (const type of other.types) this.types.add(type)
    for (const [name, { relation, query, selection }] of other.relations) {
      const own = this.relations.get(name) ?? { relation, query, selection: new RowSelection(relation.model) }
      own.selection.merge(selection)
      this.relations.set(name, own)
    }
    for (const { plan, rows, types } of other.lists.values()) for (const type of types) this.addList(plan, rows, type)
    for (const [place, selection] of other.apart) this.apart.set(place, selection)
    for (const { plan, types } of other.finished.values()) for (const type of types) this.addFinished(plan, type)
    for (const [name, { value, types }] of other.values) for (const type of types) this.addValue(name, value, type)
  }

  addValue(name: string, value: RowValue, type: string): void {
    const { types } = this.values.get(name) ?? { types: new Set() }
    this.values.set(name, { value, types: types.add(type) })
  }

  addFinished(plan: FieldPlan, type: string): void {
    const { types } = this.finished.get(plan.place) ?? { types: new Set() }
    this.finished.set(plan.place, { plan, types: types.add(type) })
  }

  addList(plan: FieldPlan, rows: RowSelection | undefined, type: string): void {
    const { types } = this.lists.get(plan.place) ?? { types: new Set() }
    this.lists.set(plan.place, { plan, rows, types: types.add(type) })
  }
}
