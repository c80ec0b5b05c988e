import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { schema } from '../src/schema.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'

/** A value of an input type in which one text is long; undefined where that text cannot be. */
interface Place {
  readonly name: string
  value(text: string): unknown
}

/** The input objects that have been entered: each condition is tried in one place. */
const entered = new Set<string>()

/** The places in a value of this type where a caller can write a text. */
function places(type: GraphQLInputType, name: string): Place[] {
  if (isNonNullType(type)) return places(type.ofType, name)
  if (isListType(type))
    return places(type.ofType, name).map((place) => ({ ...place, value: (text) => [place.value(text)] }))
  const named = getNamedType(type)
  if (isEnumType(named)) return []
  if (!isInputObjectType(named)) {
    const isText = ['String', 'ID', 'EDTF', 'DateTime', 'Decimal'].includes(named.name)
    return isText ? [{ name, value: (text) => text }] : []
  }
  if (entered.has(named.name)) return []
  entered.add(named.name)
  const fields = Object.values(named.getFields())
  const required = Object.fromEntries(
    fields.filter(({ type: of }) => isNonNullType(of)).map((field) => [field.name, 'x']),
  )
  return fields.flatMap((field) =>
    places(field.type, `${name}.${field.name}`).map((place) => ({
      ...place,
      value: (text: string) => ({ ...required, [field.name]: place.value(text) }),
    })),
  )
}

/** A question for each text that a caller can write into an argument of a field of the query. */
function* questions(): Generator<{ name: string; query: string; type: string; place: Place }> {
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
    const others = field.args.filter(({ type }) => isNonNullType(type))
    for (const argument of field.args) {
      const rest = others
        .filter(({ name }) => name !== argument.name)
        .map(({ name, type }) => `${name}: ${sample(type)}`)
      const list = [`${argument.name}: $v`, ...rest].join(', ')
      const named = getNamedType(field.type)
      const inner = isObjectType(named) || isInterfaceType(named) ? '{ __typename }' : ''
      const query = `query ($v: ${argument.type}) { ${field.name}(${list}) ${inner} }`
      for (const place of places(argument.type, `${field.name}(${argument.name})`)) {
        yield { name: place.name, query, type: String(argument.type), place }
      }
    }
  }
}

function sample(type: GraphQLInputType): string {
  const named = getNamedType(type)
  if (isInputObjectType(named)) return '{ slug: "iom" }'
  return isListType(isNonNullType(type) ? type.ofType : type) ? '["x"]' : '"x"'
}

const app = createTestApp(await freshDatabase())

const codes = ['BAD_USER_INPUT', 'BAD_CURSOR', 'TOO_COMPLEX']

describe('a text that is far too long', () => {
  const all = [...questions()]

  it('can be written in many places', () => {
    expect(all.length).toBeGreaterThan(100)
  })

  it('is refused wherever it is written, with a short message, and nothing else happens', async () => {
    for (const { name, query, place } of all) {
      for (const text of ['ab '.repeat(40_000), 'x'.repeat(120_000), '"'.repeat(120_000), `${'-'.repeat(1_500)}`]) {
        const answer = await app.ask(query, { v: place.value(text) })
        expect(
          answer.errors?.map(({ extensions }) => extensions.code).filter((code) => !codes.includes(code)),
          name,
        ).toEqual([])
        expect(answer.errors?.length, name).toBeGreaterThan(0)
        expect(JSON.stringify(answer).length, name).toBeLessThan(5_000)
      }
    }
  })
})
