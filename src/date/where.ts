import { parseEdtf } from './edtf.ts'
import type { PeriodColumns } from './period.ts'

/**
 * Conditions on a date, as callers write them: EDTF texts. All that are given must be met. One that is missing or null
 * is no condition.
 *
 * A row's date runs from the earliest day that its start can mean to the latest day that its end can mean. Either may
 * be unknown, and the end may still be to come. A row may have no date at all. W is the operand, from the earliest to
 * the latest day that it can mean. Where W is open or unknown, there is no limit on that side. An uncertain or
 * approximate date, of a row or as W, can mean one unit of its precision more on each side: 1950~ is 1949 to 1951.
 *
 * - `within`: certainly inside W. The row has a date; if W has a first day, the row's earliest day is known and not
 *   before it; if W has a last day, the row's latest day is known and not after it.
 * - `overlaps`: possibly inside W, or partly. It fails only when the row certainly ended before W starts or certainly
 *   started after W ends. A bound that is not known keeps the row, and so does a missing date.
 * - `before`: certainly ends before W starts. W has a first day, and the row's latest day is known and before it.
 * - `after`: certainly starts after W ends. W has a last day, and the row's earliest day is known and after it.
 * - `isNull`: true: the row has no date at all. False: it has one, even if it says only that it goes on.
 *
 * So everything that is `within` W also `overlaps` it, and nothing that is `before` or `after` W does. NOT reverses
 * certainty: NOT `within` is "possibly outside", and keeps rows without a date.
 */
export interface DateWhere {
  within?: string | null
  overlaps?: string | null
  before?: string | null
  after?: string | null
  isNull?: boolean | null
}

/** First and last day of an operand, as day numbers. Null: no limit on that side. */
export interface DaySpan {
  readonly earliest: number | null
  readonly latest: number | null
}

/** A DateWhere with parsed operands, and only the conditions that are given. */
export interface DateCondition {
  within?: DaySpan
  overlaps?: DaySpan
  before?: DaySpan
  after?: DaySpan
  isNull?: boolean
}

/** What the conditions look at. `known`: the row has a date, even if it says only that it goes on. */
export interface DateBounds {
  fromEarliest: number | null
  fromLatest: number | null
  untilEarliest: number | null
  untilLatest: number | null
  known: boolean
}

/** The days of an operand. Throws BAD_USER_INPUT like parseEdtf. */
export function operandDays(edtf: string): DaySpan {
  const { earliest, latest } = parseEdtf(edtf)
  return { earliest, latest }
}

/** Reads the operands of a DateWhere, once for all rows. Throws like operandDays. */
export function dateCondition(where: DateWhere): DateCondition {
  const condition: DateCondition = {}
  for (const name of ['within', 'overlaps', 'before', 'after'] as const) {
    const edtf = where[name]
    if (edtf !== undefined && edtf !== null) condition[name] = operandDays(edtf)
  }
  if (where.isNull !== undefined && where.isNull !== null) condition.isNull = where.isNull
  return condition
}

/** Whether a row's date meets all conditions: DateWhere says what each means. SQL must agree with this. */
export function matchesDate(where: DateWhere, bounds: DateBounds): boolean {
  const { within, overlaps, before, after, isNull } = dateCondition(where)
  return (
    (within === undefined || isWithin(within, bounds)) &&
    (overlaps === undefined || isOverlapping(overlaps, bounds)) &&
    (before === undefined || isBefore(before, bounds)) &&
    (after === undefined || isAfter(after, bounds)) &&
    (isNull === undefined || isNull !== bounds.known)
  )
}

export function boundsOfPeriod(columns: PeriodColumns): DateBounds {
  const { fromEarliest, fromLatest, untilEarliest, untilLatest } = columns
  const known = columns.fromEdtf !== null || columns.untilEdtf !== null || columns.ongoing
  return { fromEarliest, fromLatest, untilEarliest, untilLatest, known }
}

/** The bounds of a single date, such as the founding of an organisation, which is start and end. */
export function boundsOfDate(edtf: string | null, earliest: number | null, latest: number | null): DateBounds {
  const known = edtf !== null
  return { fromEarliest: earliest, fromLatest: latest, untilEarliest: earliest, untilLatest: latest, known }
}

function isWithin(w: DaySpan, { fromEarliest, untilLatest, known }: DateBounds): boolean {
  const begins = w.earliest === null || (fromEarliest !== null && fromEarliest >= w.earliest)
  const ends = w.latest === null || (untilLatest !== null && untilLatest <= w.latest)
  return known && begins && ends
}

function isOverlapping(w: DaySpan, bounds: DateBounds): boolean {
  return !isBefore(w, bounds) && !isAfter(w, bounds)
}

function isBefore(w: DaySpan, { untilLatest }: DateBounds): boolean {
  return w.earliest !== null && untilLatest !== null && untilLatest < w.earliest
}

function isAfter(w: DaySpan, { fromEarliest }: DateBounds): boolean {
  return w.latest !== null && fromEarliest !== null && fromEarliest > w.latest
}
