import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkEvidenceOfFiles } from '../src/dataset/evidence.ts'
import { removeDataset } from '../src/dataset/load.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { readSources } from '../src/dataset/source.ts'
import { loadDocument, unloadDocument } from '../src/document/load.ts'
import { checkEvidence, nearestSentences } from '../src/evidence/list.ts'
import { sentenceDigest } from '../src/model/sentence-digest.ts'
import { createTestApp } from './support/app.ts'
import { edit, writeFiles } from './support/dataset.ts'
import { changedTables, datasetGraph } from './support/dataset-graph.ts'

const { allRows, db, load, query } = await datasetGraph()

const app = createTestApp(db)

const guild = ['The Guild rose in 1921.[1] It fell in 1938.', 'Ada Brook led it for years.[2]', 'Nobody followed her.']
const source = (...paragraphs: string[]) => `7,\nCoastGuild,\n\n${paragraphs.join('\n')}\n`
const loadText = (...paragraphs: string[]) => loadDocument(db, { text: source(...paragraphs), replace: true })

interface Cited {
  readonly paragraph: number
  readonly anchor: string
  /** Its digest is in the files. */
  readonly sentence?: string
}

const rose = { paragraph: 1, anchor: 'rose in 1921', sentence: 'The Guild rose in 1921.' }
const led = { paragraph: 2, anchor: 'Ada Brook led', sentence: 'Ada Brook led it for years.' }

/** A dataset with one fact for each piece of evidence: fact-1, fact-2 ... */
function writeDataset(...cited: readonly Cited[]): string {
  const facts = cited.map(({ paragraph, anchor, sentence }, index) => {
    const digest = sentence === undefined ? '' : `, digest: "${sentenceDigest(sentence)}"`
    return `  - key: fact-${index + 1}
    subject: guild
    attribute: deed
    value: something
    statement: The Guild did something ${index + 1}.
    evidence:
      - {paragraph: ${paragraph}, anchor: "${anchor}"${digest}}
`
  })
  return writeFiles({
    'dataset.yaml': 'slug: small\ntitle: Small\ndocuments: [{slug: guild, title: Guild, externalId: "7"}]\n',
    'entities.yaml': 'organizations: [{slug: guild, name: Guild, organizationType: NGO}]\n',
    'facts.yaml': `attributes:\n${facts.join('')}`,
  })
}

interface ShownEvidence {
  id: string
  status: string
  moved: boolean
  paragraph: number
  citedParagraph: number
  sentence: string | null
}

async function shown(): Promise<ShownEvidence[]> {
  const { facts } = await app.get(`{ facts(first: 50) { nodes { evidence {
    id status moved paragraph citedParagraph sentence paragraphNode { number } } } } }`)
  return facts.nodes.flatMap((fact: { evidence: (ShownEvidence & { paragraphNode: { number: number } })[] }) =>
    fact.evidence.map(({ paragraphNode, ...piece }) => {
      expect(paragraphNode.number).toBe(piece.paragraph)
      return piece
    }),
  )
}

const brief = async () =>
  (await shown()).map(({ status, paragraph, citedParagraph }) => `${status} ${citedParagraph}>${paragraph}`)

describe.each([
  ['with digests in the files', [rose, led]],
  ['that was found once, without digests', [rose, led].map(({ paragraph, anchor }) => ({ paragraph, anchor }))],
])('evidence %s, when the text changes', (_, cited) => {
  const both = async () => {
    await load(writeDataset(...cited))
    await loadText(...guild)
    return await shown()
  }

  test('is FOUND where its sentence stands now, and says that it moved', async () => {
    const before = await both()
    expect(before.map(({ moved }) => moved)).toEqual([false, false])
    expect(await loadText('A new line.', ...guild)).toMatchObject({ evidence: { FOUND: 2, ORPHANED: 0 }, moved: 2 })
    expect(await shown()).toEqual([
      { ...before[0], moved: true, paragraph: 2 },
      { ...before[1], moved: true, paragraph: 3 },
    ])
    const rows = await allRows()
    expect(await loadText('A new line.', ...guild)).toMatchObject({ changed: false, moved: 2 })
    await checkEvidence(db)
    expect(changedTables(rows, await allRows())).toEqual([])
    expect(await loadText(...guild)).not.toHaveProperty('moved')
    expect(await shown()).toEqual(before)
  })

  test('moves up when a paragraph is taken out, and survives that the text gets shorter than its citation', async () => {
    await both()
    await loadText('Ada Brook led it for years.[2]')
    expect(await brief()).toEqual(['ORPHANED 1>1', 'FOUND 2>1'])
    const texts = await query('select number, text is null as empty from paragraph order by number')
    expect(texts).toEqual([
      { number: 1, empty: false },
      { number: 2, empty: true },
    ])
    await loadText('Nothing of it.', 'More.', 'More.', 'More.', 'Ada Brook led it for years.')
    expect(await brief()).toEqual(['ORPHANED 1>1', 'FOUND 2>5'])
    await loadText('Nothing.')
    expect(await brief()).toEqual(['ORPHANED 1>1', 'ORPHANED 2>2'])
    expect(await query('select number from paragraph order by number')).toEqual([{ number: 1 }, { number: 2 }])
    await loadText(...guild)
    expect(await brief()).toEqual(['FOUND 1>1', 'FOUND 2>2'])
  })

  test('is AMBIGUOUS when its sentence stands twice elsewhere, and FOUND when one of them is where it is cited', async () => {
    await both()
    await loadText('A line.', 'A line.', guild[0] ?? '', guild[1] ?? '', guild[1] ?? '')
    expect(await brief()).toEqual(['FOUND 1>3', 'AMBIGUOUS 2>2'])
    await loadText('A line.', guild[1] ?? '', guild[1] ?? '')
    expect(await brief()).toEqual(['ORPHANED 1>1', 'FOUND 2>2'])
  })

  test('is ORPHANED when a word of the sentence changes, wherever it stands', async () => {
    await both()
    await loadText(guild[0] ?? '', 'Ada Brook led it for ten years.[2]')
    expect(await brief()).toEqual(['FOUND 1>1', 'ORPHANED 2>2'])
    await loadText('A line.', 'The Guild rose in 1921, at last.', 'Ada Brook led it for years.')
    expect(await brief()).toEqual(['ORPHANED 1>1', 'FOUND 2>3'])
  })

  test('does not mind that citations have other numbers', async () => {
    await both()
    await loadText('The Guild rose in 1921.[2][3] It fell in 1938.[4]', 'A line.[1]', 'Ada Brook led it for years.[16]')
    expect(await brief()).toEqual(['FOUND 1>1', 'FOUND 2>3'])
  })

  test('finds its sentence in another part of the document, and beside others', async () => {
    await both()
    await loadDocument(db, {
      text: `${source('Some words. Ada Brook led it for years. More.')}\nInformation box\n{'Note': '1'}\n`,
      replace: true,
    })
    expect(await brief()).toEqual(['ORPHANED 1>1', 'FOUND 2>1'])
  })

  test('goes back to its citation when the text is taken out', async () => {
    await both()
    await loadText('A new line.', ...guild)
    await unloadDocument(db, 'guild')
    expect(await brief()).toEqual(['NOT_LOADED 1>1', 'NOT_LOADED 2>2'])
    expect(await query('select number from paragraph order by number')).toEqual([{ number: 1 }, { number: 2 }])
    await loadText('A new line.', ...guild)
    expect(await brief()).toEqual(['FOUND 1>2', 'FOUND 2>3'])
    await removeDataset(db, 'small')
    expect((await query('select from paragraph')).length).toBe(4)
  })
})

test('a dataset with digests that is loaded after the new text moves, one without does not guess', async () => {
  await loadText('A new line.', ...guild)
  const folder = writeDataset(
    rose,
    led,
    { paragraph: 1, anchor: 'Nobody followed' },
    { paragraph: 2, anchor: 'Guild rose' },
  )
  edit(folder, 'dataset.yaml', 'slug: guild', 'slug: coast-guild')
  await load(folder)
  expect(await brief()).toEqual(['FOUND 1>2', 'FOUND 2>3', 'ORPHANED 1>1', 'FOUND 2>2'])
})

test('evidence without a digest is not found again in another sentence that has its anchor', async () => {
  await load(writeDataset({ paragraph: 1, anchor: 'in 1938' }))
  await loadText(...guild)
  await loadText('It began in 1938.', 'It went on.')
  expect(await brief()).toEqual(['ORPHANED 1>1'])
  await loadText('It began in 1938.', ...guild)
  expect((await shown())[0]).toMatchObject({ status: 'FOUND', moved: true, sentence: 'It fell in 1938.' })
})

test('evidence without a digest is looked for anew when the files cite something else', async () => {
  const folder = writeDataset({ paragraph: 1, anchor: 'in 1938' })
  await load(folder)
  await loadText(...guild)
  await loadText('It began in 1938.', ...guild)
  edit(folder, 'facts.yaml', 'statement: The Guild did something 1.', 'statement: The Guild fell.')
  await load(folder)
  expect(await brief()).toEqual(['FOUND 1>2'])
  edit(folder, 'facts.yaml', 'anchor: "in 1938"', 'anchor: "began in 1938"')
  await load(folder)
  expect(await brief()).toEqual(['FOUND 1>1'])
})

test('the same file that is cut into other sentences leaves evidence without a digest FOUND', async () => {
  await load(writeDataset({ paragraph: 1, anchor: 'rose in 1921' }, { ...led, sentence: 'Another sentence.' }))
  const text = source('Die Gilde rose in 1921 am 3. Mai. It fell.', 'Ada Brook led it for years.')
  await loadDocument(db, { text })
  const [before] = await shown()
  // As if an earlier version of the program had cut the text otherwise.
  await db.pool.query(
    `update sentence set text = 'rose in 1921', digest = 'f' where id = (select min(id) from sentence)`,
  )
  await db.pool.query(`update evidence set found_digest = 'f' where found_digest is not null`)
  expect(await loadDocument(db, { text })).toMatchObject({ changed: true })
  expect(await shown()).toMatchObject([{ status: 'FOUND', sentence: before?.sentence }, { status: 'ORPHANED' }])
})

test('moved evidence is listed and filtered where it stands, and changes no more than it must', async () => {
  await load(writeDataset(rose, led))
  await loadText(...guild)
  await loadText('A new line.', ...guild)
  const { document, ...rest } = await app.get(`{
    document(slug: "guild") {
      allEvidence { nodes { paragraph anchor } }
      one: paragraph(number: 1) { evidence { totalCount } }
      two: paragraph(number: 2) { evidence { nodes { anchor } } }
      three: paragraph(number: 3) { evidence { nodes { anchor moved } } }
    }
    facts(where: { evidence: { document: { slug: "guild" }, status: [FOUND] } }) { totalCount }
  }`)
  expect(rest).toEqual({ facts: { totalCount: 2 } })
  expect(document).toEqual({
    allEvidence: { nodes: [rose, led].map(({ paragraph, anchor }) => ({ paragraph: paragraph + 1, anchor })) },
    one: { evidence: { totalCount: 0 } },
    two: { evidence: { nodes: [{ anchor: rose.anchor }] } },
    three: { evidence: { nodes: [{ anchor: led.anchor, moved: true }] } },
  })
})

test('an id finds its evidence wherever that has moved, also when the files follow', async () => {
  const folder = writeDataset(rose, led)
  await load(folder)
  await loadText(...guild)
  const before = (await shown()).map(({ id }) => id)
  const find = async (ids: string[]) =>
    (await app.get('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Evidence { anchor } } }', { ids })).nodes
  const anchors = [rose, led].map(({ anchor }) => ({ anchor }))
  await loadText('A new line.', ...guild)
  expect((await shown()).map(({ id }) => id)).toEqual(before)
  expect(await find(before)).toEqual(anchors)
  edit(folder, 'facts.yaml', '{paragraph: 1', '{paragraph: 2')
  edit(folder, 'facts.yaml', '{paragraph: 2, anchor: "Ada', '{paragraph: 3, anchor: "Ada')
  await load(folder)
  expect(await brief()).toEqual(['FOUND 2>2', 'FOUND 3>3'])
  const after = (await shown()).map(({ id }) => id)
  expect(after).not.toEqual(before)
  expect(await find([...before, ...after])).toEqual([...anchors, ...anchors])
})

test('the words around an anchor are those of its sentence, as they are written', async () => {
  const sentence =
    'In 1938, the «Guild’s» office — fifteen rooms and one hall for all of its ships — closed in Port Alma.'
  await load(
    writeDataset(
      { paragraph: 1, anchor: "Guild's» office" },
      { paragraph: 1, anchor: 'In 1938' },
      { paragraph: 1, anchor: 'closed in Port Alma.' },
      { paragraph: 1, anchor: 'nowhere' },
    ),
  )
  const quotes = async () => {
    const { facts } = await app.get('{ facts { nodes { evidence { anchor prefix suffix } } } }')
    return facts.nodes.map((fact: { evidence: unknown[] }) => fact.evidence[0])
  }
  expect(await quotes()).toContainEqual({ anchor: 'In 1938', prefix: null, suffix: null })
  await loadText(`${sentence}[1] More.`)
  expect(await quotes()).toEqual([
    { anchor: "Guild's» office", prefix: 'In 1938, the «', suffix: ' — fifteen rooms and one hall for all' },
    { anchor: 'In 1938', prefix: '', suffix: ', the «Guild’s» office — fifteen rooms' },
    { anchor: 'closed in Port Alma.', prefix: 'and one hall for all of its ships — ', suffix: '' },
    { anchor: 'nowhere', prefix: null, suffix: null },
  ])
})

test('for an orphan the nearest sentence is shown, and not adopted', async () => {
  await load(writeDataset(led, { paragraph: 1, anchor: 'Zebras graze' }))
  await loadText('Ada Brook wrote.', 'Nothing here.', 'Ada Brook, it is said, led it for ten years.')
  const evidence = await checkEvidence(db)
  const nearest = await nearestSentences(db, evidence)
  expect(evidence.map((piece) => [piece.status, piece.factKey, nearest.get(piece) ?? null])).toEqual([
    ['ORPHANED', 'fact-2', null],
    ['ORPHANED', 'fact-1', { paragraph: 3, text: 'Ada Brook, it is said, led it for ten years.' }],
  ])
})

test('the check of files says of a text what the graph says when it is loaded', async () => {
  const new1 = 'A line that is new.'
  const folder = writeDataset(rose, led, { ...led, paragraph: 3 })
  await load(folder)
  const texts: [string, string[]][] = [
    ['as it was', guild],
    ['with a line at the top', [new1, ...guild]],
    ['with a sentence twice elsewhere', [new1, ...guild, guild[0] ?? '']],
    ['with a changed sentence', [new1, ...guild.map((line) => line.replace('led it', 'ran it'))]],
    ['without a paragraph', guild.slice(1)],
  ]
  for (const [what, paragraphs] of texts) {
    const file = path.join(writeFiles({ 'guild.txt': source(...paragraphs) }), 'guild.txt')
    const dataset = await readDatasetOrThrow(folder)
    const checked = checkEvidenceOfFiles(dataset, await readSources(dataset, [file]))
    await unloadDocument(db, 'guild')
    const { evidence, moved } = await loadDocument(db, { file })
    expect(checked.counts, what).toEqual(evidence)
    expect(checked.moved, what).toBe(moved)
    expect(checked.problems.length, what).toBe(evidence.AMBIGUOUS + evidence.ORPHANED)
  }
})

test('the check of files says where a sentence may be that is not where it is cited', async () => {
  const folder = writeDataset(rose, led)
  const dataset = await readDatasetOrThrow(folder)
  const changed = source('New.', ...guild, guild[0] ?? '').replace('led it', 'ran it')
  const file = path.join(writeFiles({ 'guild.txt': changed }), 'guild.txt')
  const { problems } = checkEvidenceOfFiles(dataset, await readSources(dataset, [file]))
  expect(problems.map(({ message }) => message)).toEqual([
    '"rose in 1921" is not in paragraph 1, and its sentence stands in others: 2, 5; cite one of them',
    expect.stringContaining('; the nearest is paragraph 3: "Ada Brook ran it for years."'),
  ])
})
