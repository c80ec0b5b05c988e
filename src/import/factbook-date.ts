interface Dated {
  /** EDTF. */
  readonly value: string
  /** How the record writes it. */
  readonly words: string
}

export interface BodyDates {
  readonly founded?: Dated
  readonly effective?: Dated
  readonly dissolved?: Dated
  /** Since when it has its present name. */
  readonly named?: Dated
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December|Jan'
/** A date as the appendix writes it: day, month and year are its groups. */
export const datePattern = String.raw`(?:(?:(?:\d{1,2}-)?(\d{1,2}) )?(${months}),? ?)?(\d{4})(?!\d)`
/** A span of days in one month has the month. */
const span = /\d-\d/u

/** The dates of a body: "9 December 1994; effective - 1 July 1995", "established 14 May 1955 ...; abolished 1 July 1991". */
export function readDates(raw: string): BodyDates {
  const founded = foundedIn(raw)
  const effective = dateAfter(raw, String.raw`\beffective(?: -)?(?: on)? `)
  const dissolved = dateAfter(
    raw,
    String.raw`\b(?:ended(?: on| in)?|abolished|(?:was|it was) dissolved (?:on|in)|to) `,
    endings,
  )
  const named = namedIn(raw)
  return {
    ...(founded && { founded }),
    ...(effective && { effective }),
    ...(dissolved && { dissolved }),
    ...(named && { named }),
  }
}

const endings = /\b(?:ended(?: on| in)?|abolished|was dissolved (?:on|in)) $/u

/** What a line of the record may begin with if it says when the body was founded. */
const openings = [
  String.raw`^`,
  String.raw`^(?:also known as .{1,80}? )?(?:was )?(?:established|created|began|est\.)(?: on| in)? `,
  String.raw`^[^;]{0,120}?\b(?:, |; |and )?(?:was )?(?:established|est\.)(?: on| in)? `,
  String.raw`^[^;]{0,100}; (?:it was )?(?:established|came into being)(?: on| in)? `,
]
/** What comes after a date that is not the founding: a plan, a signature, a first meeting. */
const noFounding =
  /^ ?\(?(?:proposal|proposals|\(proposed|signature|adoption|Initiative announced|first|NA|treaty|by declaration)/iu
/** What stands before one. */
const noOpening = /\b(?:formerly|Convention|Cooperation \(CSCE\)|renamed|originally|predecessor|BRIC|proposed|NA)\b.*$/u

function foundedIn(raw: string): Dated | undefined {
  for (const line of raw.split('\n')) {
    if (/^(?:note - )?(?:formerly|members|observers|.{0,40}members -)/u.test(line)) continue
    const text = line.replace(/^note - /u, '')
    for (const opening of openings) {
      const found = new RegExp(opening + datePattern, 'u').exec(text)
      if (found === null) continue
      const after = text.slice(found.index + found[0].length)
      const before = found[0].slice(0, -wordsOf(found).length)
      if (noFounding.test(after) || noOpening.test(before)) continue
      return datedOf(found)
    }
  }
  return undefined
}

function dateAfter(raw: string, lead: string, only?: RegExp): Dated | undefined {
  for (const found of raw.matchAll(new RegExp(`(?:${lead})${datePattern}`, 'gu'))) {
    const before = found[0].slice(0, -wordsOf(found).length)
    if (only === undefined || only.test(before)) return datedOf(found)
  }
  return undefined
}

/** "current name adopted 14 November 1989", "present name established 1 October 1992", "changed names 17 June 2008". */
function namedIn(raw: string): Dated | undefined {
  const after = new RegExp(
    `(?:(?:current|present) name (?:was )?(?:adopted|established)|changed names) ${datePattern}`,
    'u',
  ).exec(raw)
  if (after !== null) return datedOf(after)
  const before = new RegExp(
    `${datePattern} (?:adopted present name|constitution modified and present name adopted|its present name was adopted)`,
    'u',
  )
  const found = before.exec(raw)
  if (found !== null) return datedOf(found)
  const bare = new RegExp(`, renamed ${datePattern}`, 'u').exec(raw)
  if (bare !== null) return datedOf(bare)
  const changed = new RegExp(String.raw`name changed from [^;\n]{1,120}? (?:on|in) ${datePattern}`, 'u').exec(raw)
  return changed === null ? undefined : datedOf(changed)
}

/** The date as it stands at the end of what was found, or within it. */
function wordsOf(found: RegExpExecArray | RegExpMatchArray): string {
  const [whole, day, month, year = ''] = found
  const from =
    month === undefined ? whole.lastIndexOf(year) : whole.lastIndexOf(day === undefined ? month : `${day} ${month}`)
  return whole.slice(from < 0 ? 0 : from, whole.lastIndexOf(year) + year.length)
}

function datedOf(found: RegExpExecArray | RegExpMatchArray): Dated {
  return { value: dateIn(found, 1), words: wordsOf(found) }
}

/** The date whose three groups begin at `group`, in EDTF. */
export function dateIn(found: RegExpExecArray | RegExpMatchArray, group: number): string {
  const [day, month, year = ''] = [found[group], found[group + 1], found[group + 2]]
  if (month === undefined) return year
  const number = months.split('|').findIndex((name) => name === month)
  const monthText = String(number === 12 ? 1 : number + 1).padStart(2, '0')
  const isDay = day !== undefined && !span.test(found[0])
  return isDay ? `${year}-${monthText}-${day.padStart(2, '0')}` : `${year}-${monthText}`
}
