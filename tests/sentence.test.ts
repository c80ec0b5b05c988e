import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSentences } from '../src/document/sentence.ts'
import { sentenceDigest } from '../src/model/sentence-digest.ts'
import { sentenceSamples } from './fixtures/sentences.ts'

const split = (text: string, language = 'en') => readSentences(text, language).map((sentence) => sentence.text)

describe('sentences', () => {
  it.each([
    ['titles', ['He met Dr. Smith and Mrs. Jones in St. Louis.', 'They talked.']],
    ['initials', ['J. R. R. Tolkien met George W. Bush.', 'A. A. Milne did not.']],
    [
      'abbreviated countries',
      ['The U.S. Government paid.', 'He left the U.S.', 'The end came in the U.N. Security Council.'],
    ],
    ['companies', ['Acme Inc. was sold to Foo Ltd. Board members left.', 'It was by Bar Corp.', 'The rest is known.']],
    ['numbers', ['No. 5 is on p. 12 of vol. 3.', 'It was c. 1950 or Jan. 3.', 'It cost US$1.8 billion.']],
    [
      'numbers at the beginning',
      ['It failed.', '14 people were hurt in 1990.', '15 left.', 'That was "bad."', '3 stayed.'],
    ],
    ['quotes', ['He said "Stop!" and left.', '"It is over."', 'She said “Really?”', 'Then (it rained.)', 'It ended.']],
    ['what is foreign', ['Foo et al. Bar found it, e.g. Paris, i.e. France.', 'Etc.']],
    ['web sites and ellipses', ['See www.iom.int for more... and more.', 'It is 3.5.2 now.']],
    ['question and exclamation marks', ['Why?', 'Because!', 'So it is.']],
  ])('of English keep %s together', (_, sentences) => {
    expect(split(sentences.join(' '))).toEqual(sentences)
  })

  it.each([
    ['de', ['Am 3. Mai kam Dr. Müller z.B. nach Bonn.', 'Der 2. Weltkrieg begann.', 'Er sagte nein.']],
    ['fr', ['M. Dupont vint en 1990 av. la fin.', 'Il dit « Non ! » et partit.']],
    ['es', ['El Sr. López vive en EE. UU. desde 1990.', '¿Por qué?', 'Nadie lo sabe.']],
    ['ja', ['これは文です。', '次の文です。']],
    ['pl', ['Dnia 3. Maja przyszedł.', 'Potem odszedł.']],
    ['xx-unknown', ['One is here.', 'J. Two is there.']],
  ])('of %s follow its own rules', (language, sentences) => {
    expect(split(sentences.join(language === 'ja' ? '' : ' '), language)).toEqual(sentences)
  })

  it('are numbered from 1, with normalised spaces', () => {
    expect(readSentences(' A\u00a0b.\u2003 C\td. ', 'en')).toMatchObject([
      { ordinal: 1, text: 'A b.' },
      { ordinal: 2, text: 'C d.' },
    ])
  })

  it('of nothing but marks are none', () => {
    expect(split('[1] [2]')).toEqual([])
    expect(split('')).toEqual([])
  })
})

/** Two that no rule decides: a name that is also an institution, and an exclamation within a title. */
const undecided = new Set(['He flew to the U.S.', 'They sang "Oh! What a Lovely War" there.'])

describe.each(Object.entries(sentenceSamples))('samples of %s', (_, samples) => {
  it.each(samples.filter(([first = '']) => !undecided.has(first)).map((sentences) => [sentences]))(
    '%j',
    (sentences) => {
      expect(split(sentences.join(' '))).toEqual(sentences)
    },
  )
})

describe('sentences of other languages', () => {
  it.each([
    ['it', ['Il Sig. Rossi arrivò con la S.p.A. di Roma.', 'Nessuno lo vide.', 'Vedi art. 5 e pag. 12.']],
    ['pt', ['O Sr. Silva falou na pág. 12.', 'Ninguém o ouviu.', 'A Cia. Vale pagou.']],
    ['nl', ['De heer dr. Jansen kwam o.a. uit Gent.', 'Niemand zag hem.', 'Het was nr. 5.']],
    ['fr', ['Le vote fut serré.', 'iOS est un système.', 'Elle vint av. la fin.']],
    ['de', ['Das Haus wurde verkauft.', 'eBay kaufte es.', 'Es war z.B. in Bonn.']],
    ['de', ['Sie sahen z. B. Bären, d. h. Tiere, und u. a. Büros.', 'Es war kalt.']],
    ['de', ['Er war 44 v. Chr. in Rom, sie 12 n. Chr. Bonn war neu.', 'Es war kalt.']],
    ['de', ['Der Verein Hilfe e. V. Bonn hilft i. d. R. Kindern.', 'Es ist ein e. V.', 'Der Verein half.']],
    ['de', ['Dr. med. Müller und Dr. rer. nat. Schmidt kamen.', 'So ist ihre Art.', 'Vgl. Art. 5 dazu.']],
    ['fr', ['« Nous partons. »', 'Ils sont partis.', '« Oui ! »', 'Elle reste.']],
    [
      'fr',
      ['Il dit « Nous partons. » et partit.', 'Selon l’art. 5 du code, il est là.', 'C’est l’art. 12 et la p. 3.'],
    ],
    ['it', ['Il sig. Rossi, il prof. Bianchi e il dott. Verdi partono.', 'Nessuno lo vide.']],
    ['it', ["Vide l'ing. Neri, l’avv. Gialli e l’art. 5 del codice.", 'Nessuno lo lesse.']],
    ['it', ['Nacque nel 44 a. C. a Roma.', 'Il re morì nel 12 d. C. Roma bruciava.']],
    ['es', ['En el siglo V a. C. Roma creció.', 'Es la opción a.', 'El rey vivió en la Av. Bolívar.']],
    ['ru', ['В 1990 г. Иванов жил на ул. Ленина.', 'Он видел завод им. Кирова.', 'См. рис. 5 внизу.']],
    ['ru', ['Так сказал проф. Иванов в 1990 г.', 'Он остался.', 'Это было до н. э. Рим пал.']],
    [
      'pl',
      [
        'Mieszka na ul. Długiej.',
        'To jest ks. Popiełuszko z kościoła św. Anny.',
        'To było w 1990 r.',
        'Potem odszedł.',
      ],
    ],
    ['fr', ['Il naquit en 1990 à la Cie. du Nord et partit.', 'Le Gal de Gaulle parla.']],
  ])('%s: %j', (language, sentences) => {
    expect(split(sentences.join(' '), language)).toEqual(sentences)
  })

  it.each([
    ['ja', ['「行く。」と言った。', '彼は『行く。』って答えた。', '次の文です。']],
    ['ja', ['「行く。」', '「来る。」', 'ところが来た。', '「はい。」', 'とりわけ雨だ。']],
    ['zh', ['“我走。”他说。', '“我走！”他们问道，然后走了。', '「我走。」她說。', '他走了。']],
    ['zh', ['“我走。”', '“他来。”', '他们的说法不对。']],
  ])('%s, with quotations: %j', (language, sentences) => {
    expect(split(sentences.join(''), language)).toEqual(sentences)
  })

  it('come apart where no space is between them, but not within names', () => {
    expect(split('They approve it.It is chaired by him. See example.Com and Node.js or www.iom.Org now.')).toEqual([
      'They approve it.',
      'It is chaired by him.',
      'See example.Com and Node.js or www.iom.Org now.',
    ])
  })

  it('keep omissions', () => {
    expect(split('It is so. [...] It was "so". […]')).toEqual(['It is so. [...]', 'It was "so". […]'])
  })

  it.each([
    [['They wrote of the "community [...][The] third report" there.', 'It was long.']],
    [['It was [They said no. He said yes.] so.', 'It ended.']],
    [['It is.[#1]', 'It was.[*]', 'Nobody came.']],
    [['It is (see [The Report. A Study] for it).', 'It was.']],
    [['It was a list [of two.', 'It ended.']],
  ])('do not end within square brackets: %j', (sentences) => {
    expect(split(sentences.join(' '))).toEqual(sentences)
  })
})

const read = (text: string) => readSentences(text, 'en').map((sentence) => [sentence.text, sentence.references.join()])

describe('citation marks', () => {
  it.each([
    [
      'after the full stop',
      'It is.[1][2] It was.[3]',
      [
        ['It is.', '1,2'],
        ['It was.', '3'],
      ],
    ],
    [
      'after a space',
      'It is. [1] [2] It was [3].',
      [
        ['It is.', '1,2'],
        ['It was.', '3'],
      ],
    ],
    [
      'with no space after them',
      'In 2016 it is.[1]The next.[2]“No.”[3]',
      [
        ['In 2016 it is.', '1'],
        ['The next.', '2'],
        ['“No.”', '3'],
      ],
    ],
    ['within the sentence', 'Some staff[2] work,[12] mostly.', [['Some staff work, mostly.', '2,12']]],
    [
      'at the beginning',
      '[1] It is. It was.',
      [
        ['It is.', '1'],
        ['It was.', ''],
      ],
    ],
    [
      'of notes',
      'It is.[a] It was[note 3] so.[nb 1] Or [Note 12] not.[ii]',
      [
        ['It is.', 'a'],
        ['It was so.', 'note 3,nb 1'],
        ['Or not.', 'Note 12,ii'],
      ],
    ],
    ['that repeat', 'It is[1] so.[1]', [['It is so.', '1']]],
    [
      'with pages',
      'It is.[1]: 23–25 It was.[2][3]: 7 Three[4]: 5 and 6.',
      [
        ['It is.', '1'],
        ['It was.', '2,3'],
        ['Three: 5 and 6.', '4'],
      ],
    ],
    [
      'after quotes',
      'He called it "bad".[1] It was "so."[2] Yes.',
      [
        ['He called it "bad".', '1'],
        ['It was "so."', '2'],
        ['Yes.', ''],
      ],
    ],
    [
      'that only remark',
      'It is so.[citation needed] It was[who?] not.[dubious – discuss][1]',
      [
        ['It is so.', ''],
        ['It was not.', '1'],
      ],
    ],
    ['of buttons', 'History[edit] Histoire[modifier | modifier le code] 歴史[編集]', [['History Histoire 歴史', '']]],
    ['with pages in the middle', 'It came in 1951,[3]: 44 which was new.', [['It came in 1951, which was new.', '3']]],
    [
      'with named pages',
      'It ended.[4]: p. 46 Nobody came.[5]: pp. 3–4, 7 Few left.[6](p46) It was[7]: ch. 3 so.[8]: § 5',
      [
        ['It ended.', '4'],
        ['Nobody came.', '5'],
        ['Few left.', '6'],
        ['It was so.', '7,8'],
      ],
    ],
    [
      'with pages after a word',
      'It came in 1951[3]: 44 which was new. It was old[4]: xii.',
      [
        ['It came in 1951 which was new.', '3'],
        ['It was old.', '4'],
      ],
    ],
    [
      'with a time',
      'She said so.[2]: 12:34 He left.',
      [
        ['She said so.', '2'],
        ['He left.', ''],
      ],
    ],
    [
      'that are several in one',
      'It is[5, 6] so.[7;8] It was.[9–11]',
      [
        ['It is so.', '5,6,7,8'],
        ['It was.', '9,10,11'],
      ],
    ],
    ['that are ranges', 'It is so[34]–[36] and so.[a–c]', [['It is so and so.', '34,35,36,a,b,c']]],
    [
      'with commas between',
      'It is so.[1],[2] It was[3], [4] so.',
      [
        ['It is so.', '1,2'],
        ['It was so.', '3,4'],
      ],
    ],
    [
      'in digits of other scripts',
      'It is so.[۱] It was.[१२] Or not.[٣]–[٥]',
      [
        ['It is so.', '۱'],
        ['It was.', '१२'],
        ['Or not.', '٣,٤,٥'],
      ],
    ],
    [
      'in wide brackets',
      '本部は東京。［１］【2】会員は十人。［注 3］',
      [
        ['本部は東京。', '1,2'],
        ['会員は十人。', '注 3'],
      ],
    ],
  ])('are taken out %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each(
    [
      '1.3, 2.4.1|44, n. 3|44, 46 & 48|44 and 46|44–|para. 3|paras. 3–5|¶ 4|¶¶ 4–5|Fig. 3|Table 3|n. 5|art. 5|44 passim',
      'vol. 2, p. 5|II:45|XII|loc. 123|line 5|lines 5–9|f. 3r|3r–4v|Seite 5|S. 5|44 et seq.|44 ff.|44f.|44 sqq.|4(2)|passim|44.',
    ].flatMap((places) => places.split(/\||, (?=2\.4)/u)),
  )('are taken out with the place "%s"', (place) => {
    expect(read(`It rose.[9]: ${place} It fell.`)).toEqual([
      ['It rose.', '9'],
      ['It fell.', ''],
    ])
    expect(read(`It rose.[9]: ${place}`)).toEqual([['It rose.', '9']])
    expect(read(`It rose.[9] : ${place}`)).toEqual([['It rose.', '9']])
    if (place !== '44.') expect(read(`It rose,[9]: ${place} but fell.`)).toEqual([['It rose, but fell.', '9']])
  })

  it('are taken out with a page in round brackets', () => {
    expect(read('It rose.[9] (p. 44) It fell[8] (pp. 3, 5) there.[7](ch. 2)')).toEqual([
      ['It rose.', '9'],
      ['It fell there.', '8,7'],
    ])
    expect(read('It rose[9]: 44 ff. It fell.[8]')).toEqual([
      ['It rose.', '9'],
      ['It fell.', '8'],
    ])
  })

  it('do not take the words of a sentence for places', () => {
    for (const [text, rest] of [
      ['The three[4]: 5 and 6.', 'The three: 5 and 6.'],
      ['He said[4]: I went to Table 3.', 'He said: I went to Table 3.'],
      ['It lists two[4]: Table 3 shows them.', 'It lists two: Table 3 shows them.'],
      ['They list it:[4] line 5 is closed.', 'They list it: line 5 is closed.'],
      ['They paid,[4]: 44.5% of it.', 'They paid,: 44.5% of it.'],
      ['The aid[4] (in 2004) came.', 'The aid (in 2004) came.'],
    ] as const) {
      expect(read(text)).toEqual([[rest, '4']])
    }
  })

  it('are not the words that an editor puts in', () => {
    for (const text of [
      'He said "[the] agency [t]hey agree[d] on [a] claim[s] of [IOM]".',
      'In [1951] it was [sic] so.',
      'The [update] of the [18–24] age group was [0, 1] and [vague opinion] at most.',
      'He said "[needs work] and [why not] it".',
      'Of the three: 5 and 6.',
    ]) {
      expect(read(text)).toEqual([[text, '']])
    }
  })
})

describe('remarks of editors', () => {
  it.each([
    'citation needed, needs update, relevant?, page needed, clarification needed, according to whom?, by whom?, when?',
    'better source needed, full citation needed, failed verification, not in citation given, original research?, vague',
    'dubious – discuss, disputed – discuss, neutrality is disputed, POV? – discuss, undue weight? – discuss, opinion',
    'weasel words, peacock prose, buzzword, jargon, tone, ambiguous, clarify, specify, which?, who?, why?, how?, where?',
    'permanent dead link, dead link, broken footnote, bare URL PDF, self-published source?, unreliable medical source?',
    'third-party source needed, non-primary source needed, additional citation(s) needed, circular reference, update',
    'improper synthesis?, speculation?, excessive quote, check quotation syntax, text–source integrity?, not verified in body',
    'verification needed, quotation needed, need quotation to verify, attribution needed, example needed, date missing',
    'This quote needs a citation, further explanation needed, page range too broad, term needs definition, contradictory',
    'importance?, notability?, compared to?, like whom?, as of?, non sequitur, incomprehensible, sic?, under discussion',
    'réf. nécessaire, réf. souhaitée, citation nécessaire, précision nécessaire, Quand ?, Qui ?, évasif, pas clair, lien brisé',
    'senza fonte, chi?, quando?, non chiaro, collegamento interrotto, citazione necessaria, da chi?, secondo chi?',
    'carece de fontes, carece de fontes?, quem?, quando?, necessário esclarecer, ligação inativa, por quem?, qual?',
    'cita requerida, ¿quién?, ¿cuándo?, enlace roto, aclaración requerida, cal citació, Beleg fehlt, bron?',
    '要出典, 要検証, 誰?, いつ?, 独自研究?, 要ページ番号, 要説明, 誰によって？, リンク切れ, 要検証 – ノート',
    '来源请求, 來源請求, 谁？, 何时？, 需要解释, 출처 필요, 언제?, بحاجة لمصدر, متى؟, نیازمند منبع, источник не указан 12 дней',
    'quantify, incomplete short citation, incomplete citation, dead YouTube link, list entry too long, non pertinent',
    'passage à sourcer, passage non neutre, битая ссылка, недоступная ссылка, страница не указана 100 дней',
    'цитата не приведена 100 дней, автор не указан, 可疑 – 讨论, 可疑 – 討論, εκκρεμεί παραπομπή, ต้องการอ้างอิง',
    'nedostupný zdroj, collegamento non funzionante, toter Link, defekter Weblink',
  ])('%s', (remarks) => {
    for (const remark of remarks.split(', ')) {
      expect(read(`It was so[${remark}] there.`), remark).toEqual([['It was so there.', '']])
    }
  })
})

describe('a digest', () => {
  it('is sixteen hexadecimal digits of the text, however it is typed', () => {
    expect(sentenceDigest('It is.')).toBe('758aa1002dda5d14')
    expect(sentenceDigest(' It\u00a0 is.\n')).toBe(sentenceDigest('It is.'))
    expect(sentenceDigest('Anto\u0301nio')).toBe(sentenceDigest('Ant\u00f3nio'))
    expect(sentenceDigest('It was.')).not.toBe(sentenceDigest('It is.'))
    expect(readSentences('It is.[1]', 'en')[0]?.digest).toBe(sentenceDigest('It is.'))
  })
})

// V8 forgets the i when it compiles such an expression for speed, which no short test shows.
it('no expression switches its flags on and off inside', () => {
  const root = path.join(import.meta.dirname, '../src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
  const found = files.filter((name) =>
    /\(\?[ims]*-?[ims]+:(?!\.\.\.)/.test(readFileSync(path.join(root, name), 'utf8')),
  )
  expect(files.length).toBeGreaterThan(500)
  expect(found).toEqual([])
})
