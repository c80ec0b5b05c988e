import { codeByOtherName, codeByThreeLetters, foldCountryName } from './country-code.ts'

const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** What Unicode knows as a region and ISO 3166-1 not as a country: reserved and private codes, unions, and tests. */
const noCountries = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '))

/** True for the 249 codes of ISO 3166-1 alpha-2. Unicode replaces codes of former countries by others. */
export function isCountryCode(code: string): boolean {
  return /^[A-Z]{2}$/u.test(code) && !noCountries.has(code) && names.of(code) !== undefined && replaced(code) === code
}

/** The codes of all countries. */
export function countryCodes(): string[] {
  return [...new Set(codeByThreeLetters.values())].filter(isCountryCode)
}

/** The English name of a country. */
export function countryName(code: string): string | undefined {
  return names.of(code)
}

/** Codes that others use: the European Union for Greece. Unicode knows those of former countries. */
const otherCodes: ReadonlyMap<string, string> = new Map([['EL', 'GR']])

/** What is wrong with a country code, to go on after the code; it names the right one if there is one. */
export function countryAdvice(text: string): string {
  const code = text.trim().toUpperCase()
  const what = 'is not the code of a country (ISO 3166-1 alpha-2, in capitals)'
  if (noCountries.has(code)) {
    const known = /^(?:QO|X[AB]|ZZ)$/u.test(code) ? undefined : names.of(code)
    return `${what}${known ? `: ${known} has none` : ''}; leave it out, or give that of a country, such as "CH"`
  }
  const meant = meantCountry(text)
  return meant === undefined ? `${what}, such as "CH"` : `${what}; "${meant}" would be`
}

/** The code of the country that a code ("UK", "USA") or an English name ("Turkey") stands for. */
export function meantCountry(text: string): string | undefined {
  const code = text.trim().toUpperCase().replaceAll('.', '')
  const meant = /^[A-Z]{2}$/u.test(code) ? (otherCodes.get(code) ?? replaced(code)) : codeByThreeLetters.get(code)
  return meant !== undefined && isCountryCode(meant) ? meant : codeOfName(text)
}

function codeOfName(text: string): string | undefined {
  const name = foldCountryName(text)
  const codes = [...codeByThreeLetters.values()]
  return codeByOtherName.get(name) ?? codes.find((code) => foldCountryName(names.of(code) ?? '') === name)
}

function replaced(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code
}
