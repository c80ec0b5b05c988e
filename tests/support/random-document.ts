import {
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql'

/** Draws the next choice: a whole number from 0 up to but not including `count`. */
export type Draw = (count: number) => number

const texts = [
  '',
  'IOM',
  'detention',
  '%',
  '_',
  "'; drop table fact; --",
  '"',
  'a\u0000b',
  '\ud800',
  '((',
  ':*',
  'ß ñ 移民',
]
const dates = ['1951', '2003', '1952/1980', '1989/..', '195X', '2016-09', '/1980', 'never', '', '-0043', '2004/2003']
const integers = [0, 1, 2, 20, 100, 101, -1, 2_147_483_647, -2_147_483_648]

/** Writes random documents that fit a schema, with arguments that are of the right type and otherwise anything. */
export class RandomDocument {
  readonly #schema: GraphQLSchema
  readonly #draw: Draw
  readonly #ids: readonly string[]
  /** Of so many arguments that may be left out, one is given. */
  readonly #rarity: number

  constructor(schema: GraphQLSchema, draw: Draw, ids: readonly string[], rarity = 3) {
    this.#rarity = rarity
    this.#schema = schema
    this.#draw = draw
    this.#ids = ids
  }

  write(): string {
    return `query ${this.#selection(this.#schema.getQueryType() as GraphQLNamedType, 5)}`
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#draw(values.length)] as T
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (!isCompositeType(type)) return ''
    const parts = ['__typename']
    if (isAbstractType(type) && this.#draw(2) === 0) {
      const part = this.#pick(this.#schema.getPossibleTypes(type))
      parts.push(`... on ${part.name} ${this.#selection(part, depth - 1)}`)
    }
    const fields = 'getFields' in type ? Object.values(type.getFields()) : []
    const open = fields.filter((field) => depth > 0 || isLeafType(getNamedType(field.type)))
    for (let count = 1 + this.#draw(3); count > 0 && open.length > 0; count--) {
      const field = this.#pick(open)
      const inner = this.#selection(getNamedType(field.type), depth - 1)
      // An alias of its own, so that the same field with other arguments is no conflict.
      parts.push(
        `f${parts.length}_${Math.max(depth, 0)}_${this.#draw(1_000_000)}: ${field.name}${this.#given(field.args)} ${inner}`,
      )
    }
    return `{ ${parts.join(' ')} }`
  }

  #given(args: readonly GraphQLArgument[]): string {
    const given = this.#members(args, 3)
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  #members(members: readonly (GraphQLArgument | GraphQLInputField)[], depth: number): string[] {
    return members
      .filter((member) => isNonNullType(member.type) || this.#draw(this.#rarity) === 0)
      .map((member) => `${member.name}: ${this.#value(member.type, depth)}`)
  }

  #value(type: GraphQLInputType, depth: number): string {
    if (isNonNullType(type)) return this.#value(type.ofType, depth)
    if (isListType(type)) {
      return `[${Array.from({ length: this.#draw(3) }, () => this.#value(type.ofType, depth - 1)).join(', ')}]`
    }
    if (isEnumType(type)) return this.#pick(type.getValues()).name
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields())
      if (type.isOneOf) {
        const field = this.#pick(fields)
        return `{ ${field.name}: ${this.#value(field.type, depth - 1)} }`
      }
      if (depth <= 0 && !fields.some((field) => isNonNullType(field.type))) return '{}'
      return `{ ${this.#members(fields, depth - 1).join(', ')} }`
    }
    return this.#scalar(type.name)
  }

  #scalar(name: string): string {
    switch (name) {
      case 'Int':
        return String(this.#pick(integers))
      case 'Float':
        return '0.5'
      case 'Boolean':
        return this.#pick(['true', 'false'])
      case 'EDTF':
        return JSON.stringify(this.#pick(dates))
      case 'ID':
        return JSON.stringify(this.#pick([...this.#ids, 'nonsense', '', '1']))
      default:
        return JSON.stringify(this.#pick(texts))
    }
  }
}
