import path from 'node:path'
import '../../src/kinds.ts'
import type { DatasetFact } from '../../src/dataset/read/format.ts'
import { type CheckedCandidate, checkCandidates } from '../../src/draft/check/check.ts'
import { Decisions } from '../../src/draft/decision.ts'
import { type DraftCandidate, factShape, formatName } from '../../src/draft/format.ts'
import { type KnownGraph, nothingKnown } from '../../src/draft/known.ts'
import { type DraftSource, readSourceFile } from '../../src/draft/source.ts'
import { factKind } from '../../src/model/kind.ts'

/** A text about an organisation that nobody knows, made for the tests. */
export const beaconText = path.join(import.meta.dirname, '../fixtures/beacon.txt')
export const beacon = await readSourceFile(beaconText)
export const beaconDocument = { slug: 'beacon', title: 'Beacon Trust', sha256: beacon.sha256, language: 'en' }

type Parts = Omit<Partial<DraftCandidate>, 'fact'> & { readonly fact: Record<string, unknown> }

/** A candidate with null for all that it does not say. */
export function candidate(kind: DraftCandidate['kind'], { fact, ...parts }: Parts): DraftCandidate {
  const own = ['ORGANIZATION', 'PERSON', 'PLACE'].includes(kind) ? {} : emptyFact(kind as 'ALIAS')
  return {
    ...{ id: null, kind, statement: null, evidence: [], confidence: 0.9, rule: null },
    ...parts,
    fact: { ...own, ...fact },
  }
}

function emptyFact(kind: 'ALIAS'): Record<string, unknown> {
  const lists = ['topics', 'about', 'spokespeople', 'quotations']
  const names = Object.keys(factShape(factKind(kind)).shape)
  return Object.fromEntries(names.map((name) => [name, lists.includes(name) ? [] : null]))
}

const at = (paragraph: number, anchor: string, ...references: string[]) => [{ paragraph, anchor, references }]

function organization(slug: string, name: string, paragraph: number, anchor: string): DraftCandidate {
  const fact = { slug, name, summary: null, organizationType: 'NGO' }
  return candidate('ORGANIZATION', { fact, evidence: at(paragraph, anchor) })
}

/** What a careful reader would draft from the text. */
export const beaconCandidates: readonly DraftCandidate[] = [
  organization('beacon-trust', 'Beacon Trust', 1, 'Beacon Trust is a charity'),
  organization('harbour-watch', 'Harbour Watch', 3, 'Harbour Watch criticised'),
  organization('keepers-union', "Keepers' Union", 3, "the Keepers' Union said"),
  organization('league-of-lights', 'League of Lights', 4, 'joined the League of Lights'),
  candidate('PERSON', {
    fact: { slug: 'clara-voss', name: 'Clara Voss', summary: null },
    evidence: at(2, 'Clara Voss has been its director'),
  }),
  candidate('PLACE', {
    fact: { slug: 'grey-haven', name: 'Grey Haven', summary: null, partOf: null, countryCode: null },
    evidence: at(1, 'moved its seat to Grey Haven'),
  }),
  candidate('ALIAS', {
    fact: { subject: 'beacon-trust', name: 'BT', aliasKind: 'ACRONYM' },
    statement: 'BT stands for Beacon Trust.',
    evidence: at(2, 'the Beacon Trust (BT)', '3'),
  }),
  candidate('ALIAS', {
    fact: { subject: 'beacon-trust', name: 'Northern Lights Society', aliasKind: 'FORMER', period: '1907-05-03/..' },
    statement: 'Beacon Trust began as the Northern Lights Society.',
    evidence: at(1, 'as the Northern Lights Society', '1'),
  }),
  candidate('ATTRIBUTE', {
    fact: { subject: 'beacon-trust', attribute: 'founded', value: '1907-05-03' },
    statement: 'Beacon Trust was founded on 3 May 1907.',
    evidence: at(1, 'founded on 3 May 1907'),
  }),
  candidate('ATTRIBUTE', {
    fact: { subject: 'beacon-trust', attribute: 'website', value: 'https://www.beacon-trust.example' },
    statement: 'The site of Beacon Trust is beacon-trust.example.',
    evidence: at(7, 'www.beacon-trust.example'),
  }),
  candidate('FIGURE', {
    fact: { subject: 'beacon-trust', metric: 'keepers', amount: '412', asOf: '2019' },
    statement: 'Beacon Trust had 412 keepers in 2019.',
    evidence: at(2, 'had 412 keepers', '3'),
  }),
  candidate('FIGURE', {
    fact: {
      ...{ subject: 'beacon-trust', metric: 'budget', amount: '2500000', currency: 'USD' },
      ...{ qualifier: 'ABOUT', asOf: '2020' },
    },
    statement: 'In 2020 Beacon Trust had a budget of around 2.5 million dollars.',
    evidence: at(2, 'Its budget was about', '3', '4'),
  }),
  candidate('ROLE', {
    fact: { person: 'clara-voss', organization: 'beacon-trust', title: 'director', period: '2014/..' },
    statement: 'Clara Voss has directed Beacon Trust from 2014 on.',
    evidence: [
      ...at(2, 'Clara Voss has been its director'),
      // The sentence says "its": the name stands in another one.
      ...at(2, 'the Beacon Trust (BT)'),
    ],
  }),
  candidate('RELATIONSHIP', {
    fact: {
      ...{ subject: 'beacon-trust', relationshipType: 'MEMBER_OF', object: 'league-of-lights' },
      period: '1923/1961',
    },
    statement: 'Beacon Trust was in the League of Lights from 1923 to 1961.',
    evidence: at(4, 'joined the League of Lights'),
  }),
  candidate('RELATIONSHIP', {
    fact: {
      ...{ subject: 'beacon-trust', relationshipType: 'HEADQUARTERED_IN', object: 'grey-haven' },
      period: '1988/..',
    },
    statement: 'Beacon Trust has its seat in Grey Haven.',
    evidence: at(1, 'moved its seat to Grey Haven', '2'),
  }),
  candidate('CRITICISM', {
    id: 'harbour-watch-2011',
    fact: {
      ...{ critic: 'harbour-watch', target: 'beacon-trust', statedOn: '2011', claim: 'The ladders are not safe.' },
      quotations: [{ text: 'unsafe ladders', speaker: 'harbour-watch' }],
    },
    statement: 'In 2011 Harbour Watch said of Beacon Trust that it had "unsafe ladders".',
    evidence: at(3, 'In 2011 Harbour Watch criticised', '6'),
  }),
  candidate('CRITICISM', {
    fact: {
      ...{ critic: 'keepers-union', target: 'beacon-trust', statedOn: '2016', claim: 'Work by night is badly paid.' },
      quotations: [{ text: 'paid its night keepers too little', speaker: null }],
    },
    statement: "The Keepers' Union found in 2016 that work by night was badly paid.",
    evidence: [...at(3, 'ignored their complaints', '7'), ...at(2, 'the Beacon Trust (BT)')],
  }),
]

/** The facts of a dataset as candidates for its own text. */
export function candidatesOf(facts: readonly DatasetFact[]): DraftCandidate[] {
  return facts
    .filter(({ draft }) => draft.computed === undefined)
    .map(({ draft }) => {
      const names = Object.keys(factShape(factKind(draft.kind)).shape)
      const evidence = draft.evidence.map(({ paragraph, anchor, references }) => ({ paragraph, anchor, references }))
      const fact = Object.fromEntries(names.map((name) => [name, withNull(draft[name])]))
      return { id: draft.key, kind: draft.kind, fact, statement: draft.statement, evidence, confidence: 1, rule: null }
    })
}

function withNull(value: unknown): unknown {
  if (!Array.isArray(value)) return value ?? null
  return value.map((item: unknown) => (typeof item === 'object' ? { speaker: null, ...item } : item))
}

interface Checking {
  readonly source?: DraftSource
  readonly known?: KnownGraph
  readonly decisions?: Decisions
}

/** Checks candidates against the text of the tests, or another one. */
export function check(candidates: readonly unknown[], options: Checking = {}): CheckedCandidate[] {
  const { source = beacon, known = nothingKnown, decisions = new Decisions() } = options
  return checkCandidates({ document: beaconDocument, candidates, source, known, decisions })
}

export const codesOf = ({ problems }: CheckedCandidate) => problems.map(({ code }) => code)

/** A whole draft of the text. */
export function beaconDraft(candidates: readonly unknown[] = beaconCandidates) {
  const origin = { by: 'MODEL', name: 'some-model', version: null } as const
  return { format: formatName, document: beaconDocument, origin, candidates }
}
