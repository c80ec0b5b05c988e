import { describe, expect, it } from 'vitest'
import { dayToDate } from '../src/date/day.ts'
import type { FuzzyDate } from '../src/date/edtf.ts'
import { parsePeriod } from '../src/date/period.ts'
import { type Axis, axisOf, type ShownDate, type ShownPeriod, ticksOf, yearOf } from '../src/explorer/entity/axis.ts'
import { barParts } from '../src/explorer/entity/bar.ts'
import { layOut } from '../src/explorer/entity/layout.ts'

const axis: Axis = { first: 1900, last: 2000 }

/** A period of EDTF, as the API gives it. */
function period(text: string): ShownPeriod {
  const { from, until, ...rest } = parsePeriod(text)
  return { ...rest, from: shown(from), until: shown(until) }
}

function shown(date: FuzzyDate | null): ShownDate | null {
  const dayOf = (day: number | null) => (day === null ? null : dayToDate(day))
  return date && { edtf: date.edtf, earliest: dayOf(date.earliest), latest: dayOf(date.latest) }
}

/** The parts of a bar, in years. */
function parts(text: string, isMoment = false): string[] {
  return barParts(axis, period(text), isMoment).map(
    ({ fill, from, to }) => `${fill} ${Math.round(from)}-${Math.round(to)}`,
  )
}

describe('a bar', () => {
  it.each([
    // Both ends are days.
    ['1920-01-01/1980-01-01', ['full 20-80']],
    // A year is some day of it; a decade more so.
    ['1920/1980', ['in 20-21', 'full 21-80', 'out 80-81']],
    ['192X/1980-01-01', ['in 20-30', 'full 30-80']],
    ['1950~/1960-01-01', ['in 49-52', 'full 52-60']],
    // It goes on; its end is not known; its start is not known.
    ['1989-01-01/..', ['full 89-100']],
    ['1952-01-01/', ['out 52-59']],
    ['/1980-01-01', ['in 73-80']],
    ['1951/1951-12-31', ['within 51-52']],
  ])('of what lasted fades where it is not known: %s', (text, expected) => {
    expect(parts(text)).toEqual(expected)
  })

  it.each([
    ['1951-12-05', ['full 52-52']],
    ['1951', ['within 51-52']],
    ['195X', ['within 50-60']],
    // Stated some time in these years: no duration, whatever the form of the date.
    ['1950/1960', ['within 50-61']],
  ])('of what happened once is full nowhere, unless the day is known: %s', (text, expected) => {
    expect(parts(text, true)).toEqual(expected)
  })
})

describe('an axis', () => {
  it('has years of any time, and at most nine marks', () => {
    expect(yearOf('-000043-03-15')).toBeCloseTo(-42.79, 1)
    expect(yearOf('1951-07-01')).toBeCloseTo(1951.5, 1)
    expect(axisOf([])).toBeUndefined()
    expect(axisOf([period('/..')])).toBeUndefined()
    for (const text of ['1951-12-05', '1951', '1950/1959', '-0043/2020', '-9000/9000']) {
      const found = axisOf([period(text)]) as Axis
      expect(found.last).toBeGreaterThan(found.first)
      const ticks = ticksOf(found)
      expect([text, ticks.length]).toEqual([text, expect.toSatisfy((count: number) => count > 0 && count < 10)])
    }
  })
})

describe('a drawing of neighbours', () => {
  it.each([1, 2, 3, 31, 151])('of %i nodes is always the same, keeps them apart, and has all within it', (count) => {
    const links = Array.from({ length: count - 1 }, (_, index) => [0, index + 1] as const)
    const drawing = layOut(count, links)
    expect(layOut(count, links)).toEqual(drawing)
    const { width, height, points } = drawing
    expect(points).toHaveLength(count)
    expect(points[0]).toEqual({ x: Math.round(width / 2), y: Math.round(height / 2) })
    for (const { x, y } of points) {
      expect(x).toSatisfy((value: number) => value >= 0 && value <= width)
      expect(y).toSatisfy((value: number) => value >= 0 && value <= height)
    }
    expect(new Set(points.map(({ x, y }) => `${x} ${y}`)).size).toBe(count)
  })
})
