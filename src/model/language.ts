import { DossierError } from '../errors.ts'
import { meantCountry } from './country.ts'

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/**
 * The canonical form of a language tag: "eng" is "en", "pt-br" is "pt-BR".
 *
 * @throws DossierError BAD_USER_INPUT when `language` is not a BCP 47 tag such as "en" or "pt-BR".
 */
export function checkLanguage(language: string): string {
  const canonical = canonicalLanguage(language)
  if (canonical !== undefined) return canonical
  throw new DossierError('BAD_USER_INPUT', `"${language}" ${languageAdvice(language)}`)
}

/** What is wrong with a language tag, to go on after the tag; it names the right tag if somebody meant one. */
export function languageAdvice(language: string): string {
  const meant = meantLanguage(language)
  return meant === undefined
    ? 'is not a language tag; "en" or "pt-BR" would be.'
    : `is not a language tag; "${meant}" would be.`
}

/** The canonical form of a language tag; undefined if it is none. */
export function canonicalLanguage(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language).find(isLanguage)
  } catch {
    return undefined
  }
}

/**
 * True for codes of two letters that are known, and for all of three: there are thousands, and not all are known here. A
 * longer first part is a name and no code.
 */
function isLanguage(canonical: string): boolean {
  const [code = ''] = canonical.split('-')
  return code.length === 3 || (code.length === 2 && names.of(code) !== undefined)
}

/** The tag that stands for a name ("French"), a country ("JP"), or a tag that is written otherwise ("en_US", "en-USA"). */
function meantLanguage(language: string): string | undefined {
  const hyphened = language.trim().replaceAll('_', '-')
  const tag = canonicalLanguage(hyphened) ?? withMeantCountry(hyphened)
  if (tag !== undefined) return tag
  if (/^[a-z]{2}$/iu.test(language)) {
    const country = meantCountry(language)
    return country && new Intl.Locale(`und-${country}`).maximize().language
  }
  const name = language.trim().toLowerCase()
  return twoLetters().find((code) => {
    const own = new Intl.DisplayNames(code, { type: 'language', fallback: 'none' }).of(code)
    return names.of(code)?.toLowerCase() === name || own?.toLowerCase() === name
  })
}

/** "en-US" for "en-USA". */
function withMeantCountry(tag: string): string | undefined {
  const [code, region, ...more] = tag.split('-')
  const country = region === undefined || more.length > 0 ? undefined : meantCountry(region)
  return country && canonicalLanguage(`${code}-${country}`)
}

/** All codes of two letters that stand for a language. */
function twoLetters(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`))
  return codes.filter((code) => Intl.getCanonicalLocales(code)[0] === code && names.of(code) !== undefined)
}
