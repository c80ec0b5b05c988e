import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateToDay } from '../src/date/day.ts'
import { parseEdtf } from '../src/date/edtf.ts'
import { parsePeriod, periodColumns } from '../src/date/period.ts'
import {
  boundsOfDate,
  boundsOfPeriod,
  type DateBounds,
  type DateWhere,
  dateCondition,
  matchesDate,
  operandDays,
} from '../src/date/where.ts'
import { DossierError } from '../src/errors.ts'
import { edtf } from './support/edtf.ts'

/** The bounds of a row with this period; null is a row without a date. */
function row(text: string | null): DateBounds {
  return boundsOfPeriod(periodColumns(text === null ? null : parsePeriod(text)))
}

const rows = fc.oneof({ weight: 9, arbitrary: edtf }, fc.constant(null)).map(row)

describe('a condition on a date', () => {
  test.each<[keyof DateWhere, string, (string | null)[], (string | null)[]]>([
    [
      'within',
      '1951/1980',
      ['1951', '1980-12-31', '1952/1979', '1951/1980', '196X/1980', '1960~', '1960?'],
      ['1950', '1981', '195X/1960', '1952/', '1952/..', '../1970', '/1970', '1952/1981', '../..', null],
    ],
    ['within', '1989/..', ['1989', '1990/..', '1990/', '2020-06-01'], ['1988-12-31', '../2000', '198X', '../..', null]],
    ['within', '../1980', ['1980', '../1970', '/1970', '1960/1970'], ['1981', '1970/..', '1970/', '../1981', null]],
    ['within', '../..', ['1951', '1951/..', '../..'], [null]],
    [
      'overlaps',
      '1951/1980',
      [
        '1951',
        '195X',
        '1940/1951-01-01',
        '1980-12-31/..',
        '1940/',
        '1940/..',
        '../1951',
        '/2000',
        '../..',
        '1981~',
        '1950%',
        null,
      ],
      ['1950', '1940/1950', '1981/..', '1981/', '../1950', '/1950', '194X', '1982~', '1949?'],
    ],
    ['overlaps', '1980/..', ['1980', '1979/', '../2000', '1979/..', null], ['1979', '../1979', '197X']],
    [
      'before',
      '1951',
      ['1950', '1950-12-31', '194X', '../1950', '/1950', '1940/1950', '1949~', '1950-12-30?', '1950-11%'],
      [
        '1950~',
        '1950?',
        '1950%',
        '1950-12-31~',
        '1950-12~',
        '194X~',
        '1940/1950~',
        '1951',
        '1950/1951',
        '195X',
        '1940/',
        '1940/..',
        '../1951',
        '../..',
        null,
      ],
    ],
    ['before', '../1951', [], ['1900', '1952', '../1900', null]],
    [
      'after',
      '1951',
      ['1952', '1952-01-01', '196X', '1952/..', '1952/', '1952/1960'],
      ['1951', '1951-12-31', '1951/1952', '195X', '../1960', '/1960', '../..', null],
    ],
    ['after', '1951/..', [], ['1952', '1900', '1952/..', null]],
    ['after', '1951', ['1953~', '1952-01-02?', '1952-02%'], ['1952~', '1952?', '1952-01-01~', '1952-01~', '196X~']],
    ['within', '1950', ['1950', '1950-06~', '1950-12-30?'], ['1950~', '1950?', '1950%', '1950-12~', '1950-01-01?']],
    ['within', '1949/1951', ['1950~', '1950?', '1950%', '1950~/1950'], ['1951~', '195X~', '1950~/1951?', '1950~/']],
    ['overlaps', '1949', ['1950~', '1950?', '1950%', '1948?', '1950~/1960', '195X~'], ['1950', '1951~', '1951?/1960']],
    // The same widening where the date is the operand.
    ['within', '1950~', ['1949', '1951-12-31', '1950?', '1949/1951'], ['1948', '1952', '1951~', '1949/1952']],
    ['overlaps', '1950?', ['1949', '1951', '1952~', '1940/1949'], ['1948', '1952', '1953~']],
    ['before', '1950~', ['1948', '1947?'], ['1949', '1948~']],
    ['after', '1950%', ['1952', '1953?'], ['1951', '1952?']],
  ])('%s %s', (name, operand, met, failed) => {
    const accepted = [...met, ...failed].filter((text) => matchesDate({ [name]: operand }, row(text)))
    expect(accepted).toEqual(met)
  })

  test('isNull asks whether there is any date, be it only that it goes on', () => {
    const all = ['1951', '1951/', '../1951', '/..', null]
    expect(all.filter((text) => matchesDate({ isNull: true }, row(text)))).toEqual([null])
    expect(all.filter((text) => matchesDate({ isNull: false }, row(text)))).toEqual(['1951', '1951/', '../1951', '/..'])
  })

  test('that is left out or null asks nothing', () => {
    fc.assert(
      fc.property(rows, (bounds) => {
        expect(matchesDate({}, bounds)).toBe(true)
        expect(matchesDate({ within: null, overlaps: null, before: null, after: null, isNull: null }, bounds)).toBe(
          true,
        )
      }),
    )
    expect(dateCondition({ within: null, isNull: null })).toEqual({})
  })

  test('holds together with the others that are given', () => {
    const nineties: DateWhere = { after: '1989', before: '2000' }
    expect(['1989', '1990', '1999', '2000'].filter((text) => matchesDate(nineties, row(text)))).toEqual([
      '1990',
      '1999',
    ])
    expect(matchesDate({ isNull: true, within: '1951' }, row(null))).toBe(false)
    expect(matchesDate({ isNull: true, overlaps: '1951' }, row(null))).toBe(true)
  })

  test('is certain only of what is possible', () => {
    fc.assert(
      fc.property(rows, edtf, (bounds, w) => {
        const [within, overlaps, before, after] = (['within', 'overlaps', 'before', 'after'] as const).map((name) =>
          matchesDate({ [name]: w }, bounds),
        )
        if (within) expect(overlaps).toBe(true)
        expect(overlaps).toBe(!before && !after)
      }),
      { numRuns: 500 },
    )
  })

  test('finds a date that has bounds within itself', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        expect(matchesDate({ within: text, overlaps: text }, row(text))).toBe(true)
      }),
    )
  })

  test('takes a single stored date as begin and end at once', () => {
    const { edtf: text, earliest, latest } = parseEdtf('195X')
    expect(boundsOfDate(text, earliest, latest)).toEqual(row('195X'))
    expect(boundsOfDate(null, null, null)).toEqual(row(null))
  })

  test('reads its operand, and says what is wrong with it', () => {
    expect(operandDays('1951')).toEqual({ earliest: dateToDay('1951-01-01'), latest: dateToDay('1951-12-31') })
    expect(operandDays('1989/..')).toEqual({ earliest: dateToDay('1989-01-01'), latest: null })
    expect(() => matchesDate({ within: '1951-13' }, row('1951'))).toThrow(DossierError)
    expect(() => matchesDate({ before: '' }, row('1951'))).toThrow(/it is empty/)
  })
})
