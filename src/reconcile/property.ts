import { type Expression, sql } from '../database/sql.ts'
import { parseEdtf } from '../date/edtf.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { meantCountry } from '../model/country.ts'
import { identifierKey } from '../model/identifier.ts'
import { nameKey } from '../model/name-key.ts'
import type { AskedValue } from './query.ts'
import * as values from './value-sql.ts'

/** A value of a property, as the protocol writes it. Dates are texts, because they are as imprecise as their sources. */
export type Value = { readonly str: string } | { readonly int: number } | { readonly id: string; readonly name: string }

/** What can be asked about entities, and what a table can say of the things that it names. */
export interface Property {
  readonly id: string
  readonly name: string
  readonly description: string
  /** Undefined: entities of all kinds have it. */
  readonly kinds?: readonly EntityKind[]
  /** Its values are entities of this kind. */
  readonly valueKind?: EntityKind
  /** A JSON list of its values of the entity `e`. */
  readonly values: (asked: values.ValueQuestion) => Expression<unknown>
  /** Whether a value of a table is one of the graph. */
  readonly agrees: (asked: AskedValue, found: Value) => boolean
}

/** A value as people read it. */
export function textOf(value: Value): string {
  if ('str' in value) return value.str
  return 'int' in value ? String(value.int) : value.name
}

/** The same entity, or the same name. */
function isSame(asked: AskedValue, found: Value): boolean {
  if ('id' in found && asked.id !== undefined) return asked.id === found.id
  const key = nameKey(asked.text)
  return key !== '' && (key === nameKey(textOf(found)) || ('id' in found && key === nameKey(found.id)))
}

/** Times that may be the same. */
function mayBeSameTime(asked: AskedValue, found: Value): boolean {
  try {
    const [one, other] = [parseEdtf(asked.text.trim().replace(/T.*$/, '')), parseEdtf(textOf(found))]
    const earliest = Math.max(one.earliest ?? -Infinity, other.earliest ?? -Infinity)
    return earliest <= Math.min(one.latest ?? Infinity, other.latest ?? Infinity)
  } catch {
    return false
  }
}

function isSameCode(asked: AskedValue, found: Value): boolean {
  return (meantCountry(asked.text) ?? asked.text.trim().toUpperCase()) === textOf(found)
}

/** "https://www.iom.int/about" and "iom.int" are of one site. */
function isSameSite(asked: AskedValue, found: Value): boolean {
  const site = siteOf(asked.text)
  return site !== undefined && site === siteOf(textOf(found))
}

function siteOf(text: string): string | undefined {
  const address = /^https?:\/\//i.test(text.trim()) ? text.trim() : `https://${text.trim()}`
  return URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : undefined
}

const organizations: readonly EntityKind[] = ['ORGANIZATION']

/** The properties that the service knows beside identifiers, in the order in which it proposes them. */
export const properties: readonly Property[] = [
  {
    id: 'country',
    name: 'Country',
    description: 'The country of its headquarters, or of where it is.',
    valueKind: 'PLACE',
    values: values.country,
    agrees: isSame,
  },
  {
    id: 'countryCode',
    name: 'Country code',
    description: 'The same as the code of ISO 3166-1: CH.',
    values: values.countryCode,
    agrees: isSameCode,
  },
  {
    id: 'headquarters',
    name: 'Headquarters',
    description: 'Where its headquarters are.',
    kinds: organizations,
    valueKind: 'PLACE',
    values: values.related('HEADQUARTERED_IN'),
    agrees: isSame,
  },
  {
    id: 'locatedIn',
    name: 'Located in',
    description: 'Where it is.',
    valueKind: 'PLACE',
    values: values.related('LOCATED_IN'),
    agrees: isSame,
  },
  {
    id: 'founded',
    name: 'Founded',
    description: 'When it was founded, in EDTF: 1951-12-05, 1951-12, 1951~.',
    kinds: organizations,
    values: values.column('organization', 'founded_edtf'),
    agrees: mayBeSameTime,
  },
  {
    id: 'dissolved',
    name: 'Dissolved',
    description: 'When it was dissolved, in EDTF.',
    kinds: organizations,
    values: values.column('organization', 'dissolved_edtf'),
    agrees: mayBeSameTime,
  },
  {
    id: 'website',
    name: 'Website',
    description: 'The address of its website.',
    values: values.website,
    agrees: isSameSite,
  },
  {
    id: 'criticismsReceived',
    name: 'Criticisms received',
    description: 'How many criticisms of it the graph has.',
    values: values.criticismCount,
    agrees: isSame,
  },
  {
    id: 'latestCriticism',
    name: 'Latest criticism',
    description: 'The latest criticism of it, as one sentence.',
    values: values.latestCriticism('statement'),
    agrees: isSame,
  },
  {
    id: 'latestCriticismOn',
    name: 'Date of the latest criticism',
    description: 'When the latest criticism of it was stated, in EDTF.',
    values: values.latestCriticism('from_edtf'),
    agrees: mayBeSameTime,
  },
  { id: 'name', name: 'Name', description: 'The name that it has now.', values: values.presentName, agrees: isSame },
  {
    id: 'names',
    name: 'Names',
    description: 'Every name that it has or had.',
    values: values.names(sql`true`),
    agrees: isSame,
  },
  {
    id: 'formerNames',
    name: 'Former names',
    description: 'Names that it does not have any more.',
    values: values.names(sql`(n.kind = 'FORMER' or f.until_edtf is not null)`),
    agrees: isSame,
  },
  {
    id: 'acronyms',
    name: 'Acronyms',
    description: 'Its acronyms.',
    values: values.names(sql`n.kind = 'ACRONYM'`),
    agrees: isSame,
  },
  {
    id: 'partOf',
    name: 'Part of',
    description: 'What it is a part of.',
    values: values.related('PART_OF'),
    agrees: isSame,
  },
  {
    id: 'memberOf',
    name: 'Member of',
    description: 'What it is a member of.',
    values: values.related('MEMBER_OF'),
    agrees: isSame,
  },
  {
    id: 'summary',
    name: 'Summary',
    description: 'What it is, in a sentence or two.',
    values: values.summary,
    agrees: isSame,
  },
]

/** The property with an id. Any other id is that of a catalogue: the property is the identifier there. */
export function propertyOf(id: string): Property {
  return properties.find((property) => property.id === id) ?? identifierIn(id)
}

/** Whether an id is that of a catalogue. */
export function isCatalogue(id: string): boolean {
  return properties.every((property) => property.id !== id)
}

/** The identifier of a thing in a catalogue. */
export function identifierIn(scheme: string): Property {
  return {
    id: scheme,
    name: scheme.length <= 4 ? scheme.toUpperCase() : scheme.charAt(0).toUpperCase() + scheme.slice(1),
    description: `Its identifier in the catalogue ${scheme}.`,
    values: values.identifiers(scheme),
    agrees: (asked, found) => identifierKey(asked.text) === identifierKey(textOf(found)),
  }
}
