import { z } from 'zod'
import { parseEdtf } from '../date/edtf.ts'
import { DossierError } from '../errors.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { mostNames } from '../name/resolve.ts'
import { longestText, textLength } from '../query/text.ts'
import { checkShape, readJson } from './json.ts'
import { readType } from './type.ts'

/** A value that a caller's table has in a column beside the name. */
export interface AskedValue {
  readonly text: string
  /** The id of the entity that it was reconciled with. */
  readonly id?: string
}

/** What a caller's table says of a property of the thing. */
export interface AskedProperty {
  readonly id: string
  readonly values: readonly AskedValue[]
}

/** One cell that is to be reconciled. */
export interface ReconcileQuery {
  readonly name: string
  /** Null: entities of all kinds. */
  readonly kinds: readonly EntityKind[] | null
  readonly limit: number
  /** When the name was written. */
  readonly asOf: string | null
  readonly properties: readonly AskedProperty[]
  /** What of the query could not be read. Tables hold all sorts of values, and one cell must not spoil a batch. */
  readonly problem?: string
}

/** The most queries of one batch. */
export const mostQueries = mostNames

/** The most candidates of one query. */
export const mostCandidates = 100
const standardLimit = 10

/** The most properties of one query, and the most values of one property. */
const mostProperties = 20
const mostValues = 20

/** The most properties of one batch. A client sends the same few with each query, and each is read for all candidates. */
const mostDifferent = 50

const aText = 'a text'
const single = z.union(
  [z.string(), z.number(), z.boolean(), z.object({ id: z.string(), name: z.string().nullish() })],
  'a text, a number, true, false, an object with an "id", or a list of these',
)
const aType = z.union([z.string(), z.object({ id: z.string() })], 'the id of a type, or a list of such ids')

const queryShape = z.object(
  {
    query: z.string(aText).nullish(),
    type: z.union([aType, z.array(aType)], 'the id of a type, or a list of such ids').nullish(),
    type_strict: z.enum(['any', 'should', 'all'], 'one of any, should and all').nullish(),
    limit: z
      .int(`a whole number from 1 to ${mostCandidates}`)
      .min(1, `a whole number from 1 to ${mostCandidates}`)
      .max(mostCandidates, `a whole number from 1 to ${mostCandidates}`)
      .nullish(),
    properties: z
      .array(
        z.object(
          {
            pid: z.string('the id of a property'),
            v: z.union([single, z.array(single).max(mostValues, `a list of at most ${mostValues} values`)], {
              error: 'a text, a number, true, false, an object with an "id", or a list of these',
            }),
          },
          'an object with "pid" and "v"',
        ),
        'a list of objects with "pid" and "v"',
      )
      .max(mostProperties, `a list of at most ${mostProperties} properties`)
      .nullish(),
  },
  'an object such as {"query":"IOM"}',
)

type QueryShape = z.infer<typeof queryShape>

const batchShape = z.record(z.string(), queryShape, 'an object of queries such as {"q0":{"query":"IOM"}}')

/** Reads the parameter `queries`: each query under the key that its caller gave it. */
export function readQueries(text: string): Map<string, ReconcileQuery> {
  const entries = Object.entries(checkShape('queries', batchShape, readJson('queries', text)))
  if (entries.length > mostQueries) {
    const message = `\`queries\` holds ${entries.length} queries: ask at most ${mostQueries} at once.`
    throw new DossierError('BAD_USER_INPUT', message, { field: 'queries', maximum: mostQueries })
  }
  const different = new Set(entries.flatMap(([, { properties }]) => (properties ?? []).map(({ pid }) => pid)))
  if (different.size > mostDifferent) {
    const message = `\`queries\` name ${different.size} properties: name at most ${mostDifferent} in one batch.`
    throw new DossierError('BAD_USER_INPUT', message, { field: 'queries', maximum: mostDifferent })
  }
  return new Map(entries.map(([key, shape]) => [key, queryOf(shape, `queries.${key.slice(0, 40)}`)]))
}

/** Reads the parameter `query` of the first version of the protocol: an object, or the name alone. */
export function readQuery(text: string): ReconcileQuery {
  const shape = text.trimStart().startsWith('{') ? checkShape('query', queryShape, readJson('query', text)) : undefined
  return queryOf(shape ?? { query: text }, 'query')
}

function queryOf({ query, type, type_strict, limit, properties }: QueryShape, field: string): ReconcileQuery {
  const types = (type == null ? [] : [type].flat()).map((one) => (typeof one === 'string' ? one : one.id))
  const given = (properties ?? []).map(({ pid, v }) => ({ id: pid, values: [v].flat().map(valueOf) }))
  const time = readTime(given.filter(({ id }) => id === 'asOf').flatMap(({ values }) => values))
  const name = query ?? ''
  const tooLong = textLength(name) > longestText
  const problem = tooLong ? `The name is longer than ${longestText} characters, so it is no name.` : time.problem
  return {
    name: tooLong ? '' : name,
    kinds: kindsOf(types, type_strict === 'all', `${field}.type`),
    limit: limit ?? standardLimit,
    asOf: time.asOf,
    properties: given.filter(({ id }) => id !== 'asOf'),
    ...(problem !== undefined && { problem }),
  }
}

/** Everything is of one kind, so nothing is of all of several. */
function kindsOf(types: readonly string[], ofAll: boolean, field: string): EntityKind[] | null {
  const named = types.filter((type) => type.trim() !== '')
  const kinds = [...new Set(named.map((type) => readType(type, field)))]
  if (kinds.length === 0) return null
  return ofAll && kinds.length > 1 ? [] : kinds
}

type Single = z.infer<typeof single>

function valueOf(value: Single): AskedValue {
  if (typeof value !== 'object') return { text: String(value) }
  return { text: value.name ?? value.id, id: value.id }
}

/** Reads when a name was written. OpenRefine sends dates as instants, and years perhaps as "1951.0". */
function readTime(values: readonly AskedValue[]): { readonly asOf: string | null; readonly problem?: string } {
  const text = values[0]?.text.trim() ?? ''
  if (text === '') return { asOf: null }
  const asOf = text.replace(/^(\d{4}-\d{2}-\d{2})T.*$/, '$1').replace(/^(\d{4})\.0+$/, '$1')
  try {
    parseEdtf(asOf)
    return { asOf }
  } catch (error) {
    if (!(error instanceof DossierError)) throw error
    return { asOf: null, problem: `asOf: ${error.message}` }
  }
}
