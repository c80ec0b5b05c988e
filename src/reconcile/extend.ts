import { z } from 'zod'
import type { Database } from '../database/open.ts'
import { parseEdtf } from '../date/edtf.ts'
import { DossierError } from '../errors.ts'
import { readEntitiesBySlug, type Wanted } from './entity.ts'
import { checkShape, readJson } from './json.ts'
import { propertyOf, type Value } from './property.ts'
import { type NamedType, typeOf } from './type.ts'

/** What a client asks of entities that it has reconciled. */
export interface ExtendQuery {
  readonly ids: readonly string[]
  readonly wanted: readonly Wanted[]
}

export interface ExtendAnswer {
  readonly meta: readonly { readonly id: string; readonly name: string; readonly type?: NamedType }[]
  /** By the id of the entity, as it was asked, and the id of the property. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, readonly Value[]>>>>
}

const mostIds = 200
const mostProperties = 50
const mostValues = 1_000

/** Settings of a property that clients let people fill in. They send what was typed, so numbers may be texts. */
export const settings = [
  {
    name: 'limit',
    label: 'Values at most',
    type: 'number',
    default: 0,
    help_text: 'How many values of each entity; 0 for all.',
  },
  {
    name: 'asOf',
    label: 'As of',
    type: 'text',
    default: '',
    help_text: 'A date such as 1989 or 1951-12: what was so then. Empty for what is so now.',
  },
] as const

const limit = `a whole number from 0 to ${mostValues}`
const shape = z.object(
  {
    ids: z.array(z.string('the id of an entity'), 'a list of ids').max(mostIds, `a list of at most ${mostIds} ids`),
    properties: z
      .array(
        z.object(
          {
            id: z.string('the id of a property'),
            settings: z
              .object(
                {
                  limit: z.union([z.int().min(0).max(mostValues), z.string().regex(/^\d{0,3}$/)], limit).nullish(),
                  asOf: z.union([z.string(), z.int()], 'a date such as "1951"').nullish(),
                },
                'an object',
              )
              .nullish(),
          },
          'an object such as {"id":"country"}',
        ),
        'a list of objects such as {"id":"country"}',
      )
      .max(mostProperties, `a list of at most ${mostProperties} properties`),
  },
  'an object with "ids" and "properties"',
)

/** Reads the parameter `extend`. */
export function readExtend(text: string): ExtendQuery {
  const { ids, properties } = checkShape('extend', shape, readJson('extend', text))
  return {
    ids,
    wanted: properties.map(({ id, settings: given }, index) => ({
      property: propertyOf(id),
      time: readTime(`extend.properties.${index}.settings.asOf`, String(given?.asOf ?? '').trim()),
      limit: Number(given?.limit ?? 0) || mostValues,
    })),
  }
}

function readTime(field: string, text: string): Wanted['time'] {
  if (text === '') return null
  try {
    return parseEdtf(text)
  } catch (error) {
    if (!(error instanceof DossierError)) throw error
    throw new DossierError('BAD_USER_INPUT', `\`${field}\`: ${error.message}`, { ...error.details, field })
  }
}

/** Reads values of entities: one statement for all. An id that nothing has gets no values. */
export async function extend(db: Database, { ids, wanted }: ExtendQuery): Promise<ExtendAnswer> {
  const found = await readEntitiesBySlug(db, ids, wanted)
  const rowOf = (id: string) =>
    Object.fromEntries(wanted.map(({ property }, place) => [property.id, found.get(id)?.values[place] ?? []]))
  return {
    meta: wanted.map(({ property: { id, name, valueKind } }) => ({
      id,
      name,
      ...(valueKind && { type: typeOf(valueKind) }),
    })),
    rows: Object.fromEntries(ids.map((id) => [id, rowOf(id)])),
  }
}
