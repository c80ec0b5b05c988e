import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alike, apart } from '../src/model/english-words.ts'
import { createTestApp } from './support/app.ts'
import { freshDatabase } from './support/database.ts'
import { putGraph } from './support/graph.ts'

// How words are folded: a text is a statement or a name, a question finds it or not.

const db = await freshDatabase()
const app = createTestApp(db)

const statements = {
  hyphen: 'Camps for asylum-seekers were closed after co-operation failed.',
  dash: 'For half a century—Hungary said so–the border stayed shut.',
  slash: 'The earthquake of 2004/2005 destroyed Covid-19 wards.',
  quotes: 'They were refused “legal advice” and ‘a lawyer’s help’.',
  dots: 'The U.S.A. and the U.N. paid 11,500 dollars to Save & Rescue.',
  invisible: 'The gov\u00ADern\u200Bment said noth\u2060ing of harbours.',
  british: 'The organisation criticised the labour centre, analysed the programme and defended its licence.',
  american: 'The agency organized theaters, favored dialogs and catalogs.',
  organ: 'A trade in kidneys: the organ was sold.',
  family: 'Thousands were detained, deported and expelled; they fled and nobody intervened.',
  umlaut: 'Müller aus Zürich reiste nach Ålesund und Øresund.',
  digraph: 'Mueller went to Zuerich.',
  chinese: '人权观察批评拘留中心。',
  japanese: 'アムネスティは難民の収容を批判した。',
  korean: '국제이주기구는 난민을 도왔다.',
  thai: 'ผู้ลี้ภัยถูกกักขัง',
  cyrillic: 'ПЁТР говорил о беженцах.',
  greek: 'Ο ΔΙΕΘΝΗΣ οργανισμός',
  arabic: 'اللاجئون في مُخَيَّـم ٢٠٠٥',
  fullwidth: 'Ｆｕｌｌ ｗｉｄｔｈ ﬁnance № ５',
  irregular: 'The children of two women were taken and held.',
} as const
await putGraph(db, {
  entities: [
    { kind: 'ORGANIZATION', slug: 'speaker', name: 'Speaker' },
    { kind: 'ORGANIZATION', slug: 'who', name: 'World Health Body', labels: ['WHO'] },
    { kind: 'ORGANIZATION', slug: 'it', name: 'IT' },
    { kind: 'PERSON', slug: 'will', name: 'Will' },
    { kind: 'ORGANIZATION', slug: 'internationale', name: 'International Bureau' },
    { kind: 'ORGANIZATION', slug: 'author', name: 'Authority of Ports' },
  ],
  facts: [
    ...Object.entries(statements).map(([key, statement]) => ({
      kind: 'ATTRIBUTE' as const,
      key,
      subject: 'speaker',
      attribute: 'said',
      value: key,
      statement,
    })),
    { kind: 'ATTRIBUTE', key: 'of-who', subject: 'who', attribute: 'x', value: 'x', statement: 'Said nothing.' },
  ],
})

/** The keys of the facts, and the slugs of the entities, that a question finds. */
async function found(query: string): Promise<string[]> {
  const { search } = await app.get(
    'query ($query: String!) { search(query: $query, first: 100) { nodes { ... on Fact { key } ... on Entity { slug } } } }',
    { query },
  )
  return search.nodes.map((node: { key?: string; slug?: string }) => node.key ?? node.slug).toSorted()
}

describe('a question finds', () => {
  it.each([
    ['asylum seekers', 'hyphen'],
    ['asylum-seekers', 'hyphen'],
    ['asylum\u2011seeker', 'hyphen'],
    ['asylumseekers', 'hyphen'],
    ['"asylum seekers"', 'hyphen'],
    ['cooperation', 'hyphen'],
    ['co-operate', 'hyphen'],
    ['half century hungary', 'dash'],
    ['century—Hungary', 'dash'],
    ['so–the border', 'dash'],
    ['earthquake 2005', 'slash'],
    ['2004/2005', 'slash'],
    ['2004-2005', 'slash'],
    ['covid 19', 'slash'],
    ['covid19', 'slash'],
    ['“legal advice”', 'quotes'],
    ['„legal advice“', 'quotes'],
    ['«legal advice»', 'quotes'],
    ["lawyer's", 'quotes'],
    ['lawyers', 'quotes'],
    ['USA', 'dots'],
    ['u.s.a', 'dots'],
    ['U.N. paid', 'dots'],
    ['11500 dollars', 'dots'],
    ['11,500', 'dots'],
    ['save and rescue', 'dots'],
    ['"save and rescue"', 'dots'],
    ['save & rescue', 'dots'],
    ['government nothing harbor', 'invisible'],
    ['go\u00ADvernment', 'invisible'],
    ['organization criticized labor center', 'british'],
    ['analyzed program license', 'british'],
    ['defense', 'british'],
    ['organised theatre favoured dialogue catalogue', 'american'],
    ['organs', 'organ'],
    ['detention deportation expulsion', 'family'],
    ['flee intervention', 'family'],
    ['detainees', 'family'],
    ['muller zurich alesund oresund', 'umlaut'],
    ['Mueller Zuerich Aalesund Oeresund', 'umlaut'],
    ['MÜLLER', 'digraph'],
    ['人权', 'chinese'],
    ['拘留中心', 'chinese'],
    ['難民', 'japanese'],
    ['ｱﾑﾈｽﾃｨ', 'japanese'],
    ['이주기구', 'korean'],
    ['ลี้ภัย', 'thai'],
    ['петр', 'cyrillic'],
    ['διεθνής ΟΡΓΑΝΙΣΜΟΣ', 'greek'],
    ['مخيم 2005', 'arabic'],
    ['full width finance 5', 'fullwidth'],
    ['child woman', 'irregular'],
    ['takes holding', 'irregular'],
  ])('%j', async (query, key) => {
    expect(await found(query)).toContain(key)
  })

  it('names that are stop words, as they are written', async () => {
    expect(await found('WHO')).toEqual(['of-who', 'who'])
    expect(await found('who')).toEqual(['of-who', 'who'])
    expect(await found('IT')).toEqual(['it'])
    expect(await found('Will')).toEqual(['will'])
    expect(await found('nothing WHO')).toEqual(['of-who'])
    expect(await found('who said nothing')).toEqual(['invisible', 'of-who'])
  })
})

describe('a question does not find', () => {
  it.each([
    ['organ', 'british'],
    ['organ', 'american'],
    ['organization', 'organ'],
    ['author', 'author'],
    ['internment', 'internationale'],
    ['中权', 'chinese'],
    ['"seekers asylum"', 'hyphen'],
  ])('%j', async (query, key) => {
    expect(await found(query)).not.toContain(key)
  })
})

describe('the English words', () => {
  const lexemes = async (words: string): Promise<string[]> => {
    const { rows } = await db.pool.query(`select coalesce(stem, word) as lexeme from search_tokens($1, 'en')`, [words])
    return rows.map(({ lexeme }) => lexeme)
  }

  it.each(alike)('alike: %s', async (line) => {
    expect(new Set(await lexemes(line)).size).toBe(1)
  })

  it('apart: each line has a word of its own', async () => {
    const heads = []
    for (const line of apart) {
      const own = new Set(await lexemes(line))
      expect(own.size, line).toBe(1)
      heads.push(...own)
    }
    expect(heads.toSorted()).toEqual([...new Set(heads)].toSorted())
  })
})

describe('what folds a text', () => {
  it('gives the same as the function of an earlier version, of which words are stored', async () => {
    const file = path.join(import.meta.dirname, '../prisma/migrations/20261125060100_search_words/migration.sql')
    const [former = ''] = /CREATE FUNCTION search_text\([\s\S]*?END \$\$;/u.exec(readFileSync(file, 'utf8')) ?? []
    await db.pool.query(former.replace('FUNCTION search_text(', 'FUNCTION former_search_text('))
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        'Ärzte ohne Grenzen',
        'İstanbul',
        'ПЁТР',
        'ΔΙΕΘΝΗΣ',
        '人权观察',
        '٢٠١٩',
        'Łódź',
        'Øresund',
        '\uE000',
        'ﬁ',
        'U.S.A.',
      ),
    )
    const texts = fc.sample(
      fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(' ').replaceAll('\0', '')),
      1500,
    )
    const { rows } = await db.pool.query(
      `select text from unnest($1::text[]) as text cross join unnest('{en,de,fr,zh}'::text[]) as language
      where search_text(text, language) is distinct from former_search_text(text, language)`,
      [texts.filter((text) => text.isWellFormed())],
    )
    await db.pool.query('drop function former_search_text(text, text)')
    expect(rows).toEqual([])
  })
})
