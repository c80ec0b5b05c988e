import { meantCountry } from '../model/country.ts'
import { entryOf } from './value.ts'

export type Standing = 'MEMBER' | 'ASSOCIATE' | 'SUSPENDED' | 'OBSERVER' | 'PARTNER' | 'CANDIDATE'

export interface ListedMember {
  readonly name: string
  /** Of a country, ISO 3166-1; undefined: the member is a body. */
  readonly code: string | undefined
  readonly standing: Standing
  /** As the record writes it. */
  readonly words: string
}

/** What the lists of a body are called, and what those on them are. */
const standings: readonly (readonly [RegExp, Standing])[] = [
  [/^(?:(?:other )?(?:non)?regional |full |Eurozone )?members?$/u, 'MEMBER'],
  [/^(?:permanent|nonpermanent|special) members?$/u, 'MEMBER'],
  [/^(?:correspondent|subscriber|associate) members?$/u, 'ASSOCIATE'],
  [/^(?:associate )?observers?$/u, 'OBSERVER'],
  [/^(?:dialogue |operational )?partners?(?: for cooperation)?$/u, 'PARTNER'],
  [/^candidate(?:s| countries)$/u, 'CANDIDATE'],
]

const head =
  /(?:^|[;\n] ?)((?:[A-Za-z]+ ){0,3}(?:members?|observers?|partners(?: for cooperation)?|candidates|candidate countries))(?: \([^)]*\))? ?- ?(?:\([^)]*\) ?)?/gu

export interface Lists {
  readonly members: readonly ListedMember[]
  /** What was left out, and why. */
  readonly left: readonly string[]
}

/** The members, observers and partners of a body: "members - (57) Afghanistan, ...; observers - (13) ...". */
export function readLists(raw: string): Lists {
  const members: ListedMember[] = []
  const left: string[] = []
  const heads = [...raw.matchAll(head)]
  for (const [index, found] of heads.entries()) {
    const title = found[1] ?? ''
    const standing = standings.find(([pattern]) => pattern.test(title))?.[1]
    const end = heads[index + 1]?.index ?? raw.length
    const list = raw.slice(found.index + found[0].length, end).split('\n')[0] ?? ''
    if (/executive|board|trustees/iu.test(found[0])) left.push(`the ${title} are those of a committee of it`)
    else if (standing === undefined) left.push(`the list "${title}" has no standing that is known`)
    else if (!isList(list)) left.push(`the ${title} are described and not listed: "${list.slice(0, 60)}"`)
    else for (const item of itemsOf(list)) readMember(item, standing, members, left)
  }
  return { members, left }
}

/** Not "includes all UN member countries except ...", nor people. */
function isList(list: string): boolean {
  return !/^(?:note - )?(?:includes all|all |selected on|no country|none|the UN |not |\d+ judges|elected|15 judges|NA\b)|\bjudges\b/u.test(
    list,
  )
}

/** The items of a list, split at commas outside of brackets, up to a note. */
function itemsOf(list: string): string[] {
  const text = list.replace(/;? ?note ?- ?.*$/u, '').split(';')[0] ?? ''
  const items: string[] = []
  let depth = 0
  let item = ''
  for (const letter of text) {
    if (letter === '(') depth += 1
    if (letter === ')') depth = Math.max(0, depth - 1)
    if (letter === ',' && depth === 0) {
      items.push(item)
      item = ''
    } else item += letter
  }
  return [...items, item].map((one) => one.trim().replace(/^and /u, '')).filter((one) => one !== '')
}

function readMember(item: string, standing: Standing, members: ListedMember[], left: string[]): void {
  const [, plain = '', remark = ''] = /^(.*?)\s*(?:\(([^)]*)\)?.*)?$/u.exec(item) ?? []
  if (/includes|represent|successor|former/iu.test(remark)) left.push(`"${item}" needs reading`)
  else {
    const isSuspended = standing === 'MEMBER' && /suspended/u.test(remark)
    const member = memberOf(plain)
    if (member === undefined) left.push(`"${item}" is no country and no body of the appendix`)
    else members.push({ ...member, standing: isSuspended ? 'SUSPENDED' : standing, words: plain })
  }
}

/** Countries that the appendix abbreviates, or calls otherwise than Unicode does. */
const countries: Readonly<Record<string, readonly [name: string, code: string]>> = {
  UAE: ['United Arab Emirates', 'AE'],
  UK: ['United Kingdom', 'GB'],
  US: ['United States', 'US'],
  NZ: ['New Zealand', 'NZ'],
  'Federated States of Micronesia': ['Federated States of Micronesia', 'FM'],
  'Saint Kitts and Nevis': ['Saint Kitts and Nevis', 'KN'],
  'Saint Lucia': ['Saint Lucia', 'LC'],
  'Saint Vincent and the Grenadines': ['Saint Vincent and the Grenadines', 'VC'],
  'St. Vincent and the Grenadines': ['Saint Vincent and the Grenadines', 'VC'],
}

/** Bodies that are members, by how the appendix calls them, and the entries that they have. */
const bodies: Readonly<Record<string, string>> = {
  EU: 'European Union',
  'European Union': 'European Union',
  UN: 'United Nations',
  'Gulf Cooperation Council': 'Gulf Cooperation Council',
  LAS: 'League of Arab States',
  'League of Arab States': 'League of Arab States',
  'European Central Bank': 'European Central Bank',
  OECD: 'Organisation for Economic Cooperation and Development',
  OSCE: 'Organization for Security and Cooperation in Europe',
  IMF: 'International Monetary Fund',
  BIS: 'Bank for International Settlements',
  FAO: 'Food and Agriculture Organization',
  ECO: 'Economic Cooperation Organization',
  'ACP Group': 'African, Caribbean, and Pacific Group of States',
  'International Organization for Migration': 'International Organization for Migration',
  'Organization of American States': 'Organization of American States',
  'Inter-American Development Bank': 'Inter-American Development Bank',
  'Association of Southeast Asian Nations': 'Association of Southeast Asian Nations',
  'World Food Program': 'World Food Program',
}

function memberOf(given: string): Pick<ListedMember, 'name' | 'code'> | undefined {
  const text = given.replace(/^the /iu, '')
  const body = entryOf(bodies, text)
  if (body !== undefined) return { name: body, code: undefined }
  const known = entryOf(countries, text)
  if (known !== undefined) return { name: known[0], code: known[1] }
  // Other short forms are those of bodies: "EC" is not Ecuador.
  const code = /^[A-Z]{1,3}$/u.test(text) ? undefined : meantCountry(text)
  return code === undefined ? undefined : { name: text, code }
}
