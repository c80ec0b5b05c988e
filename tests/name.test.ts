import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameKey } from '../src/model/name-key.ts'

describe('the key of a name', () => {
  test.each([
    ['Human Rights Watch', 'humanrightswatch'],
    ['human  rights-watch', 'humanrightswatch'],
    ['\tHuman\u00A0Rights\u200BWatch\n', 'humanrightswatch'],
    ['U.N.', 'un'],
    ['Médecins Sans Frontières', 'medecinssansfrontieres'],
    ['Me\u0301decins sans frontie\u0300res', 'medecinssansfrontieres'],
    ['Łódź Øresund Æthelred þing', 'lodzoresundaethelredthing'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['STRAẞE', 'strasse'],
    ['İstanbul', 'istanbul'],
    ['ISTANBUL', 'istanbul'],
    ['Diyarbakır', 'diyarbakir'],
    ['DİYARBAKIR', 'diyarbakir'],
    ['Hawaiʻi', 'hawaii'],
    ["Hawai'i", 'hawaii'],
    ['migrants’ rights', 'migrantsrights'],
    ['ﬁne № １２', 'fineno12'],
    ['100%', '100'],
    ['a_b%c', 'abc'],
  ])('of %j is %j', (name, key) => {
    expect(nameKey(name)).toBe(key)
  })

  test.each([
    ['Greek', 'ΔΙΕΘΝΗΣ ΟΡΓΑΝΙΣΜΟΣ', 'διεθνής οργανισμός'],
    ['Cyrillic', 'ЁЛКА Мй', 'елка ми'],
    ['Hebrew points', 'שָׁלוֹם', 'שלום'],
    ['Arabic harakat and tatweel', 'مُحَـــمَّد', 'محمد'],
    ['Korean, composed or not', '국제 이주 기구', '국제이주기구'.normalize('NFD')],
    ['Japanese, half width', 'ｶﾞｽ', 'ガス'],
    ['Georgian capitals', 'ᲗᲑᲘᲚᲘᲡᲘ', 'თბილისი'],
  ])('knows %s', (_script, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
    expect(nameKey(one)).not.toBe('')
  })

  test.each([
    ['vowel signs of Hindi', 'कि', 'का'],
    ['vowel signs of Thai', 'กิน', 'กัน'],
    ['virama of Bengali', 'ক্ষ', 'কষ'],
    ['voicing of Japanese', 'がく', 'かく'],
    ['half voicing of Japanese', 'ぱす', 'はす'],
    ['letters of Cyrillic', 'ш', 'щ'],
  ])('keeps the %s', (_mark, one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })

  test.each([
    ['%', '%'],
    ['C', 'c'],
    [' !  ? ', '! ?'],
    ['❤️', '❤'],
    ['½', '12'],
    ['', ''],
    ['\0', ''],
    [' \u200B ', ''],
    ['\uD800', ''],
    ['a\0b\uDC00c', 'abc'],
    ['\uD800x', 'x'],
    ['\u0301', '\u0301'],
  ])('of what is hardly a name, %j, is %j', (name, key) => {
    expect(nameKey(name)).toBe(key)
  })

  test('is its own key, is well formed and free of NUL, whatever the name', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    )
    fc.assert(
      fc.property(anything, (name) => {
        const key = nameKey(name)
        expect(nameKey(key)).toBe(key)
        expect(key.isWellFormed()).toBe(true)
        expect(key).not.toContain('\0')
      }),
      { numRuns: 2000 },
    )
  })

  test('does not depend on case, composition or what stands between letters', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcçéüøłßИёσςнάあがกิ국'), minLength: 1 })
    const between = fc.constantFrom(' ', '-', '. ', '’', '\u00A0', '_', '%', '\t\n')
    fc.assert(
      fc.property(word, word, between, (one, other, gap) => {
        const key = nameKey(one + other)
        expect(nameKey(one + gap + other)).toBe(key)
        expect(nameKey((one + other).toUpperCase())).toBe(key)
        expect(nameKey((one + other).normalize('NFD'))).toBe(key)
      }),
    )
  })
})
