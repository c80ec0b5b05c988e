import type { Losses } from './losses.ts'

/** A year, a month or a day, as most models take dates. */
const plain = /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/

/** A date that needs no EDTF; another one is counted as lost. */
export function plainDate(edtf: string | null, what: string, losses: Losses): string | undefined {
  if (edtf === null) return undefined
  if (plain.test(edtf)) return edtf
  losses.lose(what, 'the date is not exact')
  return undefined
}
