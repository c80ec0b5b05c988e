import { type FuzzyDate, fuzzyDateOf, readSpan } from './edtf.ts'

/** When something was true: start and end, each a date or unknown. */
export interface Period {
  readonly from: FuzzyDate | null
  readonly until: FuzzyDate | null
  /** The end is known not to have come. */
  readonly ongoing: boolean
  /** "from 1952 to 1980", "since 1989" (ongoing), "from 1952" (end unknown), "until 1980", "date unknown". */
  readonly label: string
}

/** A period as facts, events and campaigns store it. All null and not ongoing: no date is known. */
export interface PeriodColumns {
  fromEdtf: string | null
  fromEarliest: number | null
  fromLatest: number | null
  untilEdtf: string | null
  untilEarliest: number | null
  untilLatest: number | null
  ongoing: boolean
}

/** The columns, as a query selects them. */
export const periodSelection = {
  fromEdtf: true,
  fromEarliest: true,
  fromLatest: true,
  untilEdtf: true,
  untilEarliest: true,
  untilLatest: true,
  ongoing: true,
} as const satisfies Record<keyof PeriodColumns, true>

/**
 * Reads a period: `A/B`; `A/..` goes on; `A/` has an end that is not known; `../B` and `/B` end with B; a single date
 * is start and end, that is, it happened in that time. Throws BAD_USER_INPUT like parseEdtf.
 */
export function parsePeriod(text: string): Period {
  const { from, until, ongoing } = readSpan(text)
  return periodOf({
    fromEdtf: from?.text ?? null,
    fromEarliest: from?.earliest ?? null,
    fromLatest: from?.latest ?? null,
    untilEdtf: until?.text ?? null,
    untilEarliest: until?.earliest ?? null,
    untilLatest: until?.latest ?? null,
    ongoing,
  })
}

/** The columns of a period; null, for a fact without a date, gives those of no known date. */
export function periodColumns(period: Period | null): PeriodColumns {
  return {
    fromEdtf: period?.from?.edtf ?? null,
    fromEarliest: period?.from?.earliest ?? null,
    fromLatest: period?.from?.latest ?? null,
    untilEdtf: period?.until?.edtf ?? null,
    untilEarliest: period?.until?.earliest ?? null,
    untilLatest: period?.until?.latest ?? null,
    ongoing: period?.ongoing ?? false,
  }
}

/** Rebuilds a period from its columns. */
export function periodOf(columns: PeriodColumns): Period {
  return {
    from: fuzzyDateOf(columns.fromEdtf, columns.fromEarliest, columns.fromLatest),
    until: fuzzyDateOf(columns.untilEdtf, columns.untilEarliest, columns.untilLatest),
    ongoing: columns.ongoing,
    label: dateOfPeriod(columns)?.label ?? 'date unknown',
  }
}

/**
 * A stored period as one date. Statements and measurements have a date and not a duration: 2004/2005 is one date with
 * the precision INTERVAL. Null when no date is known. Columns do not say whether a missing start was open
 * (../1980) or unknown (/1980): both become unknown.
 */
export function dateOfPeriod(columns: PeriodColumns): FuzzyDate | null {
  return fuzzyDateOf(periodEdtf(columns), columns.fromEarliest, columns.untilLatest)
}

/** The EDTF text of a stored period. Null when no date is known. */
export function periodEdtf({
  fromEdtf,
  untilEdtf,
  ongoing,
}: Pick<PeriodColumns, 'fromEdtf' | 'untilEdtf' | 'ongoing'>): string | null {
  if (fromEdtf !== null && fromEdtf === untilEdtf) return fromEdtf
  if (fromEdtf === null && untilEdtf === null && !ongoing) return null
  return `${fromEdtf ?? ''}/${untilEdtf ?? (ongoing ? '..' : '')}`
}
