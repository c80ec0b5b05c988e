import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateToDay, dayToDate, firstDay, lastDay } from '../src/date/day.ts'

describe('a day number', () => {
  test.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [11_016, '2000-02-29'],
    [-719_528, '0000-01-01'],
    [-719_529, '-000001-12-31'],
    [2_932_896, '9999-12-31'],
    [2_932_897, '+010000-01-01'],
    [lastDay, '+5881580-07-11'],
    [firstDay, '-5877641-06-23'],
  ])('%i is %s', (day, date) => {
    expect(dayToDate(day)).toBe(date)
    expect(dateToDay(date)).toBe(day)
  })

  test('goes to a date and back, and agrees with JavaScript where that reaches', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (day) => {
        const date = dayToDate(day)
        expect(dateToDay(date)).toBe(day)
        expect(new Date(day * 86_400_000).toISOString()).toBe(`${date}T00:00:00.000Z`)
      }),
      { numRuns: 2000 },
    )
  })

  test.each(['1951-02-30', '1951-13-01', '1951-1-1', '+001951-01-01', '-000000-01-01', '1951', '', '+9999999-01-01'])(
    'is not made of %j',
    (date) => expect(() => dateToDay(date)).toThrow(/is not a calendar date: write 1951-12-06/),
  )
})
