import type { EntityKind } from '../../../src/generated/prisma/enums.ts'
import type { Random } from './random.ts'
import { capitalize, coin } from './word.ts'

const list = (text: string) => text.split(/\s*,\s*/)

const given = list(
  'Maria, James, Ana, António, Fatima, John, Aisha, Søren, Chloé, José, Ingrid, Łukasz, Zoë, Kwame, Priya, Noor, Élise, Björn, Siobhán, Tomáš, Nguyễn, Yūko, Ahmed, Linda, Peter, Ruth, Omar, Grace, Ivan, Leila',
)
const family = list(
  'Smith, García, Müller, Okafor, Silva, Nguyễn, Kowalski, O’Brien, Hernández, Dvořák, Ångström, Haddad, Rossi, Dubois, Yılmaz, Jensen, Mbeki, Novák, Santos, Kaya, Ibrahim, Lindqvist, Çelik, Papadopoulos, Fernández-López, van der Berg, d’Souza, Šimić, Øvergaard, Tanaka',
)
const foreign = [
  { given: list('Мария, Иван, Ольга, Сергей, Анна'), family: list('Иванова, Петров, Смирнова, Кузнецов, Йорданов') },
  { given: list('محمد, فاطمة, علي, ليلى, أحمد'), family: list('الحسن, حداد, إبراهيم, السيد, خوري') },
  { given: list('Ελένη, Γιώργος, Μαρία'), family: list('Παπαδόπουλος, Νικολάου, Γεωργίου') },
  { given: list('明, 伟, 芳, 秀英'), family: list('王, 李, 张, 刘') },
]
const foreignBodies = list(
  'Комитет по делам беженцев, Союз журналистов, منظمة حقوق الإنسان, مركز اللاجئين, Οργάνωση Μεταναστών, 难民委员会, 人权观察中心, Comité d’aide aux réfugiés, Asociación de Migrantes, Flüchtlingsrat, Rådet för migration, Sdružení pro uprchlíky',
)
const bodies = list(
  'Council, Committee, Network, Institute, Foundation, Centre, Agency, Alliance, Federation, Commission, Forum, Union, Observatory, Trust, Office, Bureau, Society, Initiative, Mission, Watch',
)
const scopes = list(
  'International, Regional, European, African, Asian, Pacific, Global, National, United, Independent, Joint, Catholic, Nordic, Andean, Arab, Open, New, General, Free, World',
)
const causes = list(
  'Refugees, Migration, Human Rights, Children, Labour, Asylum, Health, Justice, Democracy, Development, Peace, Press Freedom, Women, Housing, Water, Education, Climate, Elections, Trade, Relief, Statistics, Shipping, Fisheries, Energy, Science',
)
const happenings = list(
  'Earthquake, Flood, Election, Summit, War, Cyclone, Conference, Famine, Strike, Census, Coup, Treaty Signing',
)
const movements = list(
  'Buy Fair, Open Borders, No Child Behind, Safe Passage, Right to Know, Stop the Cuts, Roof for All',
)
const qualifiers = list(
  'arbitrary, administrative, offshore, voluntary, forced, mandatory, rural, urban, cross-border, seasonal, digital, medical, legal, internal, indefinite, external',
)
const subjects = list(
  'detention, return, labour, transfer, housing, registration, screening, surveillance, resettlement, integration, statelessness, trafficking, smuggling, funding, accountability, transparency, data protection, family reunification',
)
const pacts = list('Convention, Protocol, Agreement, Compact, Memorandum, Treaty, Charter')

/** Rare enough to be many, frequent enough to be met again. */
const place = (random: Random) => capitalize(coin(random.zipf(200_000)))

function organizationName(random: Random): string {
  if (random.chance(0.08)) return `${random.pick(foreignBodies)} ${place(random)}`
  const body = random.pick(bodies)
  if (random.chance(0.35)) return `${place(random)} ${body} for ${random.pick(causes)}`
  if (random.chance(0.3)) return `${random.pick(scopes)} ${body} of ${place(random)}`
  return `${random.pick(scopes)} ${random.pick(causes)} ${body}`
}

function personName(random: Random): string {
  const names = random.chance(0.15) ? random.pick(foreign) : { given, family }
  const middle = random.chance(0.5) ? ` ${place(random)}` : ''
  return `${random.pick(names.given)}${middle} ${random.pick(names.family)}`
}

const names: Record<EntityKind, (random: Random) => string> = {
  ORGANIZATION: organizationName,
  PERSON: personName,
  EVENT: (random) => `${place(random)} ${random.pick(happenings)}, ${1950 + random.below(76)}`,
  CAMPAIGN: (random) => `${random.pick(movements)} ${place(random)}`,
  PLACE: (random) => (random.chance(0.1) ? `São ${place(random)}` : place(random)),
  TOPIC: (random) => `${random.pick(qualifiers)} ${random.pick(subjects)} of ${coin(random.zipf(200_000))}`,
  AGREEMENT: (random) => `${place(random)} ${random.pick(pacts)} on ${random.pick(causes)}`,
}

/** A name as things of the kind have it; some come twice, some are not in Latin letters. */
export function nameOf(random: Random, kind: EntityKind): string {
  return names[kind](random)
}

/** The initials of a name; undefined where they make no acronym. */
export function acronymOf(name: string): string | undefined {
  const initials = name.match(/\b[A-Z]/g)?.join('') ?? ''
  return initials.length >= 3 ? initials : undefined
}

/** What a person's post is called. */
export const titles = list(
  'Director General, Deputy Director, President, Secretary-General, Spokesperson, Chair, Treasurer, Head of Mission, Regional Director, Adviser, Researcher, Ambassador, Commissioner, Editor',
)
