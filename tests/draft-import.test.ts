import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { importDraft } from '../src/draft/import/run.ts'
import { freshFolder } from './support/dataset.ts'
import { beaconCandidates, beaconDraft, beaconText } from './support/draft.ts'
import { withoutDatabase } from './support/draft-files.ts'

let place: string
const at = (name: string) => path.join(place, name)

beforeEach(() => {
  place = freshFolder()
  copyFileSync(beaconText, at('beacon.txt'))
})

interface Imported {
  readonly draft: {
    readonly origin: unknown
    readonly document: unknown
    readonly candidates: readonly {
      readonly id: string
      readonly kind: string
      readonly fact: object
      readonly evidence: unknown
    }[]
  }
  readonly counts: unknown
}

async function imported(from: 'draft' | 'langextract', answer: string, model?: string): Promise<Imported> {
  writeFileSync(at('answer'), answer)
  const options = { from, text: at('beacon.txt'), dataset: at('data'), output: '-', ...(model && { model }) }
  const { data } = await importDraft(withoutDatabase, at('answer'), options)
  return data as unknown as Imported
}

describe('the answer of a model', () => {
  test.each(['[', '{"a":', '[{]}', '"'])('of a million "%s" is refused soon', async (piece) => {
    const started = performance.now()
    await expect(imported('draft', piece.repeat(1_000_000))).rejects.toThrow('holds no draft')
    // Reading each opening to the end would take hours.
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  const answer = JSON.stringify(beaconDraft(), null, 2)
  const all = { right: beaconCandidates.length, refused: {} }

  test.each<[string, string]>([
    ['as it should be', answer],
    ['in a fence', `Here is the draft:\n\n\`\`\`json\n${answer}\n\`\`\`\n\nI hope that {this} helps [1].`],
    ['within another object', JSON.stringify({ result: { draft: beaconDraft() } })],
    ['after an object too many', `{"thought": "I read {it}"} ${answer} {"done": true}`],
    ['after brackets that are no JSON', `[see below] {well} ${answer}`],
    ['as a list of candidates', JSON.stringify(beaconCandidates)],
  ])('%s', async (_, text) => {
    expect((await imported('draft', text)).counts).toEqual(all)
  })

  test('lacks keys, which become null', async () => {
    const lean = beaconCandidates.map(
      (one) => JSON.parse(JSON.stringify(one, (_, value: unknown) => value ?? undefined)) as object,
    )
    const { counts, draft } = await imported('draft', JSON.stringify({ candidates: lean }))
    expect(counts).toEqual(all)
    expect(draft.candidates[6]?.fact).toMatchObject({ period: null, language: null })
  })

  test('is of the text that was given, whatever it says, and of the model that was named', async () => {
    const { draft } = await imported('draft', answer.replace(/"sha256": "\w+"/u, '"sha256": "0"'), 'some-model-2')
    expect(draft.document).toMatchObject({
      slug: 'beacon-trust',
      title: 'Beacon Trust',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(draft.origin).toEqual({ by: 'MODEL', name: 'some-model-2', version: null })
  })

  test('goes on without what is refused', async () => {
    const spoilt = { ...beaconCandidates[10], evidence: [{ paragraph: 2, anchor: 'had 413 keepers', references: [] }] }
    const { counts, draft } = await imported('draft', JSON.stringify([...beaconCandidates, spoilt, 'nonsense', null]))
    expect(counts).toEqual({ right: beaconCandidates.length, refused: { ANCHOR_NOT_FOUND: 1, BAD_SHAPE: 2 } })
    expect(draft.candidates).toHaveLength(beaconCandidates.length)
  })

  test.each(['', 'I cannot do that.', '{"candidates": {}}', '[1, 2]', '{"candidates": [', '['.repeat(5000)])(
    'that holds none is refused: %s',
    async (text) => {
      await expect(imported('draft', text)).rejects.toThrow('holds no draft')
    },
  )

  test('goes beside the text, and not in the place of that of others', async () => {
    writeFileSync(at('answer'), answer)
    const options = { from: 'draft', text: at('beacon.txt'), dataset: at('data') } as const
    await importDraft(withoutDatabase, at('answer'), options)
    await expect(importDraft(withoutDatabase, at('answer'), { ...options, model: 'another' })).rejects.toThrow(
      'is a draft of "some-model", and this one is of "another". Give it another place',
    )
    expect(JSON.parse(readFileSync(at('beacon.txt.draft.json'), 'utf8'))).toMatchObject({ format: 'dossier-draft/1' })
  })
})

describe('langextract', () => {
  const extraction = (kind: string, text: string, attributes: object = {}) => ({
    ...{ extraction_class: kind, extraction_text: text, attributes },
    // Wrong on purpose: positions are not used.
    ...{ char_interval: { start_pos: 1, end_pos: 2 }, alignment_status: 'match_fuzzy', extraction_index: 1 },
  })
  const file = (...extractions: object[]) =>
    `${JSON.stringify({ document_id: 'doc_1', text: 'The text as it had it.', extractions })}\n`

  test('gives facts whose words are looked for in the text', async () => {
    const { counts, draft } = await imported(
      'langextract',
      file(
        extraction('organization', 'Harbour Watch'),
        extraction('figures', 'the Beacon Trust (BT) had 412 keepers in 17 countries', {
          ...{ metric: 'keepers', amount: 412, as_of: '2019', statement: 'There were 412 keepers in 2019.' },
        }),
        extraction('CRITICISM', 'Harbour Watch criticised the Beacon Trust for "unsafe ladders"', {
          ...{ critic: 'Harbour Watch', target: 'Beacon Trust', stated_on: '2011', claim: 'The ladders are not safe.' },
          statement: 'Harbour Watch spoke of "unsafe ladders" in 2011.',
        }),
      ),
    )
    expect(counts).toEqual({ right: 4, refused: {} })
    expect(draft.origin).toMatchObject({ by: 'MODEL', name: 'langextract' })
    const byKind = new Map(draft.candidates.map((one) => [one.kind, one]))
    expect(byKind.get('FIGURE')).toMatchObject({
      fact: { subject: 'beacon-trust', amount: '412', asOf: '2019' },
      evidence: [{ paragraph: 2, anchor: 'the Beacon Trust (BT) had 412 keepers in', references: ['3'] }],
    })
    expect(byKind.get('CRITICISM')).toMatchObject({ fact: { critic: 'harbour-watch', target: 'beacon-trust' } })
  })

  test('refuses by itself what the text does not say', async () => {
    const figure = (text: string, amount: string) =>
      extraction('figure', text, { metric: 'keepers', amount, statement: `There were ${amount} keepers.` })
    const { counts } = await imported(
      'langextract',
      file(figure('had 412 keepers', '412'), figure('had 413 keepers', '413'), extraction('feeling', 'joy')),
    )
    expect(counts).toEqual({ right: 2, refused: { ANCHOR_NOT_FOUND: 1, BAD_SHAPE: 1 } })
  })

  test.each(['{"a": 1}\n', 'text\n', `${file()}[]\n`])(
    'is refused as a whole if a line is none of it: %j',
    async (text) => {
      await expect(imported('langextract', text)).rejects.toThrow(/answer:\d: this is no document of langextract/)
    },
  )
})
