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
    '5/6 December 1951',
    '4/5 December 1951',
    'December 4, 5, and 7, 1951',
    'December 5, 6 and 7, 1951',
    '4, 5, and 7 December 1951',
    '5 december 1951',
    'In 1951 it grew, and on 5 December it was renamed',
  ])('to the day: %s', (text) => {
    expect(holds(text, '1951-12-05')).toBe(true)
    expect(holds(text, '1951-12')).toBe(true)
    expect(holds(text, '1951')).toBe(true)
    expect(holds(text, '195X')).toBe(true)
    expect(holds(text, '19XX')).toBe(true)
  })

  it.each([
    'Dec. 1951',
    'December, 1951',
    '12/1951',
    '1951-12',
    'DECEMBER 1951',
    'december 1951',
    'November and December 1951',
  ])('to the month: %s', (text) => {
    expect(holds(text, '1951-12')).toBe(true)
    expect(holds(text, '1951')).toBe(true)
    expect(holds(text, '1951-12-05')).toBe(false)
  })

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
    ['from 1951 to 53.', '1953'],
    ['(1951 to 53)', '1951'],
    ['in may 1951', '1951-05'],
    ['on march 5, 1951', '1951-03-05'],
    ['5 august 1951', '1951-08-05'],
    ['December–January 2021/22', '2022-01'],
    ['December–January 2021/22', '2021-12'],
    ['December to January 2021-2022', '2022-01'],
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
    ['im Frühjahr 1951', '1951-21', 'de'],
    ['Herbst 1951', '1951-23', 'de-AT'],
    ['au printemps 1951', '1951-21', 'fr'],
    ["l'été de 1951", '1951-22', 'fr'],
    ['el verano de 1951', '1951-22', 'es'],
    ["nell'estate del 1951", '1951-22', 'it'],
    ['les années 50', '195X', 'fr'],
    ['les années cinquante', '195X', 'fr'],
    ['les années soixante-dix', '197X', 'fr'],
    ['los años cincuenta', '195X', 'es'],
    ['gli anni cinquanta', '195X', 'it'],
    ['die fünfziger Jahre', '195X', 'de'],
    ['in den Fünfzigerjahren', '195X', 'de'],
    ['die 50er Jahre', '195X', 'de'],
    ['im 20. Jh.', '19XX', 'de'],
    ['im 20. Jahrhundert', '19XX', 'de'],
    ['au XXe siècle', '19XX', 'fr'],
    ['au XXᵉ siècle', '19XX', 'fr'],
    ['aux XIXe et XXe siècles', '18XX', 'fr'],
    ['aux XIXe et XXe siècles', '19XX', 'fr'],
    ['el siglo xx', '19XX', 'es'],
    ['los siglos XIX y XX', '18XX', 'es'],
    ['nel XX secolo', '19XX', 'it'],
    ['au IIe siècle av. J.-C.', '-01XX', 'fr'],
    ['44 av. J.-C.', '-0043', 'fr'],
    ['44 a. C.', '-0043', 'es'],
    ['120 v. Chr.', '-0119', 'de'],
    ['公元前221年', '-0220', 'zh'],
    ['el 1.º de enero de 1951', '1951-01-01', 'es'],
    ['el primero de enero de 1951', '1951-01-01', 'es'],
    ['le premier avril 1951', '1951-04-01', 'fr'],
    ['am 5. Jänner 1951', '1951-01-05', 'de'],
    ['im Jänner 1951', '1951-01', 'de'],
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
    ['it may, in 1951, grow', '1951-05'],
    ['in 1951 it may grow', '1951-05'],
    ['the march of 20 men in 1951', '1951-03'],
    ['On May 5, 12 people came in 1951', '1951-05-12'],
    ['December–January 2021/22', '2021-01'],
    ['December–January 2021/22', '2022-12'],
    ['from twelve in 1951 to 53 members', '1953'],
    ['from 1951 to 53 members', '1953'],
    ['44 av. J.-C.', '0044', 'fr'],
    ['120 av. J.-C.', '0120', 'fr'],
    ['120 avant Jésus-Christ', '0120', 'fr'],
    ['au IIe siècle av. J.-C.', '01XX', 'fr'],
    ['el siglo II a. C.', '01XX', 'es'],
    ['144 a. C.', '0144', 'es'],
    ['5 mai 120 av. J.-C.', '0120', 'fr'],
    ['120 v. u. Z.', '0120', 'de'],
    ['144 aC', '0144', 'ca'],
    ['in 1951 a C. Smith', '-1950'],
    ['公元前221年', '0221', 'zh'],
    ['公元前221年5月', '0221-05', 'zh'],
    ['the estate 1951', '1951-22'],
    ['il a été 1951 fois', '1951-22', 'fr'],
    ['il y a 20 années 50 personnes', '195X', 'fr'],
    ['tiene 50 años', '195X', 'es'],
    ['50 Jahre', '195X', 'de'],
  ])('%s does not say %s', (text, edtf, language = 'en') => {
    expect(holds(text, edtf, language)).toBe(false)
  })
})
