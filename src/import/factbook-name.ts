import type { AliasKind } from '../generated/prisma/enums.ts'
import { dateIn, datePattern } from './factbook-date.ts'

export interface BodyName {
  readonly name: string
  readonly aliasKind: AliasKind
  /** EDTF. */
  readonly period?: string
  readonly words: string
}

/** The acronyms, the former names and the other names of a body. `renamed` is when it got its present name. */
export function readNames(
  own: string,
  raw: string,
  acronym: string | undefined,
  renamed: string | undefined,
): BodyName[] {
  const dated = datedNames(raw, renamed).map((one) => (one.name === own ? sinceThen(one) : one))
  const known = new Set(dated.map(({ name }) => name))
  const former = formerNames(raw).filter(({ name }) => !known.has(name))
  const until = former.filter(({ aliasKind }) => aliasKind === 'FORMER').length === 1 ? renamed : undefined
  return [
    ...acronymsIn(acronym),
    ...dated,
    ...former.map((one) => (until === undefined || one.period !== undefined ? one : { ...one, period: `/${until}` })),
    ...otherNames(raw),
  ].filter(({ name }) => !/[()]/u.test(name))
}

/** The name that a body has had since then. */
function sinceThen({ period = '', ...name }: BodyName): BodyName {
  return { ...name, aliasKind: 'OFFICIAL', period: period.replace(/\/$/u, '/..') }
}

/** "EAEC or EurasEC", "UNASUR - Spanish; UNASUL - Portuguese": an acronym has capitals, anything else is another name. */
function acronymsIn(text: string | undefined): BodyName[] {
  const parts = (text ?? '').split(/; |, | or |^or /u).map((part) => part.replace(/ - .*$/u, '').trim())
  return parts
    .filter((part) => part !== '')
    .map((name) => ({ name, aliasKind: isAcronym(name) ? 'ACRONYM' : 'ALSO_KNOWN_AS', words: name }))
}

const isAcronym = (name: string) => !name.includes(' ') && (name.length <= 2 || /\p{Lu}.*\p{Lu}|\p{Lu}-\d/u.test(name))

const called = String.raw`((?:the )?\p{Lu}[^;,\n]+?)`

/** The names of a history with dates: "1919 set up as X; renamed Y (ABC) on 15 November 1952; current name adopted 1989". */
function datedNames(raw: string, renamed: string | undefined): BodyName[] {
  const steps = [...renamings(raw)].sort((one, other) => one.at - other.at)
  const names = steps.map(({ name, from, words }, index) => ({
    name,
    words,
    from: from ?? '',
    until: steps[index + 1]?.from ?? renamed ?? '',
  }))
  const changed = new RegExp(String.raw`name changed from ${called} (?:on|in) ${datePattern}`, 'u').exec(raw)
  if (changed !== null)
    names.push({ name: changed[1] ?? '', words: changed[1] ?? '', from: '', until: dateIn(changed, 2) })
  return names
    .filter(({ from, until }) => from !== '' || until !== '')
    .flatMap(({ name, words, from, until }) => withAcronym(name, words, `${from}/${until}`))
}

interface Renaming {
  readonly at: number
  readonly name: string
  readonly words: string
  readonly from?: string
}

function* renamings(raw: string): Generator<Renaming> {
  const end = String.raw`(?= established|;|,|\n|$)`
  const since = new RegExp(`${datePattern} (?:set up )?(?:as|became) ${called}${end}`, 'gu')
  for (const found of raw.matchAll(since)) {
    const name = found[4] ?? ''
    yield { at: found.index, name, words: name, from: dateIn(found, 1) }
  }
  const first = new RegExp(`established as ${called}${end}`, 'u').exec(raw)
  if (first !== null) {
    const founded = new RegExp(`^${datePattern}`, 'mu').exec(raw)
    const from = founded === null ? undefined : dateIn(founded, 1)
    yield { at: first.index, name: first[1] ?? '', words: first[1] ?? '', ...(from && { from }) }
  }
  for (const found of raw.matchAll(new RegExp(`renamed ${called} (?:on|in) ${datePattern}`, 'gu'))) {
    const name = found[1] ?? ''
    yield { at: found.index, name, words: name, from: dateIn(found, 2) }
  }
}

/** Names without dates: "formerly known as X (ABC) and the Y (DEF)", "began as X", "acronym retained from X". */
function formerNames(raw: string): BodyName[] {
  const leads = [
    String.raw`formerly (?:known as |called )?`,
    'began as ',
    String.raw`retained from (?:the )?predecessor organization,? `,
  ]
  const pattern = new RegExp(`(?:${leads.join('|')})${called}(?= established| before |;|,|\\n|$)`, 'gu')
  return [...raw.matchAll(pattern)].flatMap(([, names = '']) =>
    names.split(/ and the /u).flatMap((name) => withAcronym(name, name)),
  )
}

function otherNames(raw: string): BodyName[] {
  const pattern = new RegExp(String.raw`(?:also known as|acronym from) ${called}(?= was |;|,|\n|\)|$)(,)?`, 'gu')
  return [...raw.matchAll(pattern)].flatMap(([whole, names = '', comma]) => {
    // "acronym from Belgium, Netherlands, and Luxembourg" explains the acronym.
    if (comma !== undefined && whole.startsWith('acronym')) return []
    const list = names.includes('(') && !names.includes(')') ? `${names})` : names
    return list.split(/ or (?:the )?/u).flatMap((name) => {
      return withAcronym(name, name).map((one): BodyName => {
        return one.aliasKind === 'FORMER' ? { ...one, aliasKind: 'ALSO_KNOWN_AS' } : one
      })
    })
  })
}

/** "Andean Common Market (Ancom)" is a name and its short form. */
function withAcronym(text: string, words: string, period?: string): BodyName[] {
  const [, name = '', short = ''] = /^(?:the )?(.*?)(?: \(([^()]*)\)?.*)?$/u.exec(text.trim()) ?? []
  const plain = short.replace(/ - .*$/u, '').trim()
  const timed = period === undefined ? {} : { period }
  const isShort = plain !== '' && /^[\p{L}\d-]{2,12}$/u.test(plain)
  const long: BodyName[] =
    name === '' ? [] : [{ name, aliasKind: 'FORMER', words: words.replace(/^the /u, ''), ...timed }]
  if (!isShort) return long
  return [...long, { name: plain, aliasKind: isAcronym(plain) ? 'ACRONYM' : 'ALSO_KNOWN_AS', words: plain, ...timed }]
}
