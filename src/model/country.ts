const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** What Unicode knows as a region and ISO 3166-1 not as a country: reserved and private codes, unions, and tests. */
const noCountries = new Set('AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ'.split(' '))

/** True for the 249 codes of ISO 3166-1 alpha-2. Unicode replaces codes of former countries by others. */
export function isCountryCode(code: string): boolean {
  return /^[A-Z]{2}$/u.test(code) && !noCountries.has(code) && names.of(code) !== undefined && replaced(code) === code
}

function replaced(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code
}

/** What is wrong with a country code, to go on after the code; it names the right one if there is one. */
export function countryAdvice(text: string): string {
  const code = text.toUpperCase()
  const isCode = /^[A-Z]{2}$/u.test(code)
  const what = 'is not the code of a country (ISO 3166-1 alpha-2, in capitals)'
  if (isCode && noCountries.has(code)) {
    const known = /^(?:QO|X[AB]|ZZ)$/u.test(code) ? undefined : names.of(code)
    return `${what}${known ? `: ${known} has none` : ''}; leave it out, or give that of a country, such as "CH"`
  }
  const meant = isCode ? replaced(code) : codeOfName(text)
  return meant !== undefined && isCountryCode(meant) ? `${what}; "${meant}" would be` : `${what}, such as "CH"`
}

function codeOfName(text: string): string | undefined {
  const name = text.toLowerCase()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`)).filter(isCountryCode)
  return codes.find((code) => names.of(code)?.toLowerCase() === name)
}
