import type { AliasKind, EntityKind } from '../../../src/generated/prisma/enums.ts'

export interface Known {
  readonly kind: EntityKind
  readonly name: string
  readonly aliases?: readonly { name: string; kind: AliasKind; period: string | null }[]
  /** The slug of what it is part of, or narrower than. */
  readonly parent?: string
}

const acronym = (name: string, period: string | null = null) => ({ name, kind: 'ACRONYM' as const, period })
const former = (name: string, period: string) => ({ name, kind: 'FORMER' as const, period })
const organization = (name: string, ...aliases: NonNullable<Known['aliases']>): Known => ({
  kind: 'ORGANIZATION',
  name,
  aliases,
})
const person = (name: string): Known => ({ kind: 'PERSON', name })
const place = (name: string, parent?: string): Known => ({ kind: 'PLACE', name, parent })
const topic = (name: string, parent?: string): Known => ({ kind: 'TOPIC', name, parent })

/** The slug of a name in Latin letters. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
}

/**
 * What every graph has, under names that the first dataset has too, so that the same questions can be asked of both.
 * They come first of their kinds, and so are the hubs: what comes first has most facts.
 */
export const known: readonly Known[] = [
  organization(
    'International Organization for Migration',
    acronym('IOM', '1989/..'),
    former('Provisional Intergovernmental Committee for the Movement of Migrants from Europe', '1951/1952'),
    former('PICMME', '1951/1952'),
    former('Intergovernmental Committee for European Migration', '1952/1980'),
    former('Intergovernmental Committee for Migration', '1980/1989'),
  ),
  organization('Human Rights Watch', acronym('HRW')),
  organization('Amnesty International'),
  organization('United Nations High Commissioner for Refugees', acronym('UNHCR')),
  organization('Refugee Council of Australia', acronym('RCOA')),
  organization('The Globe and Mail'),
  person('Asher Hirsch'),
  person('António Vitorino'),
  person('António Guterres'),
  place('Europe'),
  place('Oceania'),
  place('Switzerland', 'europe'),
  place('Geneva', 'switzerland'),
  place('Australia', 'oceania'),
  place('Nauru', 'oceania'),
  topic('detention'),
  topic('human rights'),
  topic('immigration detention', 'detention'),
  topic('offshore detention', 'immigration-detention'),
  topic('arbitrary detention', 'detention'),
  topic('non-refoulement', 'human-rights'),
]
