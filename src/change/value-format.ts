import { z } from 'zod'
import { parsePeriod } from '../date/period.ts'
import { DossierError } from '../errors.ts'
import { countryAdvice, isCountryCode } from '../model/country.ts'
import type { Format } from '../model/field.ts'
import { canonicalLanguage, languageAdvice } from '../model/language.ts'
import { isWebAddress, webAddressAdvice } from '../model/value.ts'

// How single values of drafts are checked. Each message completes a sentence that names the value. `format` says what
// the value is, in docs/datasets.md: see print-format.ts.

declare module 'zod' {
  interface GlobalMeta {
    /** What a value looks like: "slug", "text of at most 500 characters". */
    format?: string
  }
}

/** Words of an anchor: enough to find a sentence, too few to copy it. */
export const mostAnchorWords = 8

/** For scripts that leave no space between words. */
export const mostAnchorCharacters = 120

const unprintable = /[\p{Cc}\p{Cs}]/u

/** Text on one line: white space of every kind becomes one space, also where a block scalar broke the line. */
export function text(mostCharacters: number) {
  return z
    .string()
    .overwrite(collapse)
    .check(refuseUnprintable, refuseLength(mostCharacters))
    .meta({ format: `text of at most ${mostCharacters.toLocaleString('en')} characters` })
}

function collapse(value: string): string {
  return value.replace(/\s+/gu, ' ').trim()
}

type Check = (context: z.core.ParsePayload<string>) => void

/** A check that returns what is wrong, or nothing. */
function refuse(problem: (value: string) => string | undefined): Check {
  return (context) => {
    if (context.issues.length > 0) return
    const message = problem(context.value)
    if (message !== undefined) context.issues.push({ code: 'custom', message, input: context.value })
  }
}

const refuseUnprintable = refuse((value) => {
  const found = unprintable.exec(value)?.[0]
  if (found === undefined) return undefined
  const code = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return `holds the character U+${code}, which is no text; take it out`
})

function refuseLength(most: number): Check {
  return refuse((value) => {
    if (value === '') return 'is empty; write something, or leave out a field that may be left out'
    if (value.length > most) return `has ${value.length} characters; at most ${most} are kept`
  })
}

function matching(most: number, isRight: (value: string) => boolean, expected: string) {
  return text(most).check(refuse((value) => (isRight(value) ? undefined : expected)))
}

function pattern(most: number, regex: RegExp, expected: string) {
  return matching(most, (value) => regex.test(value), expected)
}

/** Small letters, digits and hyphens: slugs and keys. */
export const slug = pattern(
  200,
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  'is not made of small letters a to z, digits and single hyphens, such as "human-rights-watch"',
).meta({ format: 'slug' })

/** The key of a fact of the same dataset, or that of another one after its slug: "hrw-2003", "iom/hrw-2003". */
export const factKey = pattern(
  401,
  /^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)?[a-z0-9]+(?:-[a-z0-9]+)*$/,
  'is not the key of a fact, such as "hrw-2003", or "iom/hrw-2003" for one of another dataset',
).meta({ format: 'key of a fact' })

/** Stored in its canonical form, because "eng" and "en" are one language. */
export const language = text(50)
  .check(refuse((value) => (canonicalLanguage(value) ? undefined : languageAdvice(value).replace(/\.$/u, ''))))
  .overwrite((value) => canonicalLanguage(value) ?? value)
  .meta({ format: 'language (BCP 47)' })

export const url = matching(2000, isWebAddress, webAddressAdvice).meta({ format: 'address of a web page' })

const countryCode = text(100)
  .check(refuse((value) => (isCountryCode(value) ? undefined : countryAdvice(value))))
  .meta({ format: 'country (ISO 3166-1 alpha-2)' })

function isCurrency(code: string): boolean {
  return new Intl.DisplayNames('en', { type: 'currency', fallback: 'none' }).of(code) !== undefined
}

const currency = matching(
  10,
  (value) => /^[A-Z]{3}$/.test(value) && isCurrency(value),
  'is not the code of a currency (ISO 4217, in capitals), such as "USD"',
).meta({ format: 'currency (ISO 4217)' })

const decimal = pattern(
  60,
  /^-?\d{1,28}(?:\.\d{1,10})?$/,
  'is not a number in plain digits with at most ten decimals, such as 11500 or 0.25',
).meta({ format: 'number in plain digits' })

export const positiveInteger = pattern(10, /^[1-9]\d{0,6}$/, 'is not a whole number from 1 on, such as 12')
  .transform(Number)
  .meta({ format: 'whole number from 1 on' })

/** Paragraphs from one to another. */
export interface ParagraphRange {
  readonly from: number
  readonly to: number
}

export const paragraphRange = pattern(
  20,
  /^[1-9]\d{0,6}( ?[-–] ?[1-9]\d{0,6})?$/,
  'is no range of paragraphs, such as 3-7',
)
  .transform((range): ParagraphRange => {
    const [from = 0, to = from] = range.split(/[-–]/u).map(Number)
    return { from, to }
  })
  .refine(({ from, to }) => from <= to, { message: 'runs backwards; write the smaller number first, such as 3-7' })
  .meta({ format: 'range of paragraphs: 3-7' })

/**
 * A cache of valid dates, because the same years occur again and again, and reading one takes a tenth of a millisecond.
 */
const rightDates = new Set<string>()

/** A date or a period in EDTF; the message of the reader of dates says what is wrong with it. */
export const edtf = text(100)
  .check(
    refuse((value) => {
      if (rightDates.has(value)) return undefined
      try {
        parsePeriod(value)
        if (rightDates.size < 10_000) rightDates.add(value)
      } catch (error) {
        if (error instanceof DossierError) return `is not right: ${error.message}`
        throw error
      }
    }),
  )
  .meta({ format: 'date or period (EDTF)' })

export const anchor = text(2000)
  .check(
    refuse((value) => {
      const { length } = value.split(' ')
      if (length > mostAnchorWords) {
        return `has ${length} words; an anchor has at most ${mostAnchorWords}, just enough to find the sentence`
      }
      if (value.length > mostAnchorCharacters) {
        return `has ${value.length} characters; an anchor has at most ${mostAnchorCharacters}`
      }
    }),
  )
  .meta({ format: `at most ${mostAnchorWords} words and ${mostAnchorCharacters} characters` })

export const digest = pattern(
  64,
  /^[0-9a-f]{16}$/,
  'is not the digest of a sentence, which has 16 hexadecimal digits; `dataset stamp` fills them in',
).meta({ format: 'digest of a sentence' })

export const sha256 = pattern(100, /^[0-9a-f]{64}$/, 'is not a SHA-256 digest, which has 64 hexadecimal digits').meta({
  format: 'SHA-256 in hexadecimal digits',
})

const named = { slug, language, url, decimal, countryCode, currency, edtf }

/** The check of a value in a format. */
export function valueFormat(format: Format): z.ZodType<string> {
  if (format.name === 'text') return text(format.most)
  return format.name === 'choice' ? z.enum(format.values) : named[format.name]
}
