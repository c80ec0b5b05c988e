import { describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { readSentences } from '../src/document/sentence.ts'
import { isCountryCode } from '../src/model/country.ts'
import { codeByThreeLetters } from '../src/model/country-code.ts'
import { checkLanguage } from '../src/model/language.ts'
import { freshDatabase } from './support/database.ts'
import { problemsIn, two, writeFiles } from './support/dataset.ts'

const db = await freshDatabase()

describe('a language', () => {
  it.each([
    ['eng', 'en'],
    ['nob', 'nb'],
    ['nn', 'nn'],
    ['iw', 'he'],
    ['fre', 'fr'],
    ['pt-br', 'pt-BR'],
    ['en-UK', 'en-GB'],
    ['gsw', 'gsw'],
    ['qaa', 'qaa'],
  ])('%s is %s', (tag, canonical) => {
    expect(checkLanguage(tag)).toBe(canonical)
    expect(readSentences('It is. It was.', canonical)).toHaveLength(2)
  })

  it.each([
    ['English', '"English" is not a language tag; "en" would be.'],
    ['fran\u00e7ais', '"fran\u00e7ais" is not a language tag; "fr" would be.'],
    ['en_US', '"en_US" is not a language tag; "en-US" would be.'],
    ['jp', '"jp" is not a language tag; "ja" would be.'],
    ['cz', '"cz" is not a language tag; "cs" would be.'],
    ['en-USA', '"en-USA" is not a language tag; "en-US" would be.'],
    ['pt_BRA', '"pt_BRA" is not a language tag; "pt-BR" would be.'],
    ['de-U.K.', '"de-U.K." is not a language tag; "de-GB" would be.'],
    ['en-QQQ', '"en-QQQ" is not a language tag; "en" or "pt-BR" would be.'],
    ['zz', '"zz" is not a language tag; "en" or "pt-BR" would be.'],
    ['xx', '"xx" is not a language tag; "en" or "pt-BR" would be.'],
    ['not a tag', '"not a tag" is not a language tag; "en" or "pt-BR" would be.'],
  ])('%s is none', (tag, message) => {
    expect(() => checkLanguage(tag)).toThrow(message)
  })
})

it('a language is stored in its canonical form', async () => {
  const folder = writeFiles({ 'dataset.yaml': 'slug: codes\ntitle: Codes\nlanguage: eng\n', 'entities.yaml': two })
  await loadDataset(db, await readDatasetOrThrow(folder))
  expect(await db.prisma.dataset.findUnique({ where: { slug: 'codes' } })).toMatchObject({ language: 'en' })
  const text = '9,\nCodes,\n\nIt is.\n'
  await loadDocument(db, { text, language: 'nob' })
  expect(await db.prisma.document.findFirst({ where: { externalId: '9' } })).toMatchObject({ language: 'nb' })
  expect((await loadDocument(db, { text, language: 'nob' })).changed).toBe(false)
})

describe('a country', () => {
  const problem = async (code: string) =>
    await problemsIn(`places:\n  - { slug: somewhere, name: Somewhere, countryCode: "${code}" }\n`)

  it('is one of the 249 of ISO 3166-1', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const all = letters.flatMap((first) => letters.map((second) => first + second)).filter(isCountryCode)
    expect(all).toHaveLength(249)
    expect([...codeByThreeLetters.values()]).toEqual(all)
    expect(codeByThreeLetters.size).toBe(249)
    expect(all).toEqual(expect.arrayContaining(['AQ', 'BQ', 'CH', 'CW', 'GB', 'PS', 'SS', 'TL', 'TW', 'VA']))
  })

  it.each([
    ['UK', '"GB" would be'],
    ['SU', '"RU" would be'],
    ['YU', '"RS" would be'],
    ['DD', '"DE" would be'],
    ['ch', '"CH" would be'],
    ['Switzerland', '"CH" would be'],
    ['EU', 'European Union has none; leave it out'],
    ['XK', 'Kosovo has none; leave it out'],
    ['UN', 'United Nations has none; leave it out'],
    ['ZZ', 'leave it out, or give that of a country'],
    ['AA', 'such as "CH"'],
    ['CHE', '"CH" would be'],
    ['EL', '"GR" would be'],
    ['USA', '"US" would be'],
    ['GBR', '"GB" would be'],
    ['deu', '"DE" would be'],
    ['U.K.', '"GB" would be'],
    ['Turkey', '"TR" would be'],
    ['Türkiye', '"TR" would be'],
    ['Czech Republic', '"CZ" would be'],
    ['Great Britain', '"GB" would be'],
    ['Ivory Coast', '"CI" would be'],
    ['Cote d’Ivoire', '"CI" would be'],
    ['The Netherlands', '"NL" would be'],
    ['Bosnia and Herzegovina', '"BA" would be'],
    ['XYZ', 'such as "CH"'],
    ['Atlantis', 'such as "CH"'],
  ])('%s is none: %s', async (code, advice) => {
    const [first, ...more] = await problem(code)
    expect(more).toEqual([])
    expect(first).toContain(`"${code}" is not the code of a country`)
    expect(first).toContain(advice)
  })

  it('of a real code has no problem', async () => {
    expect(await problem('CH')).toEqual([])
  })
})
