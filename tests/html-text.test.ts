import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMarkdown } from '../src/document/html/markdown.ts'
import { readHtml } from '../src/document/html/read.ts'
import { readDocument } from '../src/document/read.ts'
import { DossierError } from '../src/errors.ts'

const page = (body: string, head = '') =>
  readHtml(Buffer.from(`<!doctype html><head>${head}</head><body>${body}</body>`))
const textsOf = (body: string) => page(body).paragraphs.map(({ text }) => text)

/** In the style of a page of an encyclopaedia that a browser has saved. */
const saved = `<!DOCTYPE html>
<!-- saved from url=(0037)https://encyclopedia.example/Harbour_Aid -->
<html lang="en" dir="ltr"><head><meta charset="UTF-8"><title>Harbour Aid - Wikipedia</title><style>p{}</style></head>
<body class="skin"><div id="mw-navigation"><nav>Main page</nav></div><div id="cookie-banner">We use cookies.</div>
<div id="content" role="main"><h1 id="firstHeading">Harbour <i>Aid</i></h1><div id="siteSub">From an encyclopedia</div>
<div class="mw-parser-output">
<table class="infobox vcard"><tbody><tr><th colspan="2" class="infobox-above">Harbour Aid</th></tr>
<tr><td colspan="2"><img src="logo.png" alt="Logo"></td></tr>
<tr><th>Formation</th><td>4&nbsp;May 1921<span style="display:none">(1921-05-04)</span><sup class="reference"><a href="https://encyclopedia.example/Harbour_Aid#cite_note-a-1">[1]</a></sup></td></tr>
<tr><th>Offices</th><td><div class="plainlist"><ul><li>Port Alma</li><li>Rome</li></ul></div></td></tr>
<tr><th>Leaders:</th><td>Ada Brook<br>Bo Reed</td></tr><tr><th colspan="2">Budget</th></tr></tbody></table>
<p><b>Harbour Aid</b> is a charity.<sup class="reference"><a href="#cite_note-a-1"><span>[</span>1<span>]</span></a></sup><sup class="reference"><a href="#cite_note-n-2">[note 1]</a></sup> It has 10<sup>6</sup> friends.<sup class="reference"><a href="#cite_note-b-3">[2]</a></sup><sup class="noprint">[<i>citation needed</i>]</sup></p>
<div class="toc"><ul><li>1 History</li></ul></div>
<h2><span id="History">History</span><span class="mw-editsection">[<a href="/edit">edit</a>]</span></h2>
<ul><li>It rose.<ul><li>And fell.</li></ul></li><li>It <a href="/wiki/Stood">stood</a>.<sup class="reference"><a href="#cite_note-a-1">[1]</a></sup></li></ul>
<table class="wikitable"><caption>Staff</caption><tr><th>Country</th><th>Year</th><th>Staff</th></tr>
<tr><td rowspan="2">Italy</td><td>1938</td><td>40</td></tr><tr><td>1939</td><td>50<sup class="reference"><a href="#cite_note-b-3">[2]</a></sup></td></tr></table>
<h2>References</h2><div class="reflist"><ol class="references">
<li id="cite_note-a-1"><span class="mw-cite-backlink">^ <a href="#r1"><sup>a</sup></a> <a href="#r2"><sup>b</sup></a></span> <cite>Smith, J. (2001). <a class="external" href="https://example.org/report">"The harbour report"</a>. Example Press.</cite></li>
<li id="cite_note-b-3"><span class="mw-cite-backlink"><a href="#r3">^</a></span> Brook 1938, p. 4.</li>
<li id="cite_note-unused-9">Not cited.</li></ol>
<ol class="references"><li id="cite_note-n-2"><span class="mw-cite-backlink"><a href="#r4">^</a></span> Not counting ships.</li></ol></div>
<div class="navbox">Charities</div></div></div><footer>Imprint</footer><script>x()</script></body></html>`

describe('a saved page of an encyclopaedia', async () => {
  const document = await readDocument(saved, { file: 'page.html' })

  it('says what it is', () => {
    expect(document).toMatchObject({
      format: 'html',
      title: 'Harbour Aid',
      language: 'en',
      url: 'https://encyclopedia.example/Harbour_Aid',
    })
  })

  it('has paragraphs, items, rows and entries, and nothing that stands around', () => {
    expect(document.paragraphs.map(({ number, section, text }) => `${number} ${section} ${text}`)).toEqual([
      '1 BODY Harbour Aid is a charity.[1][note 1] It has 10^6 friends.[2]',
      '2 BODY History',
      '3 BODY It rose.',
      '4 BODY And fell.',
      '5 BODY It stood.[1]',
      '6 BODY Staff',
      '7 BODY Country: Italy; Year: 1938; Staff: 40',
      '8 BODY Country: Italy; Year: 1939; Staff: 50[2]',
      '9 BODY References',
      '10 INFORMATION_BOX Formation: 4 May 1921[1]',
      '11 INFORMATION_BOX Offices: Port Alma; Rome',
      '12 INFORMATION_BOX Leaders: Ada Brook; Bo Reed',
      '13 INFORMATION_BOX Budget:',
    ])
    expect(document.paragraphs[0]?.sentences.map(({ references }) => references)).toEqual([['1', 'note 1'], ['2']])
  })

  it('has its list of references, by the labels of its marks', () => {
    expect(document.references).toEqual([
      { label: '1', title: 'The harbour report', url: 'https://example.org/report' },
      { label: 'note 1', title: 'Not counting ships.' },
      { label: '2', title: 'Brook 1938, p. 4.' },
    ])
  })
})

describe('a page', () => {
  it.each([
    ['its first heading', '<h1>Report &amp; more</h1><p>Text.', '<title>Site</title>', 'Report & more'],
    ['what its head says', '<p>Text.', '<title> A  report </title>', 'A report'],
    ['its first words', '<p>Text of it.', '', 'Text of it.'],
    [
      'what its head says where headings are many',
      '<h2>x</h2><main>Text.</main><h1>a</h1><h1>b</h1>',
      '<title>T</title>',
      'T',
    ],
  ])('has for its title %s', (_, body, head, title) => {
    expect(page(body, head).title).toBe(title)
  })

  it.each([
    ['its main part', '<p>Around.</p><main><p>Text.</p></main>', ['Text.']],
    ['its only article', '<p>Around.</p><article><header>By A.</header><p>Text.</p></article>', ['By A.', 'Text.']],
    [
      'all of it',
      '<header>Head</header><p>One.</p><aside>Ad</aside><article>Two.</article><article>Three.</article>',
      ['One.', 'Two.', 'Three.'],
    ],
  ])('is %s', (_, body, expected) => {
    expect(textsOf(body)).toEqual(expected)
  })

  it.each([
    ['scripts and styles', '<p>a<script>b</script><style>c</style><template>d</template><noscript>e</noscript>'],
    ['controls', '<p>a<button>b</button><select><option>c</select><textarea>d</textarea>'],
    ['what is hidden', '<p>a<span hidden>b</span><i style="DISPLAY: none">c</i><b aria-hidden="true">d</b>'],
    ['navigation', '<nav>b</nav><div role="navigation">c</div><ul class="breadcrumb"><li>d</ul><p>a'],
    ['questions about cookies', '<div class="cookie-notice">b</div><div id="onetrust-banner-sdk">c</div><p>a'],
    ['pictures', '<p>a<svg><text>b</text></svg><img alt="c">'],
  ])('leaves out %s', (_, body) => {
    expect(textsOf(body)).toEqual(['a'])
  })

  it.each([
    ['line breaks', '<p>a<br>b<br><br>c', ['a b', 'c']],
    ['text beside blocks', 'a<p>b</p>c<div>d<div>e</div>f</div>', ['a', 'b', 'c', 'd', 'e', 'f']],
    ['quotations', '<p>He said <q>no</q>.', ['He said “no”.']],
    ['text with lines', '<pre>Title\n\nOne line.\n\nTwo.</pre>', ['Title', 'One line.', 'Two.']],
    ['definitions', '<dl><dt>a<dd>b</dl>', ['a', 'b']],
    ['entities', '<p>&lt;b&gt; &eacute;&#8217;&#x41;', ['<b> é’A']],
    ['inline tags', '<p>One <b>wo</b>rd, <a href="/x">two</a>.', ['One word, two.']],
    ['tables for layout', '<table><tr><td><h2>a</h2><p>b</td><td>c</td></tr></table>', ['a', 'b', 'c']],
    ['tables without headers', '<table><tr><td>a<td>b<tr><td><td>c</table>', ['a; b', 'c']],
    ['cells over columns', '<table><tr><th>A<th>B<th>C<tr><td colspan=2>x<td>y</table>', ['A: x; C: y']],
    ['headers in rows', '<table><tr><th>A<td>x<tr><th>B<td>y</table>', ['A; x', 'B; y']],
    [
      'headers in two rows',
      '<table><tr><th colspan=2>Staff<tr><th>1938<th>1939<tr><td>4<td>5</table>',
      ['Staff, 1938: 4; Staff, 1939: 5'],
    ],
    [
      'headers between rows',
      '<table><tr><th>A<th>B<tr><th colspan=2>Part<tr><td>x<td>y</table>',
      ['A, Part: x; B, Part: y'],
    ],
    ['headers below rows', '<table><tr><th>A<th>B<tr><td>x<td>y<tr><th colspan=2>Part</table>', ['A: x; B: y', 'Part']],
    ['headers alone', '<table><tr><th>A<th>B</table>', ['A; B']],
  ])('has paragraphs of %s', (_, body, expected) => {
    expect(textsOf(body)).toEqual(expected)
  })

  it.each([
    [
      'footnotes with the way back',
      '<p>It rose.<sup><a id="r1" href="#fn1">1</a></sup> On.<ol><li id="fn1">Smith. <a href="#r1">↩</a></ol>',
      ['It rose.[1] On.'],
      [{ label: '1', title: 'Smith.' }],
    ],
    [
      'footnotes of a word processor',
      '<p>It rose.<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a><p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> Smith 2001.',
      ['It rose.[1]'],
      [{ label: '1', title: 'Smith 2001.' }],
    ],
    [
      'several marks in one, and one note for two marks',
      '<p>A.<sup>[<a href="#a">1</a>, <a href="#b">2</a>]</sup> B.<sup>[<a href="#a">1</a>]</sup><ol><li id="a">One.<li id="b">Two.</ol>',
      ['A.[1][2] B.[1]'],
      [
        { label: '1', title: 'One.' },
        { label: '2', title: 'Two.' },
      ],
    ],
    ['a link to a table', '<p>A.<sup><a href="#t">Table 1</a></sup><div id="t">x</div>', ['A.[Table 1]', 'x'], []],
    ['a mark that leads to nothing', '<p>A.<sup><a href="#none">1</a></sup>', ['A.1'], []],
    ['a link upwards', '<p id="top">A.<p>B <sup><a href="#top">1</a></sup>', ['A.', 'B 1'], []],
  ])('has references of %s', (_, body, expected, references) => {
    const read = page(body)
    expect(read.paragraphs.map(({ text }) => text)).toEqual(expected)
    expect(read.references).toEqual(references)
  })

  it.each([
    ['a meta element', '<meta charset=windows-1252><p>caf\xe9 \x93x\x94', 'café “x”'],
    ['its older form', '<meta http-equiv=Content-Type content="text/html; charset=koi8-r"><p>\xc1', 'а'],
    ['nothing, and is not UTF-8', '<html><p>caf\xe9', 'café'],
    ['a name that is none', '<meta charset=x-user-defined><p>caf\xe9', 'café'],
  ])('is in the encoding that is named by %s', (_, source, text) => {
    expect(readHtml(Buffer.from(source, 'latin1')).paragraphs.map((one) => one.text)).toEqual([text])
  })

  it('in UTF-16 is read, and NUL is no fault in a page', () => {
    expect(readHtml(Buffer.from('\uFEFF<html><p>é', 'utf16le')).paragraphs).toMatchObject([{ text: 'é' }])
    expect(textsOf('<p>a\0b')).toEqual(['ab'])
  })

  it.each([
    ['<html><script>app()</script>', 'the page has no text; if a program writes it in the browser'],
    ['<html><frameset><frame src=x></frameset>', 'the page consists of frames'],
  ])('is refused: %s', async (source, message) => {
    await expect(readDocument(source, { file: 'x.html' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(`x.html: ${message}`),
    })
  })

  it('may be nested as deep as it likes, and its cells may span as much', async () => {
    const deep = await readDocument(`<html>${'<div>'.repeat(100_000)}x${'<ul><li>'.repeat(1000)}y`)
    expect(deep.paragraphs.map(({ text }) => text)).toEqual(['x', 'y'])
    expect(textsOf(`<table>${'<tr><td colspan=9999 rowspan=9999>a<td>b'.repeat(50)}</table>`)).toHaveLength(50)
  })
})

describe('Markdown', () => {
  const markdown = (text: string) => readMarkdown(Buffer.from(text))

  it('is read as the page that it describes', () => {
    const read = markdown(
      '# A *report*\n\nIt rose[^1] and\nfell[^who].\n\n## Staff\n\n- one\n- **two**\n  - three\n\n' +
        '| Country | Staff |\n|---|---|\n| Italy | 12[^1] |\n\n> Quoted.\n\n```\n[^1]: code\n```\n\n' +
        '[^1]: Smith, <https://example.org/x>\n[^who]: World Health Organization,\n    "A report".\n\nAfter.\n',
    )
    expect(read.title).toBe('A report')
    expect(read.paragraphs.map(({ text }) => text)).toEqual([
      'It rose[1] and fell[2].',
      'Staff',
      'one',
      'two',
      'three',
      'Country: Italy; Staff: 12[1]',
      'Quoted.',
      '[^1]: code',
      'After.',
    ])
    expect(read.references).toEqual([
      { label: '1', title: 'Smith, https://example.org/x', url: 'https://example.org/x' },
      { label: '2', title: 'World Health Organization, "A report".' },
    ])
  })

  it('has the title and the language that stand in front of it', () => {
    expect(markdown('---\ntitle: "A report"\nlang: fr\n---\n\nTexte.\n')).toMatchObject({
      title: 'A report',
      language: 'fr',
      paragraphs: [{ text: 'Texte.' }],
    })
    expect(markdown('---\n: [\n---\n\nText.\n').paragraphs.at(-1)).toMatchObject({ text: 'Text.' })
  })

  it('that is nested too deeply is refused', async () => {
    await expect(readDocument(`${'> '.repeat(20_000)}x`, { format: 'markdown', file: 'x.md' })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('x.md: '),
    })
  })
})

it('any page and any Markdown is read or refused', () => {
  const tags =
    '<div>|<p>|</p>|</div>|<table>|<tr>|<td rowspan=3>|<th colspan=9>|</table>|<ul>|<li>|</ul>|<a href="#x">|<sup>|</sup>|</a>|<li id=x>|text|[1]|12|<br>|<pre>|<q>|<svg>|<template>|<select>|<h1>|<ol class=references>|&amp;|&#0;|\0|<table class=infobox>|<body>|<frameset>|<noscript>|<!--|-->|<main>|<article>|# |---|\n|[^1]|[^1]: |```|> |- |1. |[x](y)|*b*|\\|\uD800'
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.array(fc.constantFrom(...tags.split('|')), { maxLength: 40 }).map((parts) => Buffer.from(parts.join(''))),
  )
  fc.assert(
    fc.property(bytes, fc.constantFrom(readHtml, readMarkdown), (source, read) => {
      try {
        const { title, paragraphs, references } = read(Buffer.from(source))
        expect(title).not.toBe('')
        expect(paragraphs.length).toBeGreaterThan(0)
        expect(new Set(references.map(({ label }) => label)).size).toBe(references.length)
        for (const { text } of paragraphs) expect(text).toMatch(/^\S(?:[^\n]*\S)?$/u)
      } catch (error) {
        if (!(error instanceof DossierError)) throw error
        expect(error.code).toBe('BAD_USER_INPUT')
      }
    }),
    { numRuns: 1000 },
  )
})

const article = path.join(import.meta.dirname, '../../shared/texts/Electronic_Frontier_Foundation.txt')

describe('the text of an article', () => {
  it.skipIf(existsSync(article))('is not there: ../shared/texts is absent, so it is not compared', ({ skip }) => skip())

  it.runIf(existsSync(article))('has the same paragraphs as a page and as Markdown', async () => {
    const { paragraphs } = await readDocument(readFileSync(article))
    const texts = paragraphs.filter(({ section }) => section === 'BODY').map(({ text }) => text)
    const escaped = texts.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
    const asPage = await readDocument(`<html><body><main>${escaped.map((text) => `<p>${text}`).join('\n')}</main>`)
    expect(asPage.paragraphs.map(({ text }) => text)).toEqual(texts)
    const asText = await readDocument(`Title\n\n${texts.join('\n\n')}`)
    expect(asText.paragraphs.map(({ text }) => text)).toEqual(texts)
  })
})
