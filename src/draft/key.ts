import { createHash } from 'node:crypto'
import { deburr } from 'es-toolkit/string/deburr'
import type { ItemContent } from '../change/item.ts'
import type { FactKind } from '../generated/prisma/enums.ts'
import { factKind, textIn } from '../model/kind.ts'
import { isProse } from '../model/prose.ts'
import { identityOf } from './identity.ts'

const longestKey = 80

/** How many words of prose a key has. */
const proseWords = 5

/** A text as part of a key or a slug: "Grand-Saconnex" is "grand-saconnex". Empty if it has no Latin letter and no digit. */
export function slugFrom(text: string): string {
  return deburr(text)
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
}

/** A slug for a new thing, which names in other scripts have, too. */
export function slugOfName(name: string, taken: (slug: string) => boolean): string {
  const base = cut(slugFrom(name)) || `name-${shortDigest({ name })}`
  return unique(base, taken)
}

/** A key for a new fact, made from what it says: the same fact gets the same one. */
export function keyOf(item: ItemContent, taken: (key: string) => boolean): string {
  const { subject, object, period, fields } = factKind(item.kind as FactKind)
  const values = Object.entries(fields).flatMap(([name, field]) => {
    const text = textIn(item, name)
    if (text === undefined || field.holds !== 'value' || text === field.fallback) return []
    return isProse(field) ? [text.split(' ').slice(0, proseWords).join(' ')] : [text]
  })
  const ends = [subject.field, ...(object ? [object.field] : [])].map((field) => textIn(item, field) ?? '')
  const parts = [...ends, ...values, textIn(item, period) ?? ''].map(slugFrom).filter((part) => part !== '')
  return unique(cut(parts.join('-')) || `fact-${shortDigest({ identity: identityOf(item) })}`, taken)
}

/** Whole words, as many as fit. */
function cut(key: string): string {
  return key.length <= longestKey ? key : key.slice(0, longestKey + 1).replace(/-[^-]*$/u, '')
}

function unique(base: string, taken: (key: string) => boolean): string {
  let key = base
  for (let number = 2; taken(key); number += 1) key = `${base}-${number}`
  return key
}

function shortDigest(content: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 8)
}
