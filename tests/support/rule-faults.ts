import '../../src/kinds.ts'
import { locateAnchor } from '../../src/change/anchor.ts'
import type { FactDraft } from '../../src/change/draft.ts'
import { factFormat } from '../../src/change/draft-format.ts'
import { checkFact, type LocatedEvidence } from '../../src/change/fact-check.ts'
import type { Candidate, CandidateEvidence } from '../../src/draft/candidate.ts'
import { FactKind } from '../../src/generated/prisma/enums.ts'
import { factKind } from '../../src/model/kind.ts'
import { wordsOf } from '../../src/wording/name.ts'
import type { Named, TextForRules } from './rule-context.ts'

/** What any check of drafts would refuse of a candidate: its shape, its anchors, its words, its statement. */
export function faultsOf(text: TextForRules, candidate: Candidate, lexicon: readonly Named[] = []): string[] {
  const { kind, fact, statement, evidence } = candidate
  if (!Object.hasOwn(FactKind, kind)) return [`${kind} is no kind of fact`]
  const format = factFormat(factKind(kind as FactKind))
  const shaped = format.safeParse({
    ...fact,
    key: 'key',
    statement,
    evidence: evidence.map((piece) => ({ ...piece, paragraph: String(piece.paragraph), document: 'text' })),
  })
  if (!shaped.success) return [`shape: ${shaped.error.message}`]
  const located = evidence.map((piece) => locate(text, piece))
  const checks = checkFact({ ...shaped.data, kind } as FactDraft, namesOf(text, lexicon), located)
  return [
    ...evidence.flatMap((piece, index) => (located[index]?.status === 'FOUND' ? [] : [`anchor: ${piece.anchor}`])),
    ...evidence.flatMap(({ anchor }) => (anchor.split(/\s+/u).length > 8 ? [`long anchor: ${anchor}`] : [])),
    ...checks.filter(({ status }) => status !== 'CONFIRMED').map(({ subject, value }) => `${subject}: ${value}`),
    ...[statement, fact.claim].flatMap((words) =>
      typeof words === 'string' && copies(text, words) ? [`copied: ${words}`] : [],
    ),
  ]
}

function locate({ document }: TextForRules, { paragraph, anchor }: CandidateEvidence): LocatedEvidence {
  const { sentences = [] } = document.paragraphs[paragraph - 1] ?? {}
  const { status, sentence } = locateAnchor(sentences, anchor)
  if (sentence === undefined) return { status }
  const all = sentences.map(({ text, references }) => ({ text, labels: references, language: document.language }))
  return { status, found: { sentences: all, at: sentences.indexOf(sentence) } }
}

function namesOf({ subject, made }: TextForRules, lexicon: readonly Named[]) {
  const entities: Named[] = [...lexicon, ...made.values(), ...(subject?.isNew ? [subject] : [])]
  return new Map(
    entities.map((one) => [one.slug, { kind: one.kind, name: one.name, names: [one.name, ...(one.names ?? [])] }]),
  )
}

const mostWords = 8

/** Whether more than eight words in a row stand in a sentence of the text, too. */
function copies({ document }: TextForRules, statement: string): boolean {
  const own = keysOf(statement)
  const runs = own
    .slice(0, Math.max(0, own.length - mostWords))
    .map((_, at) => own.slice(at, at + mostWords + 1).join(' '))
  const sentences = document.paragraphs.flatMap((paragraph) => paragraph.sentences)
  return (
    runs.length > 0 &&
    sentences.some(({ text }) => runs.some((run) => ` ${keysOf(text).join(' ')} `.includes(` ${run} `)))
  )
}

const keysOf = (text: string): string[] => wordsOf(text).map(({ key }) => key)
