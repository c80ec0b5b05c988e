/** Numbers are whole numbers of this unit, because a floating-point number would lose digits. */
const decimals = 10
export const one = 10n ** BigInt(decimals)

/** The value of a plain decimal: "11500", "-0.25". More than ten decimals are cut off. */
export function valueOf(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace(/^[+-]/u, '').split('.')
  const value = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'))
  return decimal.startsWith('-') ? -value : value
}

/** A text with the digits of all scripts as 0 to 9. */
export function withPlainDigits(text: string): string {
  return text.replaceAll(/[\p{Nd}--[0-9]]/gv, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    // Digits start at a multiple of 16, or 6 after it.
    const start = code & ~0xf
    return String(code - (/\p{Nd}/u.test(String.fromCodePoint(start)) ? start : start + 6))
  })
}

const inIndianGroups = String.raw`\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?`
const inGroups = String.raw`\d{1,3}(?<separator>[,.'’٬ \u00A0\u202F\u2009])\d{3}(?:\k<separator>\d{3})*(?:[.,٫]\d+)?`
const plain = String.raw`\d+(?:[.,٫]\d+)?`
/** Less than one, without the zero: ".5". */
const bare = String.raw`(?<=^|[\s([$€£¥~<>-])\.\d+`
/** "1/2" and "2/3", but not "24/7" nor "5/12/1951". */
const fraction = String.raw`(?<!\d/)[1-9]/(?:[2-9]|10)(?!/\d|\p{L})`
/** The time of a day is one thing, and no number. */
const time = String.raw`\d{1,2}:\d{2}(?::\d{2})?`
/** What people write right before an amount, besides the codes of currencies. */
const prefixes = 'Rs Re R kr Kr RM Rp Fr SFr DM Tk Ksh KSh'.split(' ')
const currencies = [...Intl.supportedValuesOf('currency'), ...prefixes].join('|')
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}`
/** A word does not end here with a digit, as in "COVID19", but the code of a currency may: "EUR5". */
const start = String.raw`(?<![\d_]|\d[.,'’٬٫]|(?:^|[\s(])\.)(?<=^|[^\p{L}]|[${unspaced}]|(?<!\p{L})(?:${currencies}))`
const end = String.raw`(?![\d_]|[.,٫]\d)`

/** A number in digits. What is part of a word, of a longer number, a date or a version is none. */
export const numeralPattern = new RegExp(
  `${start}(?:${time}|${fraction}|${inIndianGroups}|${inGroups}|${plain})${end}|${bare}${end}`,
  'u',
)

export const isTime = (numeral: string): boolean => numeral.includes(':')

/** What "3/4" is, if it is a fraction less than one. One third has no end and is no number here. */
export function fractionOf(numeral: string): readonly bigint[] | undefined {
  const [part = 0, whole = 0] = numeral.split('/').map(Number)
  return /^\d\/\d+$/u.test(numeral) && part < whole ? shareOf(part, whole) : undefined
}

/** The decimal of a fraction, if it ends. */
export function shareOf(part: number, whole: number): bigint[] {
  const value = BigInt(part) * one
  return value % BigInt(whole) === 0n ? [value / BigInt(whole)] : []
}

/** What a number in digits may mean: "11.500" is 11500 and, where the decimal separator is a full stop, 11.5. */
export function readingsOf(numeral: string, language: string): bigint[] {
  if (numeral.startsWith('.')) return [valueOf(numeral)]
  const separators = numeral.match(/\D/gu) ?? []
  const [first] = separators
  const last = separators.at(-1)
  if (last === undefined) return [valueOf(numeral)]
  const grouped = valueOf(numeral.replaceAll(/\D/gu, ''))
  const decimal = valueOf(numeral.replace(/\D(?=\d*$)/u, '.').replaceAll(/[^\d.]|\.(?=.*\.)/gu, ''))
  if (first !== last || last === '٫' || !/\D\d{3}$/u.test(numeral)) return [decimal]
  if (separators.length > 1 || !/[.,]/u.test(last)) return [grouped]
  if (numeral.startsWith('0')) return [decimal]
  return last === decimalSeparatorOf(language) ? [grouped, decimal] : [grouped]
}

const separators = new Map<string, string>()

function decimalSeparatorOf(language: string): string {
  const known = separators.get(language)
  if (known !== undefined) return known
  const parts = new Intl.NumberFormat([language, 'en']).formatToParts(1.5)
  const found = parts.find(({ type }) => type === 'decimal')?.value ?? '.'
  separators.set(language, found)
  return found
}
