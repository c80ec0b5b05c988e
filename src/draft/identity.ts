import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { omit } from 'es-toolkit/object/omit'
import { contentOf } from '../change/content.ts'
import type { ItemContent } from '../change/item.ts'
import type { Field } from '../model/field.ts'
import { type FieldValues, factKind } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { isProse } from '../model/prose.ts'
import { isEntityKind, type Kind } from './format.ts'

/**
 * What a fact says whatever its words, its key and its evidence are: two facts with the same one say the same. Where
 * prose is what a fact says, as a claim is, its letters count; topics and the like are the curator's and do not.
 */
export function identityOf(item: ItemContent): string {
  const kind = item.kind as Kind
  if (isEntityKind(kind)) return digestOf({ kind, slug: item.slug })
  const content = omit(contentOf('fact', item as FieldValues), ['key', 'statement', 'computed', 'evidence'])
  const { fields } = factKind(kind)
  const told = Object.entries(content).flatMap(([name, value]) => {
    const text = identifying(fields[name], value)
    return text === undefined ? [] : [[name, text] as const]
  })
  return digestOf(Object.fromEntries(told))
}

/** The same in every version of the program, because files keep it. */
function digestOf(content: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(canonicalize(content) ?? '')
    .digest('base64url')
}

/** What a field says; undefined if that makes it no other fact. A field that no kind declares is an end or the time. */
function identifying(field: Field | undefined, value: unknown): unknown {
  if (field === undefined || field.holds === 'fact') return value
  if (field.holds !== 'value') return undefined
  return isProse(field) ? nameKey(String(value)) : value
}

const stated = new WeakMap<readonly ItemContent[], ReadonlyMap<string, string>>()

/** The keys of facts by what they say, found out once: a review checks at each step. */
export function statedBy(facts: readonly ItemContent[]): ReadonlyMap<string, string> {
  const known = stated.get(facts) ?? new Map(facts.map((fact) => [identityOf(fact), String(fact.key)]))
  stated.set(facts, known)
  return known
}
