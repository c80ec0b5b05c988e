import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NamedEntity } from '../src/change/claim.ts'
import type { Dataset } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { type CandidateCode, candidateCodes } from '../src/draft/check/problem.ts'
import { Decisions } from '../src/draft/decision.ts'
import type { DraftCandidate } from '../src/draft/format.ts'
import { type KnownGraph, knownOfDataset, nothingKnown } from '../src/draft/known.ts'
import { type DraftSource, readSourceFile } from '../src/draft/source.ts'
import { beacon, beaconCandidates, candidate, candidatesOf, check, codesOf } from './support/draft.ts'
import { mutationsOf } from './support/draft-mutation.ts'

const shared = path.join(import.meta.dirname, '../../shared/sources/000_b05746cdc44633e2.txt')
const entities = beaconCandidates.filter(({ statement }) => statement === null)
const facts = beaconCandidates.filter(({ statement }) => statement !== null)

/** The candidate of the text whose statement has these words, with some of its parts replaced. */
function like(words: string, parts: object = {}, fact: object = {}): DraftCandidate {
  const found = facts.find(({ statement }) => statement?.includes(words))
  if (found === undefined) throw new Error(`No candidate says "${words}"`)
  return { ...found, id: null, ...parts, fact: { ...found.fact, ...fact } }
}

/** The codes for one candidate, beside the entities of the text. */
function codes(...candidates: readonly unknown[]): CandidateCode[] {
  return check([...entities, ...candidates])
    .slice(entities.length)
    .flatMap(codesOf)
}

test('what is word for word in its sentences is right', () => {
  const checked = check(beaconCandidates)
  expect(checked.flatMap(({ problems }) => problems)).toEqual([])
  expect(new Set(checked.map(({ id }) => id)).size).toBe(checked.length)
})

test('a right candidate becomes an item with the digests and all citations of its sentences', () => {
  const [, keys] = check([
    ...entities,
    like('412', { evidence: [{ paragraph: 2, anchor: 'had 412 keepers', references: [] }] }),
  ]).slice(-2)
  const [sentence] = beacon.text.paragraph(2)
  expect(keys).toMatchObject({
    id: 'beacon-trust-keepers-412-2019',
    item: {
      kind: 'FIGURE',
      key: 'beacon-trust-keepers-412-2019',
      evidence: [{ document: 'beacon', paragraph: 2, digest: sentence?.digest, references: ['3'] }],
    },
  })
})

test('what nobody sees is taken out of a candidate', () => {
  const said = { statement: 'In 2019 Bea\u00adcon Trust had \u202e412 keepers.' }
  const seen = like('412', {
    ...said,
    evidence: [{ paragraph: 2, anchor: 'had\u200b 412 keep\u00aders', references: [] }],
  })
  const { item } = check([...entities, seen]).at(-1) ?? {}
  expect(item).toMatchObject({
    statement: 'In 2019 Beacon Trust had 412 keepers.',
    evidence: [{ anchor: 'had 412 keepers' }],
  })
})

test('small numbers in words, apostrophes and the words of a sentence are no other numbers and no quotations', () => {
  expect(
    codes(like('412', { statement: "In 2019 two of the keepers' trusts, and the boats' too, had 412 keepers." })),
  ).toEqual([])
})

describe('a candidate is refused by itself', () => {
  const evidence = (paragraph: number, anchor: string, references: readonly string[] = []) => ({
    evidence: [{ paragraph, anchor, references }],
  })

  test.each<[CandidateCode, DraftCandidate]>([
    ['NO_SUCH_PARAGRAPH', like('412', evidence(99, 'had 412 keepers'))],
    ['NO_SUCH_PARAGRAPH', like('412', evidence(0, 'had 412 keepers'))],
    ['ANCHOR_NOT_FOUND', like('412', evidence(2, 'had 413 keepers'))],
    ['ANCHOR_NOT_FOUND', like('412', evidence(1, 'had 412 keepers'))],
    ['ANCHOR_NOT_FOUND', like('412', evidence(2, ''))],
    ['ANCHOR_AMBIGUOUS', like('412', evidence(2, 'in'))],
    ['ANCHOR_TOO_LONG', like('412', evidence(2, 'By 2019 the Beacon Trust (BT) had 412 keepers in'))],
    ['WRONG_REFERENCE', like('412', evidence(2, 'had 412 keepers', ['4']))],
    ['WRONG_REFERENCE', like('412', evidence(2, 'had 412 keepers', ['3', '99']))],
    ['NUMBER_NOT_FOUND', like('412', {}, { amount: '413' })],
    ['NUMBER_NOT_FOUND', like('412', { statement: 'Beacon Trust had 413 keepers in 2019.' })],
    ['NUMBER_NOT_FOUND', like('around 2.5 million', { statement: 'In 2020 Beacon Trust spent 3.5 million dollars.' })],
    ['ANCHOR_NOT_FOUND', like('412', evidence(2, 'hаd 412 keepers'))],
    ['ANCHOR_NOT_FOUND', like('412', evidence(2, 'in 17 countries. Its budget'))],
    [
      'ANCHOR_TOO_LONG',
      like('412', evidence(2, 'the\u00a0Beacon\u00a0Trust\u00a0(BT)\u00a0had\u00a0412\u00a0keepers\u00a0in\u00a017')),
    ],
    ['NUMBER_NOT_FOUND', like('412', {}, { amount: '4.12' })],
    ['NUMBER_NOT_FOUND', like('412', { statement: 'In 2019 Beacon Trust had five hundred keepers.' })],
    ['NUMBER_NOT_FOUND', like('412', { statement: 'In 2019 Beacon Trust had ４１３ keepers.' })],
    [
      'QUOTATION_NOT_FOUND',
      like('In 2011', { statement: "In 2011 Harbour Watch told Beacon Trust of 'corrupt ladders'." }),
    ],
    [
      'QUOTATION_NOT_FOUND',
      like('In 2011', { statement: 'In 2011 Harbour Watch told Beacon Trust of «corrupt ladders».' }),
    ],
    [
      'QUOTATION_NOT_FOUND',
      like('In 2011', { statement: 'In 2011 Harbour Watch told Beacon Trust of „corrupt ladders“.' }),
    ],
    [
      'QUOTATION_NOT_FOUND',
      like('In 2011', { statement: 'In 2011 Harbour Watch told Beacon Trust of "corrupt ladders.' }),
    ],
    [
      'QUOTATION_NOT_FOUND',
      like('In 2011', {}, { quotations: [{ text: 'unsafe [and corrupt] ladders', speaker: null }] }),
    ],
    ['QUOTATION_NOT_FOUND', like('In 2011', {}, { quotations: [{ text: 'UNSAFE LADDERS', speaker: null }] })],
    ['NAME_NOT_FOUND', like('BT stands', {}, { name: 'bt' })],
    ['NAME_NOT_FOUND', like('BT stands', {}, { name: 'ВТ' })],
    ['BAD_SHAPE', like('412', { statement: 'In 2019 Beacon Trust had 412 keepers\0.' })],
    ['BAD_SHAPE', like('412', { statement: 'In 2019 Beacon Trust had 412 keepers \ud83d.' })],
    ['BAD_SHAPE', like('412', {}, { amount: '٤١٢' })],
    ['BAD_SHAPE', like('412', {}, { subject: '__proto__' })],
    ['DATE_NOT_FOUND', like('412', {}, { asOf: '2018' })],
    ['DATE_NOT_FOUND', like('412', {}, { asOf: '2019-05' })],
    ['DATE_NOT_FOUND', like('412', { statement: 'Beacon Trust had 412 keepers in 2018.' })],
    ['DATE_NOT_FOUND', like('was founded', {}, { value: '1907-05-04' })],
    ['NAME_NOT_FOUND', like('BT stands', {}, { name: 'BTT' })],
    ['NAME_NOT_FOUND', like('In 2011', {}, { critic: 'keepers-union' })],
    ['ADDRESS_NOT_FOUND', like('The site', {}, { value: 'https://beacon-trust.example.com' })],
    ['QUOTATION_NOT_FOUND', like('In 2011', {}, { quotations: [{ text: 'unsafe leaders', speaker: null }] })],
    ['QUOTATION_NOT_FOUND', like('In 2011', { statement: 'In 2011 Harbour Watch said "safe ladders".' })],
    // Each half stands in a sentence, one after the other.
    ['QUOTATION_NOT_FOUND', like('In 2011', {}, { quotations: [{ text: 'in its towers. In 2016', speaker: null }] })],
    [
      'QUOTATION_NOT_FOUND',
      like('In 2011', {}, { quotations: [{ text: 'unsafe ladders ... too little', speaker: null }] }),
    ],
    [
      'STATEMENT_COPIED',
      like('has its seat', { statement: 'It moved its seat to Grey Haven, where the old mint had stood.' }),
    ],
    ['STATEMENT_COPIED', like('In 2011', {}, { claim: 'Its keepers tell them about storms and wrecks of the past.' })],
    ['UNKNOWN_ENTITY', like('412', {}, { subject: 'beacon-trusts' })],
    ['UNKNOWN_ENTITY', like('In 2011', {}, { topics: ['safety'] })],
    ['WRONG_KIND', like('has directed', {}, { person: 'beacon-trust' })],
    ['WRONG_KIND', like('has its seat', {}, { object: 'league-of-lights' })],
    ['BAD_SHAPE', like('412', {}, { amount: '4l2' })],
    ['BAD_SHAPE', like('412', {}, { asOf: 'spring' })],
    ['BAD_SHAPE', like('412', {}, { qualifier: 'ROUGHLY' })],
    ['BAD_SHAPE', like('412', {}, { more: 'x' })],
    ['BAD_SHAPE', like('412', { evidence: [] })],
    ['BAD_SHAPE', like('412', { confidence: 2 })],
    ['BAD_SHAPE', like('412', { statement: '' })],
    ['BAD_SHAPE', like('412', { id: 'With Spaces' })],
  ])('%s: %j', (code, wrong) => {
    expect(codes(wrong)).toEqual([code])
  })

  test.each([null, 'text', 7, [], {}, { kind: 'FIGURES' }, { kind: 'FIGURE' }, { kind: 'FIGURE', fact: null }])(
    'BAD_SHAPE: %j',
    (given) => {
      expect(new Set(codes(given))).toEqual(new Set(['BAD_SHAPE']))
    },
  )

  test('each required key that is missing is named', () => {
    const { confidence: _, ...rest } = like('412')
    const [wrong] = check([...entities, rest]).slice(-1)
    expect(wrong?.problems).toMatchObject([{ code: 'BAD_SHAPE', field: 'confidence' }])
  })

  test('and the others go on', () => {
    expect(codes(like('412', {}, { amount: '413' }), like('was founded'))).toEqual(['NUMBER_NOT_FOUND'])
  })

  test('with what would be right', () => {
    const [wrong] = check([...entities, like('412', evidence(1, 'had 412 keepers'))]).slice(-1)
    expect(wrong?.problems[0]?.message).toContain('the nearest is paragraph 2: "By 2019 the Beacon Trust (BT) had 412')
  })
})

describe('entities', () => {
  const [trust] = entities as [DraftCandidate]

  test('have a name that a sentence says', () => {
    const wrong = { ...trust, fact: { ...trust.fact, slug: 'beacon', name: 'Beacon Society' } }
    expect(check([wrong]).flatMap(codesOf)).toEqual(['NAME_NOT_FOUND'])
    expect(check([{ ...trust, evidence: [] }]).flatMap(codesOf)).toEqual(['BAD_SHAPE'])
  })

  test('that are refused are not there for facts', () => {
    const wrong = { ...trust, fact: { ...trust.fact, name: 'Beacon Society' } }
    const [, fact] = check([wrong, like('412')])
    expect(fact?.problems).toMatchObject([{ code: 'UNKNOWN_ENTITY', field: 'fact.subject' }])
    expect(fact?.problems[0]?.message).toContain('the candidate that declares it is refused')
  })

  test('that are known need no declaration, and get no second slug', () => {
    const names = new Map([['bt', { kind: 'ORGANIZATION', name: 'Beacon Trust', names: ['Beacon Trust'] } as const]])
    const known = { ...nothingKnown, names }
    const [first, second, third] = check([trust, like('412'), like('412', {}, { subject: 'bt' })], { known })
    expect(first?.problems).toMatchObject([{ code: 'DUPLICATE' }])
    expect(first?.problems[0]?.message).toContain('by the slug "bt"')
    expect(second && codesOf(second)).toEqual(['UNKNOWN_ENTITY'])
    expect(third?.problems).toEqual([])
  })

  test('do not take the slug of another one', () => {
    const names = new Map([['beacon-trust', { kind: 'PLACE', name: 'Beacon', names: ['Beacon'] } as const]])
    expect(check([trust], { known: { ...nothingKnown, names } }).flatMap(codesOf)).toEqual(['SLUG_TAKEN'])
  })

  test('can be named by what a candidate calls them', () => {
    const named = like('In 2011', { id: 'by-alias' }, { target: 'beacon-trust' })
    const alias = candidate('ALIAS', {
      fact: { subject: 'beacon-trust', name: 'the trust', aliasKind: 'ALSO_KNOWN_AS' },
      statement: 'People call Beacon Trust the trust.',
      evidence: [{ paragraph: 4, anchor: 'The trust joined the League', references: [] }],
    })
    const said = like('The Keepers', {
      evidence: [{ paragraph: 3, anchor: 'ignored their complaints', references: [] }],
    })
    expect(codes(said)).toEqual(['NAME_NOT_FOUND'])
    expect(codes(said, alias, named)).toEqual([])
  })
})

describe('what is there already', () => {
  test('is a duplicate in whatever words', () => {
    const again = like('412', { statement: 'In 2019 there were 412 keepers.' })
    expect(codes(like('412'), again)).toEqual(['DUPLICATE'])
    const [stated] = check([...entities, like('412')]).slice(-1)
    const known = { ...nothingKnown, facts: [{ ...stated?.item, key: 'staff' }] }
    const [found] = check([...entities, again], { known }).slice(-1)
    expect(found?.problems).toMatchObject([{ code: 'DUPLICATE' }])
    expect(found?.problems[0]?.message).toContain('as "staff"')
  })

  test('by the same sentence only looks similar where prose differs', () => {
    const [stated] = check([...entities, like('In 2011')]).slice(-1)
    const known = { ...nothingKnown, facts: [stated?.item ?? {}] }
    const [found] = check([...entities, like('In 2011', {}, { claim: 'Its towers are dangerous.' })], { known }).slice(
      -1,
    )
    expect(found).toMatchObject({ problems: [], similar: stated?.id })
  })

  test('and what was rejected does not come again, whatever its words', () => {
    const [before] = check([...entities, like('412')]).slice(-1)
    const decisions = new Decisions([
      { identity: before?.identity ?? '', decision: 'REJECTED', said: '', reason: 'Too old.', on: '2026-11-28' },
    ])
    const [found] = check([...entities, like('412', { statement: 'It had 412 of them.' })], { decisions }).slice(-1)
    expect(found?.problems).toMatchObject([
      { code: 'REJECTED_BEFORE', message: 'was rejected on 2026-11-28: Too old.' },
    ])
  })
})

test('responses refer to criticisms of the draft by their ids', () => {
  const reply = (criticism: string) =>
    candidate('RESPONSE', {
      fact: {
        ...{ responder: 'beacon-trust', criticism, stance: 'REJECTS', reply: 'The report tells half of it.' },
        quotations: [{ text: 'one-sided', speaker: null }],
      },
      statement: 'Beacon Trust disputed it.',
      evidence: [
        { paragraph: 3, anchor: 'called the report', references: [] },
        { paragraph: 2, anchor: 'the Beacon Trust (BT)', references: [] },
      ],
    })
  expect(codes(reply('harbour-watch-2011'), like('In 2011', { id: 'harbour-watch-2011' }))).toEqual([])
  expect(codes(reply('harbour-watch-2012'))).toEqual(['UNKNOWN_FACT'])
  // An id that the dataset has for another fact.
  const known = { ...nothingKnown, keys: new Map([['harbour-watch-2011', 'CRITICISM'] as const]) }
  const renamed = like('In 2011', { id: 'harbour-watch-2011' })
  const [stated, answer] = check([...entities, renamed, reply('harbour-watch-2011')], { known }).slice(-2)
  expect(stated?.id).not.toBe('harbour-watch-2011')
  expect(answer?.item).toMatchObject({ criticism: stated?.id })
})

test('the guide explains each code', async () => {
  const page = await readFile(path.join(import.meta.dirname, '../docs/drafting.md'), 'utf8')
  const listed = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
  expect(listed).toEqual([...candidateCodes])
})

/** A thousand candidates that were right before something of them was changed. */
function expectRefusal(right: readonly DraftCandidate[], source: DraftSource, known: KnownGraph) {
  const all = Map.groupBy(
    right.flatMap((one) => mutationsOf(one, source, known)),
    ({ code }) => code,
  )
  expect(all.size).toBeGreaterThanOrEqual(8)
  const arbitrary = fc.constantFrom(...all.values()).chain((some) => fc.constantFrom(...some))
  const mutations = fc.sample(arbitrary, { numRuns: 1000, seed: 12 })
  const checked = check(
    mutations.map((one) => one.candidate),
    { source, known },
  )
  const wrong = mutations.flatMap(({ code, what, candidate: mutated }, index) => {
    const found = checked[index]?.problems.map((problem) => problem.code) ?? []
    return found.length > 0 && found.every((one) => one === code) ? [] : [{ what, code, found, mutated }]
  })
  expect(wrong).toEqual([])
}

test('a thousand changed candidates are refused, each with its code', () => {
  const named = entities.map(({ kind, fact }): [string, NamedEntity] => {
    const name = String(fact.name)
    return [String(fact.slug), { kind: kind as 'PERSON', name, names: [name] }]
  })
  expectRefusal(facts, beacon, { ...nothingKnown, names: new Map(named) })
})

describe.skipIf(!existsSync(shared))('the first article (not in this repository)', () => {
  let dataset: Dataset
  test('all that its dataset says can be drafted', async () => {
    dataset = await readDatasetOrThrow(path.join(import.meta.dirname, '../data/iom'))
    const source = await readSourceFile(shared)
    const known = { ...knownOfDataset(dataset), facts: [], keys: new Map() }
    const drafted = candidatesOf(dataset.facts)
    const checked = check(drafted, { source, known })
    expect(checked.length).toBeGreaterThan(230)
    expect(checked.flatMap(codesOf)).toEqual([])
    const right = drafted.map((one) => ({ ...one, id: null }))
    expectRefusal(right, source, known)
  })
})
