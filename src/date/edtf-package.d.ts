/** What we use of the package `edtf`, which comes without types. */
declare module 'edtf' {
  export interface Parsed {
    type: 'Date' | 'Year' | 'Season' | 'Century' | 'Decade' | 'Interval' | 'List' | 'Set'
    /** The level of EDTF that the text needs: 0, 1, 2. */
    level: number
    /** Year, month from 0 (or season from 21), day from 1; the least that unspecified digits allow. */
    values: number[]
    /** Which of the eight digits YYYYMMDD are X, the first being bit 0. */
    unspecified?: number
  }

  /** Throws an Error when the text is no date; it has an `offset` where a character is out of place. */
  export function parse(text: string, constraints?: { level?: number; types?: Parsed['type'][] }): Parsed
}
