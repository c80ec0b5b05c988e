import type { InputRef } from '@pothos/core'
import { uniq } from 'es-toolkit/array/uniq'
import { uniqBy } from 'es-toolkit/array/uniqBy'
import { builder } from '../builder.ts'
import type { Expression } from '../database/sql.ts'
import { DossierError } from '../errors.ts'
import type { Asked, InputType } from './condition.ts'
import type { Condition } from './logic.ts'
import { type Direction, type KeyType, type Nulls, type OrderKey, uniqueKey } from './order.ts'
import type { Row } from './row.ts'
import type { Source } from './source.ts'

const DirectionRef = builder.enumType('Direction', {
  description: 'The direction in which a list is sorted.',
  values: {
    ASC: { description: 'From low to high: A to Z, early to late.' },
    DESC: { description: 'From high to low: Z to A, late to early.' },
  } as const,
})

const NullsRef = builder.enumType('Nulls', {
  description: 'Where to put items that have no value to sort by, such as those without a date.',
  values: {
    FIRST: { description: 'Before all others.' },
    LAST: { description: 'After all others.' },
  } as const,
})

/** A key of an order as a caller asks for it, with the options of that order. */
export interface AskedKey {
  readonly field: string
  readonly direction?: Direction | null
  readonly nulls?: Nulls | null
}

/** What the SQL of a key may depend on. */
export interface KeyContext<S extends Source> {
  /** The conditions of the list. */
  readonly where: Asked<S>
  /** The list is known to be short: it belongs to a row, or its conditions single out few. */
  readonly few: boolean
  /** The value of the option that the key names. */
  readonly option: unknown
  /** Where the key stands in the order: tells what is joined for it from what is joined for others. */
  readonly position: number
}

interface KeySql {
  readonly expression: Expression<unknown>
  /** What the expression needs joined to each row, at most one row of it. */
  readonly join?: Expression<unknown>
  /** What `join` refers to as `range`: each row is a range of an index in which rows are in this order (range.ts). */
  readonly ranges?: Expression<unknown>
  /** What is left of the conditions of the list, because all rows of `ranges` meet the others. */
  readonly where?: Condition
  /** A statement that counts the rows of `ranges`, where nothing else is asked of a list of the query itself. */
  readonly counted?: Expression<unknown>
  /** What values of the key are relative to, besides the row: a cursor holds for this one. The option, if not given. */
  readonly relativeTo?: unknown
}

/** What rows can be ordered by: a value of the enum of an order, and its SQL. */
export interface KeyField<S extends Source> {
  readonly description: string
  readonly type: KeyType
  readonly nullable: boolean
  /** The direction by default; ASC if not given. */
  readonly direction?: Direction
  /** The option of the order that it depends on. */
  readonly option?: string
  sql(row: Row<S>, context: KeyContext<S>): KeySql
}

/** A field of the input of an order besides field, direction and nulls. */
export interface OrderOption {
  readonly type: InputType
  readonly description: string
}

/** What a list is ordered by. */
export interface Ordering<S extends Source> {
  /** The keys for a row of the list; the last of them is unique. */
  keys(row: Row<S>, asked: readonly AskedKey[] | null | undefined, list: ListContext<S>): OrderKey[]
}

interface ListContext<S extends Source> {
  readonly where: Asked<S>
  readonly few: boolean
}

interface OrderOptions<S extends Source> {
  /** "entities". */
  readonly what: string
  /** The key by default, its name in cursors, and its description: "by name". */
  readonly standard: { readonly key: string; readonly name?: string; readonly description: string }
  readonly keys: () => Readonly<Record<string, KeyField<S>>>
}

/** An order that callers choose: the inputs for it, and its SQL. Nouns add keys and options when they are imported. */
export class Order<S extends Source> implements Ordering<S> {
  readonly ref: InputRef<AskedKey>
  readonly standard: OrderOptions<S>['standard']
  readonly #name: string
  readonly #what: string
  readonly #keys: OrderOptions<S>['keys'][] = []
  #known: Readonly<Record<string, KeyField<S>>> | undefined
  readonly #options: (() => Readonly<Record<string, OrderOption>>)[] = []

  constructor(name: string, { what, standard, keys }: OrderOptions<S>, origin?: Order<S>) {
    this.#name = name
    this.#what = what
    this.standard = standard
    if (origin) this.#keys.push(() => origin.#fields)
    this.#keys.push(keys)
    this.ref = origin ? origin.ref : this.#input()
  }

  /** The same order to callers, for lists that have some of its keys elsewhere. */
  reading(keys: OrderOptions<S>['keys']): Order<S> {
    return new Order(this.#name, { what: this.#what, standard: this.standard, keys }, this)
  }

  #input(): InputRef<AskedKey> {
    const [name, what] = [this.#name, this.#what]
    return builder.inputRef<AskedKey>(name).implement({
      description: `One key to sort ${what} by. Items that are equal in all keys are sorted by id.`,
      fields: (t) => {
        const values = this.#fields as Record<string, { description: string }>
        const type = builder.enumType(`${name}Field`, { description: `What ${what} can be sorted by.`, values })
        const options = Object.entries(Object.assign({}, ...this.#options.map((part) => part())) as object)
        return {
          field: t.field({ type, required: true, description: 'What to sort by.' }),
          direction: t.field({ type: DirectionRef, description: this.#directionDescription }),
          nulls: t.field({ type: NullsRef, description: 'LAST by default, in both directions.' }),
          ...Object.fromEntries(options.map(([key, option]) => [key, t.field(option as OrderOption)])),
          // Fields that are added by others have no type that the compiler could compare.
        } as never
      },
    })
  }

  /** Adds keys, and options that keys depend on. Throws when the inputs have been built already. */
  add(keys: OrderOptions<S>['keys'], options?: () => Readonly<Record<string, OrderOption>>): void {
    if (this.#known) throw new Error('Keys are added when a noun is imported, before the schema is built.')
    this.#keys.push(keys)
    if (options) this.#options.push(options)
  }

  keys(row: Row<S>, asked: readonly AskedKey[] | null | undefined, list: ListContext<S>): OrderKey[] {
    const { key, name = key } = this.standard
    const keys = asked?.length
      ? asked.map((order, position) => this.#key(row, order, order.field, position, list))
      : [this.#key(row, { field: key }, name, 0, list)]
    // The same key a second time changes nothing.
    const different = uniqBy(keys, (each) => each.name)
    return [...different, uniqueKey('id', row.id, 'integer', different.at(-1)?.direction)]
  }

  #key(row: Row<S>, order: AskedKey, name: string, position: number, list: ListContext<S>): OrderKey {
    const field = this.#fields[order.field] as KeyField<S>
    const given = order as unknown as Readonly<Record<string, unknown>>
    const option = field.option && given[field.option]
    for (const other of this.#optionNames) {
      if (other !== field.option && given[other] != null) throw this.#foreignOption(other, order.field, position)
    }
    const { relativeTo = option, ...key } = field.sql(row, { ...list, option, position })
    return {
      ...key,
      // A cursor of one count, or of one search, is not valid for another.
      name: relativeTo == null ? name : `${name} ${JSON.stringify(relativeTo)}`,
      type: field.type,
      nullable: field.nullable,
      direction: order.direction ?? field.direction ?? 'ASC',
      nulls: order.nulls ?? 'LAST',
    }
  }

  /** An option of other keys would change nothing. */
  #foreignOption(option: string, key: string, position: number): DossierError {
    const fields = Object.entries(this.#fields)
    const keys = fields.flatMap(([name, field]) => (field.option === option ? [name] : [])).join(' or ')
    return new DossierError(
      'BAD_USER_INPUT',
      `\`orderBy[${position}]\` has \`${option}\` beside \`field: ${key}\`, which does not depend on it. Sort by ${keys}, or take \`${option}\` out.`,
      { argument: 'orderBy' },
    )
  }

  get #optionNames(): string[] {
    return uniq(Object.values(this.#fields).flatMap(({ option }) => option ?? []))
  }

  get #fields(): Readonly<Record<string, KeyField<S>>> {
    this.#known ??= Object.assign({}, ...this.#keys.map((part) => part()))
    return this.#known as Readonly<Record<string, KeyField<S>>>
  }

  get #directionDescription(): string {
    const downwards = Object.entries(this.#fields).filter(([, { direction }]) => direction === 'DESC')
    const names = downwards.map(([key]) => key).join(' and ')
    return names === '' ? 'ASC by default.' : `ASC by default; DESC for ${names}.`
  }
}
