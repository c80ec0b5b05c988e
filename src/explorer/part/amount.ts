/** A number as a source states it. */
export interface ShownAmount {
  readonly metric: string
  readonly amount: string
  readonly upTo: string | null
  readonly qualifier: Qualifier
  readonly unit: string | null
  readonly currency: string | null
}

/** What `amountOf` shows. */
export const amountFields = 'metric amount upTo qualifier unit currency'

export type Qualifier = keyof typeof qualifierWords

const qualifierWords = {
  EXACT: '',
  RANGE: '',
  ABOUT: 'about ',
  AT_LEAST: 'at least ',
  AT_MOST: 'at most ',
  LESS_THAN: 'less than ',
  MORE_THAN: 'more than ',
} as const

/** "more than 150", "USD 2,500,000,000", "10 to 12 per cent". A unit that only repeats the metric is left out. */
export function amountOf({ metric, amount, upTo, qualifier, unit, currency }: ShownAmount): string {
  const number = upTo === null ? digits(amount) : `${digits(amount)} to ${digits(upTo)}`
  const before = currency === null ? '' : `${currency} `
  const after = unit === null || unit.toLowerCase() === metric.toLowerCase() ? '' : ` ${unit}`
  return `${qualifierWords[qualifier]}${before}${number}${after}`
}

/** A decimal number with its thousands apart. It stays a text, so no digit is lost. */
function digits(amount: string): string {
  const [whole = '', fraction] = amount.split('.')
  const apart = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? apart : `${apart}.${fraction}`
}
