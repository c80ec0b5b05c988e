import type { CandidateEvidence } from '../candidate.ts'
import { evidenceIn } from './evidence.ts'
import { isState } from './places.ts'
import type { Reading } from './reading.ts'
import type { KnownEntity } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { lower, name, nameWithAnd, newspaperWord, organizationWord, person } from './vocabulary.ts'

const one = String.raw`(?:the\s)?${name}`
/** The names that stand at the end of a text, as the subject of the verb after it. */
const lastNames = new RegExp(
  String.raw`(?:^|(?<before>\S+)\s)(?:[Bb]oth\s)?(?<whole>(?:[Tt]he\s)?${nameWithAnd}|(?:[Tt]he\s)?${name}(?:,\s${one}){0,4},?\sand\s${one})(?:,\s(?<apposition>[^,]{1,80}),|\s\([^()]{1,40}\))?(?:,?\s(?:in|on)\s(?:an?\s)?(?:${lower}+\s)?\d{4}(?:\s(?:report|statement))?,?)?,?$`,
  'u',
)
const isOrganization = new RegExp(
  String.raw`\b(?:${organizationWord}s?|nations)\b|\bInternational$|\b${newspaperWord}\b`,
  'iu',
)
/** Words before a name that make somebody of another one of it: "members of X", "a report by X". */
const preposition =
  /^(?:of|by|from|for|with|in|to|at|against|on|about|like|than|via|under|and|or|between|,|["“(]\S*)$/iu
/** Words before a name that say that it is a person's. */
const describesPerson =
  /(?:er|or|ist|man|woman|ian|chief|head|director|official|lawyer|chair|president|secretary|minister|economist|scientist|researchers|authors|critic|activist|blogger|Sen\.|Rep\.|Dr\.?|Prof\.|General|President|Minister|Senator|Professor|Secretary)$/u

/** Critics, and what follows their names. */
interface Critics {
  readonly critics: readonly KnownEntity[]
  readonly rest: string
}

const nobody: Critics = { critics: [], rest: '' }

/** The critics that a text ends with: "In 2003, both A and B". */
export function criticsAtEnd(reading: Reading, sentence: Sentence, text: string): Critics {
  const [, clause] = /^(.*,)\s(?:which|who)$/su.exec(text) ?? []
  const match = lastNames.exec((clause ?? text).slice(-300))
  const { before = '', whole = '', apposition = '' } = match?.groups ?? {}
  if (
    match === null ||
    (clause === undefined && preposition.test(before)) ||
    (before.endsWith(',') && !/^(?:In|On|As)\b/u.test(text))
  )
    return nobody
  // "A lawyer for the owner X accused ..." is no accusation by X.
  const inClause =
    (clause ?? text)
      .slice(0, (clause ?? text).lastIndexOf(whole))
      .split(/[,;:]/u)
      .at(-1) ?? ''
  if (clause === undefined && /\b(?:for|of|by|to|with|from|against|under)\s/u.test(inClause)) return nobody
  return { critics: criticsIn(reading, sentence, whole, { before, apposition }), rest: '' }
}

/** What may follow a critic. After "The Guardian" in "The Guardian columnist" the critic is still to come. */
const afterCritic = String.raw`(?=$|[.,;:)\]"”–—]|\s(?:for|of|as|in|on|over|because|when|who|which|after|before|and|at|during|due|that|with|to|from|but|while|\d)|\s["“(])`
const atStart = new RegExp(
  String.raw`^(?<before>(?:(?:${lower}|-)+\s){0,3})(?<whole>(?:[Tt]he\s)?${name}(?:,\s${one}){0,4}(?:,?\sand\s${one})?)${afterCritic}`,
  'u',
)

/** The critics that a text starts with: "the Refugee Council of Australia as presenting ...". */
export function criticsAtStart(reading: Reading, sentence: Sentence, text: string): Critics {
  const { 0: match = '', groups } = atStart.exec(text) ?? {}
  // "Members of X" are not X.
  const words = (groups?.before ?? '').trim().split(' ')
  if (match === '' || words.some((one) => /^(?:of|by|from|for|with|in|to|at|against|on)$/u.test(one))) return nobody
  const word = words.at(-1) ?? ''
  return {
    critics: criticsIn(reading, sentence, groups?.whole ?? '', { before: word, apposition: '' }),
    rest: text.slice(match.length),
  }
}

/** What stands around a name. */
interface Around {
  /** The word before it. */
  readonly before: string
  /** "Brazil's largest newspaper" of "Folha de S.Paulo, Brazil's largest newspaper,". */
  readonly apposition: string
}

/** One name, or several with commas and "and", each of which has to be that of somebody. */
function criticsIn(reading: Reading, sentence: Sentence, whole: string, around: Around): KnownEntity[] {
  const single = criticOf(reading, sentence, whole, around)
  if (single !== undefined) return [single]
  const names = whole.split(/,\sand\s|,\s|\sand\s/u)
  const critics = names.map((text) => criticOf(reading, sentence, text, around))
  return names.length > 1 && critics.every((critic) => critic !== undefined) ? critics : []
}

function criticOf(reading: Reading, sentence: Sentence, text: string, around: Around): KnownEntity | undefined {
  const { context } = reading
  const bare = text.replace(/^(?:In|On|When|While|Although|However|But|And)\s|^[Tt]he\s/u, '').replace(ofKind, '')
  const known = context.known(text) ?? context.known(bare)
  if (known?.slug === context.subject.slug || reading.names.includes(bare)) return undefined
  if (known !== undefined) return known.kind === 'ORGANIZATION' || known.kind === 'PERSON' ? known : undefined
  const titled = withTitle.exec(bare)?.groups?.person
  const name = titled ?? bare
  const kind = titled === undefined ? kindOf(reading, bare, around, /^the\s/iu.test(text)) : 'PERSON'
  const evidence = kind && namedIn(sentence, name)
  return evidence && context.known(name)?.kind !== 'PLACE' ? context.entity(kind, name, evidence) : undefined
}

/** "Israeli NGO " before the name of one. */
const ofKind = /^(?:\p{Lu}\p{Ll}+(?:an|ish|ese|ch|i)\s)?(?:NGO|MP|MEP|MPs|CEO)\s(?=\p{Lu})/u

/** "Ugandan President Yoweri Museveni", "former Prime Minister Boris Johnson". */
const withTitle = new RegExp(
  String.raw`^(?:${name}\s)?(?:(?:Vice\s|Deputy\s|Prime\s|Foreign\s|Finance\s|Interior\s)?(?:President|Minister|Chancellor|Senator|Congressman|Congresswoman|Ambassador|Professor|Secretary|Governor|Judge|King|Pope|Archbishop|Cardinal|Bishop|Prince|Princess|Sir|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Sen\.|Rep\.))\s(?<person>${person})$`,
  'u',
)

/** Whether the text elsewhere tells of somebody as a person: "the journalist X", "X, a professor", "X ... his". */
function isPersonIn({ sentences }: Reading, name: string): boolean {
  return sentences.some(({ text }) => {
    const at = text.indexOf(name)
    if (at < 0) return false
    const before = text.slice(0, at).trimEnd().split(/\s/u).at(-1) ?? ''
    const after = text.slice(at + name.length)
    const [apposition = ''] = /^,\s(?:an?|the|then|former)\s[^,]{1,60}/u.exec(after) ?? []
    return (
      describesPerson.test(before) ||
      describesPerson.test(apposition.split(/\s(?:of|for|at|and|who)\s/u)[0] ?? '') ||
      /^[^.;]{0,120}\b(?:he|she|his|her|him)\b/u.test(after)
    )
  })
}

const describesOrganization = new RegExp(
  String.raw`\b(?:${organizationWord}|newspaper|magazine|charity|NGO|think tank|union)\b`,
  'iu',
)

/** Two names, a pronoun, or people of a body: "Members of X". */
const noBody = /\sand\s|^(?:I|He|She|It|They|We|Others|Critics|This|That|These|Those)\b|^\p{Lu}\p{Ll}+s\sof\s/u

function kindOf(
  reading: Reading,
  text: string,
  { before, apposition }: Around,
  hasArticle: boolean,
): 'ORGANIZATION' | 'PERSON' | undefined {
  if (isState(text) || noBody.test(text)) return undefined
  if (isOrganization.test(text) || /^\p{Lu}{3,}$/u.test(text)) return 'ORGANIZATION'
  const isName = /^\p{Lu}\p{Ll}+(?:-\p{Lu}?\p{Ll}+)?(?:\s\p{Lu}\.)?(?:\s\p{Lu}[\p{L}'’-]+){1,2}$/u.test(text)
  const [described = ''] = apposition.split(/\s(?:of|for|at|and|who)\s/u)
  const isDescribed = describesPerson.test(before) || describesPerson.test(described)
  if (isName && !hasArticle && (isDescribed || isPersonIn(reading, text))) return 'PERSON'
  return describesOrganization.test(described) ? 'ORGANIZATION' : undefined
}

function namedIn(sentence: Sentence, text: string): CandidateEvidence | undefined {
  const start = sentence.text.indexOf(text)
  return evidenceIn(sentence, start, start + text.length)
}
