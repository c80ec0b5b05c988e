import { readFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { draftSchemaFile } from '../print-format.ts'
import { candidateKinds } from '../src/draft/format.ts'
import { draftSchema, draftSchemaText } from '../src/draft/json-schema.ts'
import { beaconCandidates, beaconDraft, check, codesOf } from './support/draft.ts'

const isValid = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(draftSchema())

test('the published format is that of the program', async () => {
  const published = await readFile(draftSchemaFile, 'utf8')
  expect(published === draftSchemaText(), 'docs/draft.schema.json is stale: run `npm run schema`').toBe(true)
})

test('it takes a draft, and what the check takes', () => {
  expect(isValid(beaconDraft()), JSON.stringify(isValid.errors)).toBe(true)
})

interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: unknown
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

function partsOf(schema: Schema): Schema[] {
  const inner = [
    ...Object.values(schema.properties ?? {}),
    ...(schema.items ? [schema.items] : []),
    ...(schema.anyOf ?? []),
  ]
  return [schema, ...inner.flatMap(partsOf)]
}

test('it asks only for what strict structured output of models knows', () => {
  const parts = partsOf(draftSchema() as Schema)
  const known = ['type', 'properties', 'required', 'additionalProperties', 'items', 'anyOf', 'enum', 'description']
  const keywords = new Set(parts.flatMap((part) => Object.keys(part)))
  expect([...keywords].filter((keyword) => !known.includes(keyword)).toSorted()).toEqual(['$schema', 'title'])
  expect((draftSchema() as Schema).anyOf).toBeUndefined()
  for (const { type, properties, required, additionalProperties } of parts) {
    if (type !== 'object') continue
    expect(additionalProperties).toBe(false)
    expect(required).toEqual(Object.keys(properties ?? {}))
  }
})

test('it has an alternative for each kind', () => {
  const kinds = (schema: object) => JSON.stringify(schema).match(/"kind":\{"type":"string","enum":\["[A-Z]+"\]/gu)
  expect(kinds(draftSchema())).toHaveLength(candidateKinds.length)
  expect(kinds(draftSchema(['ALIAS']))).toHaveLength(1)
})

/** Every place in a value: the path to it. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...entries.flatMap(([name, inner]) => placesIn(inner, [...path, name]))]
}

function withValue(value: unknown, [name, ...rest]: readonly (string | number)[], put: unknown): unknown {
  if (name === undefined) return put
  if (Array.isArray(value)) return value.map((item, index) => (index === name ? withValue(item, rest, put) : item))
  const { [name]: inner, ...others } = value as Record<string, unknown>
  if (rest.length === 0 && put === undefined) return others
  return { ...others, [name]: withValue(inner, rest, put) }
}

test('what it refuses of a candidate, the check refuses, too', () => {
  const spoilt = beaconCandidates.flatMap((right) =>
    placesIn(right)
      .slice(1)
      .flatMap((path) => [undefined, 7, {}, ['x']].map((put) => withValue(right, path, put))),
  )
  const invalid = spoilt.filter((one) => !isValid(beaconDraft([one])))
  expect(invalid.length).toBeGreaterThan(500)
  const passed = invalid.filter((one) => codesOf(check([one])[0] as never)[0] !== 'BAD_SHAPE')
  expect(passed).toEqual([])
})
