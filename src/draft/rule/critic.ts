import type { CandidateEvidence } from '../candidate.ts'
import { type Around, kindOf, mayBePerson } from './critic-kind.ts'
import { evidenceIn } from './evidence.ts'
import { organizationNamed } from './organization.ts'
import { isState } from './places.ts'
import type { Reading } from './reading.ts'
import type { KnownEntity } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { lower, name, nameWithAnd, person, upper } from './vocabulary.ts'

const one = String.raw`(?:the\s)?${name}`
/** The names that stand at the end of a text, as the subject of the verb after it. */
const lastNames = new RegExp(
  String.raw`(?:^|(?<before>\S+)\s)(?:[Bb]oth\s)?(?<whole>(?:[Tt]he\s)?${nameWithAnd}|(?:[Tt]he\s)?${name}(?:,\s${one}){0,4},?\sand\s${one})(?:,\s(?<apposition>[^,]{1,80}),|\s\([^()]{1,40}\))?(?:,?\s(?:in|on)\s(?:an?\s)?(?:${lower}+\s)?\d{4}(?:\s(?:report|statement))?,?)?,?$`,
  'u',
)
/** Words before a name that make somebody of another one of it: "members of X", "a report by X". */
const preposition =
  /^(?:of|by|from|for|with|in|to|at|against|on|about|like|than|via|under|and|or|between|,|["“(]\S*)$/iu

/** Who criticises: a person or an organisation, or a state or its government, which are words of the text only. */
export interface Critic {
  readonly name: string
  readonly entity?: KnownEntity
}

/** Critics, and what follows their names. */
interface Critics {
  readonly critics: readonly Critic[]
  readonly rest: string
}

const nobody: Critics = { critics: [], rest: '' }

/** The critics that a text ends with: "In 2003, both A and B". */
export function criticsAtEnd(reading: Reading, sentence: Sentence, text: string): Critics {
  const [, relative] = /^(.*,)\s(?:which|who)$/su.exec(text) ?? []
  const clause = relative ?? text
  const match = lastNames.exec(clause.slice(-300))
  const own = relative === undefined ? [governmentAtEnd(clause), memberAtEnd(reading, sentence, clause)] : []
  const critic = own.find((found) => found !== undefined)
  if (critic !== undefined) return { critics: [critic], rest: '' }
  const { before = '', whole = '', apposition = '' } = match?.groups ?? {}
  if (match === null || (before.endsWith(',') && !/^(?:In|On|As)\b/u.test(text))) return nobody
  if (relative === undefined && (preposition.test(before) || isForOthers(clause, whole))) return nobody
  return { critics: criticsIn(reading, sentence, whole, { before, apposition }), rest: '' }
}

/** "A lawyer for the owner X accused ..." is no accusation by X. */
function isForOthers(clause: string, whole: string): boolean {
  const [before = ''] = clause.slice(0, clause.lastIndexOf(whole)).split(/[,;:]/u).slice(-1)
  return /\b(?:for|of|by|to|with|from|against|under)\s/u.test(before)
}

/** What a sentence may have before its subject. */
const beginning = String.raw`^(?:(?:In|On|During|By|After|Following)\s[^,;:]{1,60},\s)?`
const ofState = String.raw`(?:${upper}${lower}{2,20}(?:an|ian|ish|ese|ch|i|ic|se)|${name}['’]s?)`
const government = String.raw`(?:[Tt]he\s)?${ofState}\s(?:${lower}+\s){0,2}(?:government|authorities|parliament|ministry|regime)`
const governing = new RegExp(`${beginning}(?<whole>${government})$`, 'u')

/** "The Afghan interior ministry", "Malawi's government". */
function governmentAtEnd(clause: string): Critic | undefined {
  const { whole } = governing.exec(clause)?.groups ?? {}
  return whole === undefined ? undefined : { name: whole.replace(/^The\s/u, 'the ') }
}

const member = new RegExp(
  String.raw`${beginning}(?:(?:${upper}${lower}+\s)?(?:${lower}+\s){1,3})?(?<person>${person})\s(?:of|from|at)\s(?:the\s)?(?<body>${nameWithAnd})$`,
  'u',
)

/** "Ada Brook of the Center for Harbours" */
function memberAtEnd(reading: Reading, sentence: Sentence, clause: string): Critic | undefined {
  const { person: text = '', body = '' } = member.exec(clause)?.groups ?? {}
  const evidence = mayBePerson(text) ? namedIn(sentence, text) : undefined
  // A body, because whoever is "of" a place may be an office of it.
  if (
    evidence === undefined ||
    organizationNamed({ ...reading, context: unmaking(reading) }, body, evidence) === undefined
  )
    return undefined
  const known = reading.context.known(text)
  if (known !== undefined && known.kind !== 'PERSON') return undefined
  return { name: text, entity: known ?? reading.context.entity('PERSON', text, evidence) }
}

/** A context that tells what it would make, and makes nothing. */
const unmaking = ({ context }: Reading): Reading['context'] => ({
  ...context,
  known: (text) => context.known(text),
  entity: (kind, text) => ({ slug: '', kind, name: text }),
})

/** What may follow a critic. After "The Guardian" in "The Guardian columnist" the critic is still to come. */
const afterCritic = String.raw`(?=$|[.,;:)\]"”–—]|\s(?:for|of|as|in|on|over|because|when|who|which|after|before|and|at|during|due|that|with|to|from|but|while|\d)|\s["“(])`
const atStart = new RegExp(
  String.raw`^(?<before>(?:(?:${lower}|-)+\s){0,3})(?<whole>(?:[Tt]he\s)?${name}(?:,\s${one}){0,4}(?:,?\sand\s${one})?)(?<kind>\s(?:magazine|newspaper))?${afterCritic}`,
  'u',
)

/** The critics that a text starts with: "the Refugee Council of Australia as presenting ...". */
export function criticsAtStart(reading: Reading, sentence: Sentence, text: string): Critics {
  const governmental = new RegExp(`^${government}(?!${lower})`, 'u').exec(text)?.[0]
  if (governmental !== undefined) return { critics: [{ name: governmental }], rest: text.slice(governmental.length) }
  const { 0: match = '', groups } = atStart.exec(text) ?? {}
  // "Members of X" are not X.
  const words = (groups?.before ?? '').trim().split(' ')
  if (match === '' || words.some((one) => /^(?:of|by|from|for|with|in|to|at|against|on)$/u.test(one))) return nobody
  const word = words.at(-1) ?? ''
  return {
    critics: criticsIn(reading, sentence, groups?.whole ?? '', {
      before: word,
      apposition: groups?.kind?.trim() ?? '',
    }),
    rest: text.slice(match.length),
  }
}

/** One name, or several with commas and "and", each of which has to be that of somebody. */
function criticsIn(reading: Reading, sentence: Sentence, whole: string, around: Around): Critic[] {
  const single = criticOf(reading, sentence, whole, around)
  if (single !== undefined) return [single]
  const names = whole.split(/,\sand\s|,\s|\sand\s/u)
  const critics = names.map((text) => criticOf(reading, sentence, text, around))
  return names.length > 1 && critics.every((critic) => critic !== undefined) ? critics : []
}

function criticOf(reading: Reading, sentence: Sentence, text: string, around: Around): Critic | undefined {
  const { context } = reading
  const opened = text.replace(/^(?:In|On|When|While|Although|However|But|And)\s/u, '')
  const bare = opened.replace(/^[Tt]he\s/u, '').replace(ofKind, '')
  const known = context.known(text) ?? context.known(bare)
  if (known?.slug === context.subject.slug || reading.names.includes(bare)) return undefined
  if (isState(bare) && (known === undefined || known.kind === 'PLACE'))
    return { name: opened.replace(/^The\s/u, 'the ') }
  if (known !== undefined)
    return known.kind === 'ORGANIZATION' || known.kind === 'PERSON' ? { name: known.name, entity: known } : undefined
  const titled = withTitle.exec(bare)?.groups?.person ?? withTrade.exec(bare)?.groups?.person
  const name = titled ?? bare
  const kind = titled === undefined ? kindOf(reading, bare, around, /^the\s/iu.test(text)) : 'PERSON'
  const evidence = kind && namedIn(sentence, name)
  const isPlace = context.known(name)?.kind === 'PLACE'
  return evidence && !isPlace ? { name, entity: context.entity(kind, name, evidence) } : undefined
}

/** "Economist Ada Brook" at the start of a sentence. */
const withTrade = new RegExp(
  String.raw`^(?:Activist|Actor|Actress|Academic|Analyst|Author|Businessman|Campaigner|Columnist|Critic|Economist|Historian|Investor|Journalist|Lawyer|Philosopher|Politician|Reporter|Researcher|Scholar|Scientist|Singer|Writer)\s(?<person>${person})$`,
  'u',
)

/** "Israeli NGO " before the name of one. */
const ofKind =
  /^(?:\p{Lu}\p{Ll}+(?:an|ish|ese|ch|i)\s)?(?:NGO|MP|MEP|MPs|CEO)\s(?=\p{Lu})(?!(?:Forum|Monitor|Network|Coalition|Alliance|Platform|Council)\b)/u

/** "Ugandan President Yoweri Museveni", "former Prime Minister Boris Johnson". */
const withTitle = new RegExp(
  String.raw`^(?:${name}\s)?(?:(?:Vice\s|Deputy\s|Prime\s|Foreign\s|Finance\s|Interior\s)?(?:President|Minister|Chancellor|Senator|Congressman|Congresswoman|Ambassador|Professor|Secretary|Governor|Judge|King|Pope|Archbishop|Cardinal|Bishop|Prince|Princess|Sir|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Sen\.|Rep\.))\s(?<person>${person})$`,
  'u',
)

function namedIn(sentence: Sentence, text: string): CandidateEvidence | undefined {
  const start = sentence.text.indexOf(text)
  return evidenceIn(sentence, start, start + text.length)
}
