import type { CandidateCode } from '../../src/draft/check/problem.ts'
import type { DraftCandidate } from '../../src/draft/format.ts'
import { firstSlugs, type KnownGraph } from '../../src/draft/known.ts'
import type { DraftSource } from '../../src/draft/source.ts'
import { factKind } from '../../src/model/kind.ts'
import { datesIn, holdsDate } from '../../src/wording/date.ts'
import { holdsName, wordsOf } from '../../src/wording/name.ts'
import { numbersIn } from '../../src/wording/number.ts'

/** A candidate that was right, and the code with which it has to be refused now. */
export interface Mutation {
  readonly what: string
  readonly code: CandidateCode
  readonly candidate: DraftCandidate
}

/** All ways in which a right candidate becomes wrong by a small change. */
export function mutationsOf(right: DraftCandidate, source: DraftSource, known: KnownGraph): Mutation[] {
  const said = sentencesOf(right, source)
  return [
    ...anchors(right, source),
    ...paragraphs(right, source),
    ...numbers(right, said, source.language),
    ...dates(right, said, source.language),
    ...names(right, said, known),
    ...quotations(right, source),
    ...labels(right, source),
    copied(right, source),
    unknown(right),
  ].map((mutation) => ({ ...mutation, candidate: { ...mutation.candidate, id: null } }))
}

const plain = (text: string) => text.normalize('NFKC').replaceAll(/[‘’]/gu, "'").toLowerCase()

function paragraphText(source: DraftSource, paragraph: number): string {
  return plain(
    source.text
      .paragraph(paragraph)
      .map(({ text }) => text)
      .join(' '),
  )
}

function sentencesOf({ evidence }: DraftCandidate, { text }: DraftSource): string[] {
  return evidence.flatMap((piece) => text.find(piece).sentence?.text ?? [])
}

function withEvidence(right: DraftCandidate, at: number, change: object): DraftCandidate {
  return { ...right, evidence: right.evidence.map((piece, index) => (index === at ? { ...piece, ...change } : piece)) }
}

/** Another letter in each word of the anchor. */
function anchors(right: DraftCandidate, source: DraftSource): Mutation[] {
  return right.evidence.flatMap(({ anchor, paragraph }, at) =>
    [...anchor.matchAll(/\p{L}{2,}/gu)].flatMap(({ 0: word, index }) => {
      const middle = index + Math.floor(word.length / 2)
      const letter = anchor[middle]?.toLowerCase() === 'x' ? 'k' : 'x'
      const changed = anchor.slice(0, middle) + letter + anchor.slice(middle + 1)
      if (paragraphText(source, paragraph).includes(plain(changed))) return []
      const candidate = withEvidence(right, at, { anchor: changed })
      return [{ what: `anchor ${changed}`, code: 'ANCHOR_NOT_FOUND', candidate } as const]
    }),
  )
}

/** The paragraphs beside the right one, and one after the last. */
function paragraphs(right: DraftCandidate, source: DraftSource): Mutation[] {
  const last = source.paragraphs.length
  return right.evidence.flatMap(({ anchor, paragraph }, at) =>
    [paragraph - 1, paragraph + 1, last + 1].flatMap((other) => {
      if (other < 1 || paragraphText(source, other).includes(plain(anchor))) return []
      const code = other > last ? 'NO_SUCH_PARAGRAPH' : 'ANCHOR_NOT_FOUND'
      return [{ what: `paragraph ${other}`, code, candidate: withEvidence(right, at, { paragraph: other }) } as const]
    }),
  )
}

function withField(right: DraftCandidate, field: string, value: unknown): DraftCandidate {
  return { ...right, fact: { ...right.fact, [field]: value } }
}

function numbers(right: DraftCandidate, said: readonly string[], language: string): Mutation[] {
  const { amount } = right.fact
  if (right.kind !== 'FIGURE' || typeof amount !== 'string' || !/^\d+$/u.test(amount) || right.fact.upTo != null)
    return []
  const values = said.map((text) => numbersIn(text, language))
  const unit = 10n ** 10n
  return [1n, -1n].flatMap((step) => {
    const other = BigInt(amount) + step
    if (other < 0n || values.some((all) => all.has(other * unit) || all.has(other))) return []
    const candidate = withField(right, 'amount', String(other))
    return [{ what: `amount ${other}`, code: 'NUMBER_NOT_FOUND', candidate } as const]
  })
}

/** One year later, and one earlier. */
function dates(right: DraftCandidate, said: readonly string[], language: string): Mutation[] {
  const { period } = factKind(right.kind as 'ALIAS')
  const value = right.fact[period]
  if (typeof value !== 'string' || !/^\d{4}(?:-\d\d){0,2}$/u.test(value)) return []
  const mentions = said.flatMap((text) => datesIn(text, language))
  return [1, -1].flatMap((step) => {
    const other = String(Number(value.slice(0, 4)) + step) + value.slice(4)
    if (other.endsWith('-02-29') || holdsDate(mentions, other)) return []
    return [{ what: `${period} ${other}`, code: 'DATE_NOT_FOUND', candidate: withField(right, period, other) } as const]
  })
}

/** Another letter in a name, and another entity in place of one. */
function names(right: DraftCandidate, said: readonly string[], known: KnownGraph): Mutation[] {
  const { name, critic } = right.fact
  const isSaid = (text: string) => said.some((sentence) => holdsName(wordsOf(sentence), text))
  const mutations: Mutation[] = []
  if (right.kind === 'ALIAS' && typeof name === 'string') {
    const changed = name.replace(/\p{L}(?=[^\p{L}]*$)/u, (letter) => (letter.toLowerCase() === 'x' ? 'k' : 'x'))
    if (!isSaid(changed))
      mutations.push({ what: changed, code: 'NAME_NOT_FOUND', candidate: withField(right, 'name', changed) })
  }
  if (right.kind !== 'CRITICISM' || typeof critic !== 'string') return mutations
  const others = firstSlugs(known.names).filter(([slug, entity]) => {
    return entity.kind === 'ORGANIZATION' && slug !== critic && !entity.names.some(isSaid)
  })
  return [
    ...mutations,
    ...others.slice(0, 3).map(([slug]) => {
      return { what: `critic ${slug}`, code: 'NAME_NOT_FOUND', candidate: withField(right, 'critic', slug) } as const
    }),
  ]
}

/** A word of a quotation with another letter, and words of two neighbouring sentences, joined and with a gap. */
function quotations(right: DraftCandidate, { text }: DraftSource): Mutation[] {
  if (!Array.isArray(right.fact.quotations)) return []
  const quoting = (words: string): Mutation => ({
    what: `quotation ${words}`,
    code: 'QUOTATION_NOT_FOUND',
    candidate: withField(right, 'quotations', [{ text: words, speaker: null }]),
  })
  const joined = right.evidence.flatMap((piece) => {
    const { sentence } = text.find(piece)
    const all = text.paragraph(piece.paragraph)
    const next = sentence && all[all.indexOf(sentence) + 1]
    if (sentence === undefined || next === undefined) return []
    const [last, first] = [sentence.text.split(' ').slice(-3).join(' '), next.text.split(' ').slice(0, 3).join(' ')]
    return [quoting(`${last} ${first}`), quoting(`${last} ... ${first}`)]
  })
  const spoilt = (right.fact.quotations as readonly { readonly text: string }[]).map((quotation) =>
    quoting(quotation.text.replace(/\p{L}(?=\p{L}*$)/u, (letter) => (letter === 'x' ? 'k' : 'x'))),
  )
  return [...joined, ...spoilt]
}

/** A citation that the sentence does not carry. */
function labels(right: DraftCandidate, { text }: DraftSource): Mutation[] {
  return right.evidence.flatMap((piece, at) => {
    const { references = [] } = text.find(piece).sentence ?? {}
    const wrong = [...piece.references, references.includes('98') ? '97' : '98']
    return [
      {
        what: `citations ${wrong}`,
        code: 'WRONG_REFERENCE',
        candidate: withEvidence(right, at, { references: wrong }),
      } as const,
    ]
  })
}

/** Words of the text in place of our own; twenty, because names count as one. */
function copied(right: DraftCandidate, { text }: DraftSource): Mutation {
  const sentences = text.sentences.filter((one) => one.text.split(' ').length > 20 && !/["“”\p{N}]/u.test(one.text))
  const words = (sentences[right.evidence.length % sentences.length]?.text ?? '').split(' ').slice(-20).join(' ')
  return { what: `statement ${words}`, code: 'STATEMENT_COPIED', candidate: { ...right, statement: words } }
}

function unknown(right: DraftCandidate): Mutation {
  const { subject } = factKind(right.kind as 'ALIAS')
  const candidate = withField(right, subject.field, 'nobody-at-all')
  if (subject.attribution === undefined || right.fact[subject.attribution] == null) {
    return { what: 'nobody', code: 'UNKNOWN_ENTITY', candidate }
  }
  return { what: 'a critic beside an attribution', code: 'BAD_SHAPE', candidate }
}
