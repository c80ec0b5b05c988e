import { describe, expect, it } from 'vitest'
import { datesIn, holdsDate } from '../src/wording/date.ts'

const holds = (text: string, edtf: string, language = 'en') => holdsDate(datesIn(text, language), edtf)

describe('a date', () => {
  it.each([
    '5 December 1951',
    'December 5th, 1951',
    'Dec. 5 1951',
    '5 Dec 1951',
    'Wednesday, 5 December, 1951',
    'the 5th of December 1951',
    'the fifth of December, 1951',
    'December the fifth, 1951',
    '5/12/1951',
    '12/5/1951',
    '5.12.1951',
    '5. 12. 1951',
    '05-12-51',
    '1951-12-05',
    '1951/12/05',
    '1951-12-05T10:00',
    '1951年12月5日',
    '5 and 7 December 1951',
    '4, 5 and 7 December 1951',
    '3–5 December 1951',
    'December 5-7, 1951',
    '5 December to 7 January, in 1951 and 1952',
    'In 1951 it grew, and on 5 December it was renamed',
  ])('to the day: %s', (text) => {
    expect(holds(text, '1951-12-05')).toBe(true)
    expect(holds(text, '1951-12')).toBe(true)
    expect(holds(text, '1951')).toBe(true)
    expect(holds(text, '195X')).toBe(true)
    expect(holds(text, '19XX')).toBe(true)
  })

  it.each(['Dec. 1951', 'December, 1951', '12/1951', '1951-12', 'DECEMBER 1951', 'November and December 1951'])(
    'to the month: %s',
    (text) => {
      expect(holds(text, '1951-12')).toBe(true)
      expect(holds(text, '1951')).toBe(true)
      expect(holds(text, '1951-12-05')).toBe(false)
    },
  )

  it.each([
    ['in 2003', '2003'],
    ['mid-2003', '2003'],
    ['As of 2023, it', '2023'],
    ['the 2010 Haiti earthquake', '2010'],
    ['Staff (2021): 17,761', '2021'],
    ['c. 1951', '1951~'],
    ['from 1952 to 1980', '1952'],
    ['from 1952 to 1980', '1980'],
    ['1989-91', '1991'],
    ['1989–1991', '1989'],
    ['2004/05', '2005'],
    ['2004/2005', '2005'],
    ['FY 2021-22', '2022'],
    ["the class of '91", '1991'],
    ['autumn 2001', '2001'],
    ['44 BC', '-0043'],
    ['AD 79', '0079'],
    ['in 476', '0476'],
  ])('to the year: %s says %s', (text, edtf) => {
    expect(holds(text, edtf)).toBe(true)
  })

  it.each([
    ['the 1950s', '195X'],
    ["the 1950's", '195X'],
    ['late 1990s', '199X'],
    ['the fifties', '195X'],
    ["the '50s", '195X'],
    ['the 21st century', '20XX'],
    ['the twenty-first century', '20XX'],
    ['the nineteenth and twentieth centuries', '18XX'],
    ['the 5th century BC', '-04XX'],
    ['the spring of 2001', '2001-21'],
    ['winter of 1989/90', '1990-24'],
    ['fall 2008', '2008-23'],
    ['Q1 2020', '2020-33'],
    ['the second half of 2020', '2020-41'],
  ])('of a season, a decade or a century: %s says %s', (text, edtf) => {
    expect(holds(text, edtf)).toBe(true)
  })

  it.each([
    ['le 5 décembre 1951', '1951-12-05', 'fr'],
    ['le 1er août 1951', '1951-08-01', 'fr'],
    ['am 5. Dezember 1951', '1951-12-05', 'de'],
    ['im Mai 2003', '2003-05', 'de'],
    ['el 5 de diciembre de 1951', '1951-12-05', 'es'],
    ['5 grudnia 1951', '1951-12-05', 'pl'],
    ['5 декабря 1951 года', '1951-12-05', 'ru'],
    ['2016년 9월', '2016-09', 'ko'],
    ['au XXIe siècle', '20XX', 'fr'],
    ['die 1950er Jahre', '195X', 'de'],
    ['١٩٥١', '1951', 'ar'],
    ['5 December 1951', '1951-12-05', 'fr'],
  ])('in another language: %s says %s', (text, edtf, language) => {
    expect(holds(text, edtf, language)).toBe(true)
  })

  it.each([
    ['in 1951', '1951-12'],
    ['December 1951', '1951-12-05'],
    ['5 December 1951', '1951-12-06'],
    ['the 1950s', '1950'],
    ['the 21st century', '2003'],
    ['from 1952 to 1980', '1960'],
    ['1989-91', '1990'],
    ['on 19 October 1953, and on 30 November 1954', '1954-10'],
    ['it may be 2003', '2003-05'],
    ['2,003 people', '2003'],
    ['$2003', '2003'],
    ['2003.5', '2003'],
    ['12003', '2003'],
    ['10,500 in 1999', '0500'],
    ['in 1949', '1950~'],
    ['spring 2001', '2001-23'],
    ['June 2001', '2001-21'],
    ['44 BC', '0044'],
    ['31 February 2001', '2001-02-28'],
    ['A year later', '2010'],
  ])('%s does not say %s', (text, edtf) => {
    expect(holds(text, edtf)).toBe(false)
  })
})
