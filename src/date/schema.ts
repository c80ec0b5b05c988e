import { print } from 'graphql'
import { builder } from '../builder.ts'
import { DossierError } from '../errors.ts'
import { parseDecimal } from '../model/decimal.ts'
import { type DateSql, dateJson, dayJson, type PeriodSql, type ShownBelow } from './date-sql.ts'
import { dayToDate } from './day.ts'
import { type FuzzyDate, parseEdtf } from './edtf.ts'
import { parseInstant } from './instant.ts'
import type { Period } from './period.ts'
import type { DateWhere } from './where.ts'

builder.scalarType('Date', {
  description:
    'A day of the proleptic Gregorian calendar in ISO 8601: `1951-12-06`. Years before 0000 and after 9999 have a sign and six digits: `-000043-03-15`.',
  serialize: (value) => value,
})

builder.scalarType('DateTime', {
  description: 'An instant in ISO 8601, in UTC: `2026-11-23T21:09:00.000Z`.',
  serialize: (value) => value.toISOString(),
  parseValue: parseInstant,
})

builder.scalarType('Decimal', {
  description:
    'A decimal number as text, so that no digit is lost: `"17761"`, `"1800000000"`. In a question it may also be written as a number.',
  serialize: (value) => value,
  parseValue: parseDecimal,
  // The digits as they are written, because a JavaScript number would round them.
  parseLiteral: (node) => parseDecimal('value' in node ? node.value : print(node)),
})

builder.scalarType('EDTF', {
  description:
    'A date in the Extended Date/Time Format, ISO 8601-2 level 1: `1951`, `2016-09`, `1951-12-06`, `1952/1980`, `1989/..` (goes on), `1952/` (end unknown), `1950~` (around), `1950?` (perhaps), `195X` (the 1950s).',
  serialize: (value) => value,
  parseValue(value) {
    if (typeof value !== 'string') {
      throw new DossierError(
        'BAD_USER_INPUT',
        `${JSON.stringify(value)} is not a date in EDTF: write it as a string such as "1951".`,
      )
    }
    parseEdtf(value)
    return value
  },
})

builder.scalarType('URL', {
  description: 'An address of the web: `https://www.iom.int`.',
  serialize: (value) => value,
})

const DatePrecision = builder.enumType('DatePrecision', {
  description: 'How precise a date is.',
  values: {
    DAY: { description: 'A day: 6 December 1951.' },
    MONTH: { description: 'A month: September 2016.' },
    SEASON: { description: 'A season or another part of a year: spring 2001.' },
    YEAR: { description: 'A year: 1951.' },
    DECADE: { description: 'Ten years: the 1950s.' },
    CENTURY: { description: 'A hundred years: the 1900s.' },
    INTERVAL: { description: 'From one date to another: 2004 to 2005.' },
  } as const,
})

const FuzzyDateRef = builder.objectRef<FuzzyDate>('FuzzyDate').implement({
  description: 'A date that is exactly as precise as its source states it.',
  fields: (t) => ({
    edtf: t.field({
      type: 'EDTF',
      description: 'The date in EDTF: `2016-09`.',
      resolve: (date) => date.edtf,
      extensions: { json: ({ edtf }: DateSql) => edtf },
    }),
    label: t.exposeString('label', {
      description:
        'The date for people, in English: "September 2016", "around 1950", "perhaps 1950". Around and perhaps mean up to one unit of the precision more on each side: "around 1950" is 1949 to 1951, as `earliest` and `latest` say.',
    }),
    precision: t.field({
      type: DatePrecision,
      description: 'How precise the date is.',
      resolve: (date) => date.precision,
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The first day that the date can mean; null when it is open or unknown. `1950~`, `1950?` and `1950%` can mean 1949 to 1951.',
      resolve: (date) => (date.earliest === null ? null : dayToDate(date.earliest)),
      extensions: { json: ({ earliest }: DateSql) => dayJson(earliest) },
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description:
        'The last day that the date can mean; null when it is open or unknown. `1951-12~` can mean November 1951 to January 1952.',
      resolve: (date) => (date.latest === null ? null : dayToDate(date.latest)),
      extensions: { json: ({ latest }: DateSql) => dayJson(latest) },
    }),
  }),
})

const PeriodRef = builder.objectRef<Period>('Period').implement({
  description: 'A time with a start and an end, either of which may be unknown. A single date is both.',
  fields: (t) => ({
    from: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When it started; null when the start is unknown.',
      resolve: (period) => period.from,
      extensions: { json: ({ from }: PeriodSql, shown: ShownBelow) => dateJson(from, shown) },
    }),
    until: t.field({
      type: FuzzyDateRef,
      nullable: true,
      description: 'When it ended; null when the end is unknown or has not come.',
      resolve: (period) => period.until,
      extensions: { json: ({ until }: PeriodSql, shown: ShownBelow) => dateJson(until, shown) },
    }),
    ongoing: t.exposeBoolean('ongoing', {
      description: 'Whether the source says that it goes on.',
      extensions: { json: ({ ongoing }: PeriodSql) => ongoing },
    }),
    label: t.exposeString('label', {
      description: 'The period for people, in English: "from 1952 to 1980", "since 1989", "date unknown".',
    }),
  }),
})

const DateWhereRef = builder.inputRef<DateWhere>('DateWhere').implement({
  description:
    'Conditions on a date or period. Dates are seldom exact: `within`, `before` and `after` match what is certain, `overlaps` matches what is possible. A date that is around or perhaps some time (`1950~`, `1950?`) counts with one unit of its precision more on each side: it is possibly in 1949 and in 1951, and not certainly in 1950. All that are given must be met.',
  fields: (t) => ({
    within: t.field({
      type: 'EDTF',
      description:
        'It certainly lies inside this time: `1990/2000`. If its start or end is unknown, it does not match.',
    }),
    overlaps: t.field({
      type: 'EDTF',
      description:
        'It may lie inside this time, or partly inside. An unknown start or end does not rule it out, nor does a missing date.',
    }),
    before: t.field({ type: 'EDTF', description: 'It certainly ends before the start of this time.' }),
    after: t.field({ type: 'EDTF', description: 'It certainly starts after the end of this time.' }),
    isNull: t.boolean({ description: 'True: no date is known. False: some date is known.' }),
  }),
})

export { DateWhereRef, FuzzyDateRef, PeriodRef }
