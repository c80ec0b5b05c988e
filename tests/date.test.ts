import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateToDay, dayToDate, firstDay, lastDay } from '../src/date/day.ts'
import { fuzzyDateOf, parseEdtf } from '../src/date/edtf.ts'
import { dateOfPeriod, parsePeriod, periodColumns, periodEdtf, periodOf } from '../src/date/period.ts'
import { DossierError } from '../src/errors.ts'
import { edtf, interval } from './support/edtf.ts'

/** earliest, latest, precision and label on one line, as a person compares them. */
function read(text: string): string {
  const { earliest, latest, precision, label } = parseEdtf(text)
  const days = [earliest, latest].map((day) => (day === null ? 'null' : dayToDate(day)))
  return `${days.join(' ')} ${precision} ${label}`
}

function refusal(text: string): DossierError {
  try {
    parseEdtf(text)
  } catch (error) {
    if (error instanceof DossierError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(text)} was taken for a date`)
}

describe('a date in EDTF', () => {
  test.each([
    ['1951', '1951-01-01 1951-12-31 YEAR 1951'],
    ['2016-09', '2016-09-01 2016-09-30 MONTH September 2016'],
    ['1951-12-06', '1951-12-06 1951-12-06 DAY 6 December 1951'],
    ['1952-02', '1952-02-01 1952-02-29 MONTH February 1952'],
    ['1900-02', '1900-02-01 1900-02-28 MONTH February 1900'],
    ['2000-02-29', '2000-02-29 2000-02-29 DAY 29 February 2000'],
  ])('%s, of level 0', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    ['1950~', '1949-01-01 1951-12-31 YEAR around 1950'],
    ['1950?', '1949-01-01 1951-12-31 YEAR perhaps 1950'],
    ['1950%', '1949-01-01 1951-12-31 YEAR perhaps around 1950'],
    ['1951-XX?', '1950-01-01 1952-12-31 YEAR perhaps 1951'],
    ['1951-12~', '1951-11-01 1952-01-31 MONTH around December 1951'],
    ['1951-01-XX?', '1950-12-01 1951-02-28 MONTH perhaps January 1951'],
    ['1951-12-06~', '1951-12-05 1951-12-07 DAY around 6 December 1951'],
    ['1951-12-31?', '1951-12-30 1952-01-01 DAY perhaps 31 December 1951'],
    ['195X~', '1940-01-01 1969-12-31 DECADE around the 1950s'],
    ['19XX?', '1800-01-01 2099-12-31 CENTURY perhaps the 20th century'],
    ['2001-21~', '2000-12-01 2002-03-31 SEASON around spring 2001'],
    ['2001-25?', '2000-12-01 2001-09-30 SEASON perhaps northern spring 2001'],
    ['2001-33?', '2000-10-01 2001-06-30 SEASON perhaps the first quarter of 2001'],
    ['2001-39~', '2001-05-01 2002-04-30 SEASON around the last third of 2001'],
    ['2001-40%', '2000-07-01 2001-12-31 SEASON perhaps around the first half of 2001'],
    ['0000~', '-000001-01-01 0001-12-31 YEAR around 1 BC'],
    ['-00XX~', '-000199-01-01 0099-12-31 CENTURY around the 1st century BC'],
    ['1950~/1952?', '1949-01-01 1953-12-31 INTERVAL from around 1950 to perhaps 1952'],
    ['1952~/1951', '1951-01-01 1951-12-31 INTERVAL from around 1952 to 1951'],
    ['1950~/..', '1949-01-01 null INTERVAL since around 1950'],
  ])('%s can mean one unit of its precision more on each side', (text, expected) => expect(read(text)).toBe(expected))

  test('is not widened beyond the days that are kept', () => {
    expect(parseEdtf('Y-5877640~')).toMatchObject({ earliest: firstDay, latest: dateToDay('-5877639-12-31') })
    expect(parseEdtf('Y5881579?')).toMatchObject({ earliest: dateToDay('+5881578-01-01'), latest: lastDay })
  })

  test.each([
    ['195X', '1950-01-01 1959-12-31 DECADE the 1950s'],
    ['18XX', '1800-01-01 1899-12-31 CENTURY the 19th century'],
    ['20XX', '2000-01-01 2099-12-31 CENTURY the 21st century'],
    ['10XX', '1000-01-01 1099-12-31 CENTURY the 11th century'],
    ['1951-XX', '1951-01-01 1951-12-31 YEAR 1951'],
    ['1951-12-XX', '1951-12-01 1951-12-31 MONTH December 1951'],
    ['1951-XX-XX', '1951-01-01 1951-12-31 YEAR 1951'],
  ])('%s claims no more than its known digits', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    ['0000', '0000-01-01 0000-12-31 YEAR 1 BC'],
    ['-0043', '-000043-01-01 -000043-12-31 YEAR 44 BC'],
    ['-0043-03-15', '-000043-03-15 -000043-03-15 DAY 15 March 44 BC'],
    ['-0004-02-29', '-000004-02-29 -000004-02-29 DAY 29 February 5 BC'],
    ['0079-08', '0079-08-01 0079-08-31 MONTH August AD 79'],
    ['-004X', '-000049-01-01 -000040-12-31 DECADE the years 50 to 41 BC'],
    ['000X', '0000-01-01 0009-12-31 DECADE the years 1 BC to AD 9'],
    ['005X', '0050-01-01 0059-12-31 DECADE the 50s AD'],
    ['-01XX', '-000199-01-01 -000100-12-31 CENTURY the 2nd century BC'],
    ['-00XX', '-000099-01-01 -000001-12-31 CENTURY the 1st century BC'],
    ['Y12345', '+012345-01-01 +012345-12-31 YEAR the year 12345'],
    ['Y-12345~', '-012346-01-01 -012344-12-31 YEAR around 12346 BC'],
    ['Y5881579', '+5881579-01-01 +5881579-12-31 YEAR the year 5881579'],
    ['Y-5877640', '-5877640-01-01 -5877640-12-31 YEAR 5877641 BC'],
  ])('%s, far from today', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    ['2001-21', '2001-03-01 2001-12-31 SEASON spring 2001'],
    ['2001-22', '2000-12-01 2002-03-31 SEASON summer 2001'],
    ['2001-23', '2001-03-01 2001-12-31 SEASON autumn 2001'],
    ['2001-24', '2000-12-01 2002-03-31 SEASON winter 2001'],
    ['2001-25', '2001-03-01 2001-06-30 SEASON northern spring 2001'],
    ['2001-28', '2000-12-01 2002-03-31 SEASON northern winter 2001'],
    ['2001-29', '2001-09-01 2001-12-31 SEASON southern spring 2001'],
    ['2001-26', '2001-06-01 2001-09-30 SEASON northern summer 2001'],
    ['2001-27', '2001-09-01 2001-12-31 SEASON northern autumn 2001'],
    ['2001-30', '2000-12-01 2002-03-31 SEASON southern summer 2001'],
    ['2001-31', '2001-03-01 2001-06-30 SEASON southern autumn 2001'],
    ['2001-32~', '2001-03-01 2001-12-31 SEASON around southern winter 2001'],
    ['2001-33', '2001-01-01 2001-03-31 SEASON the first quarter of 2001'],
    ['2001-34', '2001-04-01 2001-06-30 SEASON the second quarter of 2001'],
    ['2001-35', '2001-07-01 2001-09-30 SEASON the third quarter of 2001'],
    ['2001-36', '2001-10-01 2001-12-31 SEASON the fourth quarter of 2001'],
    ['2001-37', '2001-01-01 2001-04-30 SEASON the first third of 2001'],
    ['2001-38', '2001-05-01 2001-08-31 SEASON the second third of 2001'],
    ['2001-39', '2001-09-01 2001-12-31 SEASON the last third of 2001'],
    ['2001-40', '2001-01-01 2001-06-30 SEASON the first half of 2001'],
    ['2001-41', '2001-07-01 2001-12-31 SEASON the second half of 2001'],
  ])('%s spans every day that it can mean', (text, expected) => expect(read(text)).toBe(expected))

  test.each([
    ['1952/1980', '1952-01-01 1980-12-31 INTERVAL from 1952 to 1980'],
    ['2004/2005', '2004-01-01 2005-12-31 INTERVAL from 2004 to 2005'],
    ['1989/..', '1989-01-01 null INTERVAL since 1989'],
    ['1952/', '1952-01-01 null INTERVAL from 1952'],
    ['../1980', 'null 1980-12-31 INTERVAL until 1980'],
    ['/1980', 'null 1980-12-31 INTERVAL until 1980'],
    ['../..', 'null null INTERVAL ongoing'],
    ['1952/1952', '1952-01-01 1952-12-31 YEAR 1952'],
    ['1950~/1960?', '1949-01-01 1961-12-31 INTERVAL from around 1950 to perhaps 1960'],
    ['195X/Y12345', '1950-01-01 +012345-12-31 INTERVAL from the 1950s to the year 12345'],
    ['1951-12-03/1951-12-17', '1951-12-03 1951-12-17 INTERVAL from 3 to 17 December 1951'],
    ['1951-03-03/1951-06-17', '1951-03-03 1951-06-17 INTERVAL from 3 March to 17 June 1951'],
    ['1951-03/1951-06', '1951-03-01 1951-06-30 INTERVAL from March to June 1951'],
    ['1951-03~/1951-06', '1951-02-01 1951-06-30 INTERVAL from around March 1951 to June 1951'],
    ['1951-12-03/1952-12-03', '1951-12-03 1952-12-03 INTERVAL from 3 December 1951 to 3 December 1952'],
    ['195X/1955', '1950-01-01 1955-12-31 INTERVAL from the 1950s to 1955'],
    ['1951-06/1951', '1951-06-01 1951-12-31 INTERVAL from June 1951 to 1951'],
    ['2001-25/2001-27', '2001-03-01 2001-12-31 INTERVAL from northern spring 2001 to northern autumn 2001'],
  ])('%s, a begin and an end', (text, expected) => expect(read(text)).toBe(expected))

  test('has bounds in order, and its own text back from its columns', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const date = parseEdtf(text)
        if (date.earliest !== null && date.latest !== null) expect(date.earliest).toBeLessThanOrEqual(date.latest)
        expect(fuzzyDateOf(date.edtf, date.earliest, date.latest)).toEqual(date)
      }),
    )
  })

  test('is null when its column is', () => expect(fuzzyDateOf(null, null, null)).toBeNull())

  test('is read right however many others were read before', () => {
    for (let year = 1000; year < 3500; year += 1) expect(fuzzyDateOf(String(year), 1, 2)?.label).toBe(String(year))
    expect(fuzzyDateOf('1000', 1, 2)).toMatchObject({ label: '1000', earliest: 1, latest: 2 })
  })
})

describe('a text that is no date', () => {
  test('is named, with the position and with examples', () => {
    const error = refusal('1951-13')
    expect(error.code).toBe('BAD_USER_INPUT')
    expect(error.details).toEqual({ value: '1951-13', position: 6 })
    expect(error.message).toMatchInlineSnapshot(
      `"«1951-13» is not a date in EDTF: month 13 at position 6 is not one of 01 to 12, nor one of 21 to 41, which are seasons and parts of a year. Right would be, for example: 1951, 2016-09, 1951-12-06, 1952/1980, 1989/.., 1950~, 195X, 2001-21 (spring)."`,
    )
  })

  test.each([
    ['', 1, 'it is empty'],
    ['1951-02-30', 9, 'day 30 at position 9 does not exist: February 1951 has the days 01 to 28'],
    ['1900-02-29', 9, 'February 1900 has the days 01 to 28'],
    ['1951-06-31', 9, 'June 1951 has the days 01 to 30'],
    ['1952/1951-02-29', 14, 'day 29 at position 14'],
    ['1951-00', 6, 'month 00'],
    ['1951-42', 6, 'month 42'],
    ['1951-6', 6, 'a month of two digits'],
    ['1951-12-', 9, 'a day of two digits'],
    ['1951-12-06-07', 11, 'nothing can follow the day'],
    ['1951-21-05', 6, 'the season 21 at position 6 has no days'],
    ['1980/1952', 6, 'the end 1952 at position 6 lies before the begin 1980'],
    ['1953~/1951', 7, 'the end 1951 at position 7 lies before the begin 1953~'],
    ['1951/1952/1953', 10, 'a second “/” stands at position 10'],
    ['/', 1, 'neither side'],
    ['../', 3, 'neither side'],
    ['1951/...', 6, 'two dots (..) in place of a date'],
    ['19', 1, 'a year of four digits is missing'],
    ['195', 1, 'a year of four digits is missing'],
    ['12345', 1, 'begins with Y: Y12345'],
    ['20160101', 1, 'lacks the hyphens'],
    ['Y1951', 1, 'years of four digits have no Y'],
    ['Y5881580', 1, 'out of reach'],
    ['Y-5877641', 1, 'out of reach'],
    [`Y${'9'.repeat(90)}`, 1, 'out of reach'],
    ['-0000', 2, 'write 0000'],
    ['-0000-XX', 2, 'write 0000'],
    ['XXXX', 1, 'leave out a date that is not known'],
    ['1XXX', 1, 'only the last digit (195X) or the last two (19XX)'],
    ['195X-12', 1, 'is not fully known'],
    ['1951-1X', 6, 'both digits are X or none'],
    ['1951-12-1X', 9, 'both digits are X or none'],
    ['1951-XX-05', 9, 'a month that is not known'],
    ['1951?-06', 5, 'one of ~ ? % (both) can end a date'],
    ['1951~?', 5, 'one of ~ ? % (both) can end a date'],
    ['~', 1, 'a date is missing'],
    ['December 1951', 1, '«D» at position 1 does not belong'],
    ['1951 ', 5, 'white space'],
    ['1952–1980', 5, 'a slash (/) between begin and end'],
    ['195x', 4, 'a capital X'],
    ['y12345', 1, 'a capital Y'],
    ['2016-03-01T10:00:00Z', 11, 'begins a time of day'],
    ['[1951,1952]', 1, 'level 2'],
    ['Y1E5', 3, 'level 2'],
    ['1951S2', 5, 'level 2'],
    ['١٩٥١', 1, 'digits'],
    ['1951\0', 5, '«\\u{0}» at position 5'],
    ['19\n51', 3, '«\\u{a}» at position 3'],
    ['1951\ud800', 5, '«\\u{d800}» at position 5'],
    ['1'.repeat(101), 101, 'it has 101 characters, and at most 100 are read'],
  ])('%j goes wrong at %i', (text, position, problem) => {
    const error = refusal(text)
    expect(error.code).toBe('BAD_USER_INPUT')
    expect(error.details.position).toBe(position)
    expect(error.message).toContain(problem)
  })

  test('is shortened in the message, which is well formed and on one line', () => {
    const { message } = refusal(`19${'\ud800'.repeat(50)}\n${'x'.repeat(1_000_000)}`)
    expect(message.length).toBeLessThan(800)
    expect(message.isWellFormed()).toBe(true)
    expect(message).not.toContain('\n')
  })

  const nearly = fc.string({ unit: fc.constantFrom(...'0123456789XY~?%./-TZ'), maxLength: 24 })
  const strange = fc.oneof(nearly, fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ unit: 'grapheme' }))
  test.each([
    ['parseEdtf', parseEdtf],
    ['parsePeriod', parsePeriod],
    ['dateToDay', dateToDay],
  ] as const)('%s answers any text with a value or a DossierError', (_, parse) => {
    const answer = (text: string) => {
      try {
        return parse(text)
      } catch (error) {
        return error
      }
    }
    const property = fc.property(strange, (text) => {
      const found = answer(text)
      if (found instanceof Error) expect(found).toBeInstanceOf(DossierError)
    })
    fc.assert(property, { numRuns: 500 })
  })
})

describe('a period', () => {
  test.each([
    ['1951', '1951', '1951', false, '1951'],
    ['1952/1980', '1952', '1980', false, 'from 1952 to 1980'],
    ['1989/..', '1989', undefined, true, 'since 1989'],
    ['1952/', '1952', undefined, false, 'from 1952'],
    ['../1980', undefined, '1980', false, 'until 1980'],
    ['/1980?', undefined, '1980?', false, 'until perhaps 1980'],
    ['/..', undefined, undefined, true, 'ongoing'],
  ])('%s has its begin, its end and its label', (text, from, until, ongoing, label) => {
    const period = parsePeriod(text)
    expect([period.from?.edtf, period.until?.edtf, period.ongoing, period.label]).toEqual([from, until, ongoing, label])
  })

  test('fills the columns that facts store', () => {
    expect(periodColumns(parsePeriod('1952~/1980'))).toEqual({
      fromEdtf: '1952~',
      fromEarliest: dateToDay('1951-01-01'),
      fromLatest: dateToDay('1953-12-31'),
      untilEdtf: '1980',
      untilEarliest: dateToDay('1980-01-01'),
      untilLatest: dateToDay('1980-12-31'),
      ongoing: false,
    })
  })

  test('has an EDTF text of its own', () => {
    expect(periodEdtf(periodColumns(parsePeriod('1951')))).toBe('1951')
    expect(periodEdtf(periodColumns(parsePeriod('1951/1951')))).toBe('1951')
    expect(periodEdtf(periodColumns(parsePeriod('../1980')))).toBe('/1980')
  })

  test('without any date is unknown', () => {
    expect(periodOf(periodColumns(null))).toEqual({ from: null, until: null, ongoing: false, label: 'date unknown' })
    expect(dateOfPeriod(periodColumns(null))).toBeNull()
  })

  test('comes back from its columns, as a period and as one date', () => {
    fc.assert(
      fc.property(edtf, (text) => {
        const period = parsePeriod(text)
        const columns = periodColumns(period)
        expect(periodOf(columns)).toEqual(period)
        expect(period.label).toBe(parseEdtf(text).label)
        expect(parsePeriod(periodEdtf(columns) ?? '')).toEqual(period)
        const date = parseEdtf(text.replace(/^\.\.\//, '/'))
        expect(dateOfPeriod(columns)).toEqual(date)
      }),
    )
  })

  test('has a begin that is not certainly after its end', () => {
    fc.assert(
      fc.property(interval, (text) => {
        const { from, until } = parsePeriod(text)
        expect(from?.earliest).toBeLessThanOrEqual(until?.latest ?? lastDay)
      }),
    )
  })
})
