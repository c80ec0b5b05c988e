// Rules for single values that several formats share. Each returns what is wrong with a value, or nothing.

/** A value as it is quoted in a message: shortened, with invisible characters escaped. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text)
    .replaceAll('\\u0000', '\\0')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (found) => `\\u{${found.codePointAt(0)?.toString(16).toUpperCase()}}`)
}

export const webAddressAdvice = 'is not a web address, such as "https://www.iom.int"'

export function isWebAddress(value: string): boolean {
  return /^https?:\/\//iu.test(value) && URL.canParse(value) && value.length <= 2000
}
