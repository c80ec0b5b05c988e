import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { checkEvidenceOfFiles } from '../src/dataset/evidence.ts'
import { checkFactsOfFiles } from '../src/dataset/fact-checks.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { readSources } from '../src/dataset/source.ts'
import { stampDataset } from '../src/dataset/stamp.ts'
import { accept } from '../src/draft/accept/run.ts'
import { check, make } from '../src/draft/run.ts'
import { commandLineHere } from './support/command-line.ts'
import { freshFolder } from './support/dataset.ts'
import { beaconCandidates, beaconDraft, beaconText } from './support/draft.ts'
import { withoutDatabase } from './support/draft-files.ts'

// No database: drafts for files need none.
const { run, ask } = commandLineHere('postgres://nobody@127.0.0.1:1/none')

let place: string
const at = (name: string) => path.join(place, name)

beforeEach(() => {
  place = freshFolder()
  copyFileSync(beaconText, at('beacon.txt'))
})

function draft(candidates: readonly unknown[] = beaconCandidates, name = 'beacon.txt.draft.json'): string {
  writeFileSync(at(name), JSON.stringify(beaconDraft(candidates)))
  return at(name)
}

const intoBeacon = (only?: readonly string[]) =>
  accept(withoutDatabase, draft(), { dataset: at('beacon'), title: 'The Beacon Trust', ...(only && { only }) })

/** What `dataset check` and `dataset stamp` say of the dataset. */
async function checkDataset() {
  const dataset = await readDatasetOrThrow(at('beacon'))
  const sources = await readSources(dataset, [at('beacon.txt')])
  const { problems, warnings } = checkFactsOfFiles(dataset, sources)
  const evidence = checkEvidenceOfFiles(dataset, sources)
  const { written } = await stampDataset(dataset, sources, { dryRun: true })
  return { found: evidence.counts.FOUND, problems: [...evidence.problems, ...problems, ...warnings], written }
}

const fine = { problems: [], written: 0 }
const spoilt = { ...beaconCandidates[10], fact: { ...beaconCandidates[10]?.fact, amount: '413' } }

test('draft make writes what is new beside the text, and nothing the second time', async () => {
  const made = await ask(['draft', 'make', at('beacon.txt'), '--dataset', at('data')])
  expect(made).toMatchObject({ code: 0, err: '', answer: { ok: true, file: at('beacon.txt.draft.json') } })
  const { candidates } = JSON.parse(readFileSync(at('beacon.txt.draft.json'), 'utf8')) as { candidates: object[] }
  expect(candidates).toContainEqual(expect.objectContaining({ kind: 'ORGANIZATION', id: 'beacon-trust' }))
  expect(candidates).toContainEqual(expect.objectContaining({ kind: 'ALIAS', rule: expect.any(String) }))

  const accepted = await run(['draft', 'accept', at('beacon.txt.draft.json'), '-d', at('data'), '--all'])
  expect(accepted).toMatchObject({ code: 0, err: '' })
  const again = await make(withoutDatabase, at('beacon.txt'), { dataset: at('data'), output: '-' })
  expect(again.data).toMatchObject({ draft: { candidates: [] }, counts: { right: 0 } })
})

test('a text of another form brings its own references', async () => {
  const text = `# Beacon Trust

The Beacon Trust (BT) is a charity that keeps lighthouses.[^1] It was founded in 1907 in Port Alma.[^2]

[^1]: Ada Brook, *Lights of the coast*, <https://example.org/lights>
[^2]: The Alma Gazette, 3 May 1907
`
  writeFileSync(at('page.md'), text)
  await make(withoutDatabase, at('page.md'), { dataset: at('data') })
  await accept(withoutDatabase, at('page.md.draft.json'), { dataset: at('data') })
  const { documents, facts } = await readDatasetOrThrow(at('data'))
  expect(facts.length).toBeGreaterThan(1)
  expect(documents).toMatchObject([
    {
      ...{ slug: 'beacon-trust', format: 'markdown' },
      references: [
        { label: '1', url: 'https://example.org/lights' },
        { label: '2', title: 'The Alma Gazette, 3 May 1907' },
      ],
    },
  ])
})

describe('draft check', () => {
  test('says what is right, and why the rest is refused', async () => {
    const { code, out } = await run(['draft', 'check', draft([...beaconCandidates, spoilt]), '-d', at('data')])
    expect(code).toBe(1)
    expect(out).toContain(
      'NUMBER_NOT_FOUND fact.amount: "413" the number "413" is not in the sentences of the evidence',
    )
    expect(out).toMatch(/18 candidates: 17 right, 1 NUMBER_NOT_FOUND\n$/)
    const { ok, data } = await check(withoutDatabase, draft([...beaconCandidates, spoilt]), { dataset: at('data') })
    expect(ok).toBe(false)
    expect(data.counts).toEqual({ right: beaconCandidates.length, refused: { NUMBER_NOT_FOUND: 1 } })
    expect((data.candidates as object[]).at(-1)).toMatchObject({
      problems: [{ code: 'NUMBER_NOT_FOUND', field: 'fact.amount', value: '"413"' }],
    })
  })

  test.each<[string, () => [string, string?], string]>([
    ['of a file that is not there', () => ['nothing.json', at('beacon.txt')], 'There is no file "nothing.json"'],
    ['of a text', () => [at('beacon.txt'), at('beacon.txt')], 'is not JSON'],
    ['whose text its name does not say', () => [draft([], 'x.json')], 'give --text FILE'],
    [
      'of another text',
      () => {
        const text = readFileSync(at('beacon.txt'), 'utf8').replace('lighthouses', 'towers')
        writeFileSync(at('other.txt'), text)
        return [draft(), at('other.txt')]
      },
      'was made of another text',
    ],
    [
      'that is none',
      () => {
        writeFileSync(at('none.json'), '{"format": "dossier-draft/1", "candidates": []}')
        return [at('none.json'), at('beacon.txt')]
      },
      'none.json is no draft: document: is missing',
    ],
  ])('%s is refused', async (_, files, message) => {
    const [file, text] = files()
    await expect(check(withoutDatabase, file, { dataset: at('data'), ...(text && { text }) })).rejects.toThrow(message)
  })
})

describe('draft accept', () => {
  test('makes a dataset that the program reads without a problem', async () => {
    const { data } = await intoBeacon()
    expect(data.files).toContain('dataset.yaml')
    const header = readFileSync(at('beacon/dataset.yaml'), 'utf8')
    expect(header).toContain('slug: beacon\ntitle: The Beacon Trust\n')
    expect(header).toContain('externalId: "70002"')
    expect(header).toContain('references: ["1", "2", "3", "4", "5", "6", "7", "10"]')
    expect(await checkDataset()).toEqual({ ...fine, found: 13 })
  })

  test('takes the chosen ones with the entities that they name, and keeps what people wrote', async () => {
    const first = await intoBeacon(['beacon-trust-keepers-412-2019'])
    expect(first.data.accepted).toEqual(['beacon-trust', 'beacon-trust-keepers-412-2019'])
    const organizations = `# Read by Ada.\n${readFileSync(at('beacon/organizations.yaml'), 'utf8')}`
    writeFileSync(at('beacon/organizations.yaml'), organizations)
    const second = await intoBeacon(['harbour-watch-2011'])
    expect(second.data.accepted).toEqual(['harbour-watch', 'harbour-watch-2011'])
    expect(readFileSync(at('beacon/organizations.yaml'), 'utf8').startsWith(organizations)).toBe(true)
    expect(readFileSync(at('beacon/dataset.yaml'), 'utf8')).toContain('references: ["3", "6"]')
    expect(await checkDataset()).toMatchObject(fine)
  })

  test('adds nothing the second time', async () => {
    await intoBeacon()
    const before = readFileSync(at('beacon/figures.yaml'), 'utf8')
    expect((await intoBeacon()).data).toMatchObject({ accepted: [], files: [] })
    expect(readFileSync(at('beacon/figures.yaml'), 'utf8')).toBe(before)
    const { ok, data } = await check(withoutDatabase, draft(), { dataset: at('beacon') })
    expect({ ok, counts: data.counts }).toEqual({
      ok: true,
      counts: { right: 0, refused: { DUPLICATE: beaconCandidates.length } },
    })
  })

  test.each([
    [[], 'Say which candidates: --only with their ids, or --all.'],
    [['--all', '--as-proposal'], '--as-proposal needs --actor'],
    [['--all', '--actor', 'Ada'], '--actor is for a proposal'],
  ])('%j is refused', async (args, message) => {
    const { code, out, err } = await run(['draft', 'accept', draft(), '-d', at('beacon'), ...args])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(existsSync(at('beacon'))).toBe(false)
  })

  test('names an id that the draft does not have', async () => {
    await expect(intoBeacon(['nothing'])).rejects.toThrow('The draft has no candidate "nothing"')
  })

  test('says why a chosen candidate is refused', async () => {
    const { id } = spoilt as { id: string | null }
    const file = draft([...beaconCandidates, { ...spoilt, id: id ?? 'spoilt' }])
    await expect(accept(withoutDatabase, file, { dataset: at('beacon'), only: ['spoilt'] })).rejects.toThrow(
      'The candidate "spoilt" is refused, NUMBER_NOT_FOUND: fact.amount the number "413"',
    )
    const { text } = await accept(withoutDatabase, file, { dataset: at('beacon') })
    expect(text).toContain('18 candidates: 17 right, 1 NUMBER_NOT_FOUND')
  })

  test('touches no folder of something else', async () => {
    mkdirSync(at('beacon'))
    writeFileSync(at('beacon/organizations.yaml'), 'mine: true\n')
    await expect(intoBeacon()).rejects.toThrow('and no dataset.yaml, so it is no dataset')
    expect(readFileSync(at('beacon/organizations.yaml'), 'utf8')).toBe('mine: true\n')
  })

  test('leaves a dataset alone that has mistakes', async () => {
    await intoBeacon(['beacon-trust-keepers-412-2019'])
    writeFileSync(at('beacon/more.yaml'), 'figures: [{key: x}]\n')
    await expect(intoBeacon()).rejects.toThrow('problems in the dataset')
  })
})

describe('draft prompt', () => {
  test('has the instructions, the format, what is known, and each sentence with its number', async () => {
    const harbour = path.join(import.meta.dirname, 'fixtures/harbour')
    const { code, out } = await run(['draft', 'prompt', at('beacon.txt'), '-d', harbour])
    expect(code).toBe(0)
    expect(out).toContain('2.1 [3] By 2019 the Beacon Trust (BT) had 412 keepers in 17 countries.')
    expect(out).toContain('coast-guild, ORGANIZATION, Coast Guild')
    expect(out).toContain('metrics: staff\n')
    expect(out).toContain('"title":"A draft of facts from a text"')
    expect(out).toContain('"slug":"beacon-trust"')
  })

  test('prints the format of some kinds alone', async () => {
    const { out } = await run(['draft', 'prompt', at('beacon.txt'), '-d', at('data'), '--schema', '--kinds', 'alias'])
    const schema = JSON.parse(out) as { properties: { candidates: { items: { anyOf: unknown[] } } } }
    expect(schema.properties.candidates.items.anyOf).toHaveLength(1)
    const wrong = await run(['draft', 'prompt', at('beacon.txt'), '-d', at('data'), '--kinds', 'ALIASES'])
    expect(wrong.code).toBe(2)
    expect(wrong.err).toContain('did you mean "ALIAS"')
  })
})
