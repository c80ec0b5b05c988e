import { holdsName, wordsOf } from '../../wording/name.ts'
import { spells } from './acronym-spelling.ts'
import type { Sentence } from './sentence.ts'
import { nameWithAnd } from './vocabulary.ts'

/** The sentence that says what the subject is. */
export interface Lead {
  readonly sentence: Sentence
  /** The name that it starts with, without "the". */
  readonly name: string
  readonly start: number
  readonly end: number
  /** The acronyms in brackets after it. */
  readonly acronyms: readonly string[]
  /** What it says that the subject is. */
  readonly definition: string
}

/** What may follow a name and is no part of it. */
export const legalForm = String.raw`,?\s(?:(?:Inc|Ltd|plc|LLC|GmbH|AG|AISBL|ASBL)\b\.?|e\.\s?V\.|S\.A\.)`

const opening = new RegExp(
  String.raw`^(?:The\s)?(?<name>${nameWithAnd})(?:${legalForm})?,?(?:\s\((?<brackets>[^()]{1,300}(?:\([^()]{0,100}\)[^()]{0,200})?)\))?,?(?:(?<aside>\s[^.;]{0,200}?),)?\s(?:is|was|are|were)\s(?<definition>.{0,400})`,
  'u',
)

/**
 * The first sentence that starts with the title, or with a name that the title abbreviates, and says what that is; if
 * none does, the first that says anything of it.
 */
export function leadOf(title: string, sentences: readonly Sentence[]): Lead | undefined {
  let first: Lead | undefined
  for (const sentence of sentences) {
    const lead = leadIn(title, sentence)
    if (lead !== undefined && /^(?:an?|the|one)\s/u.test(lead.definition)) return lead
    first ??= lead
  }
  return first
}

function leadIn(title: string, sentence: Sentence): Lead | undefined {
  const { name = '', brackets = '', definition = '', aside = '' } = opening.exec(sentence.text)?.groups ?? {}
  if (name === '' || !(isTitle(title, name, brackets) || isCalled(title, `${brackets};${aside}`))) return undefined
  const start = sentence.text.indexOf(name)
  const acronyms = acronymsIn(brackets).filter((acronym) => abbreviates(acronym, name))
  return { sentence, name, start, end: start + name.length, acronyms, definition }
}

/**
 * Whether the letters of the acronym are some of the name's, in order, from its first: IERS leaves out words of its long
 * name, and ASEAN takes two letters of "Southeast".
 */
function abbreviates(acronym: string, name: string): boolean {
  const letters = name.toUpperCase()
  let at = 0
  for (const letter of acronym.replaceAll(/\p{Ll}/gu, '')) {
    const found = letters.indexOf(letter, at)
    if (found < 0 || (at === 0 && found > 0)) return false
    at = found + 1
  }
  return true
}

/** "The Buoy Police Organization, more commonly known as Buoypol, is ..." */
function isCalled(title: string, said: string): boolean {
  const names = said.match(commonName)
  return names?.some((text) => text.replace(known, '') === title) ?? false
}

const known = /^.*\b(?:known|called|referred to)\s(?:simply\s)?(?:as\s|by\s)?(?:the\s|["“'])?/u
const commonName = new RegExp(
  String.raw`\b(?:known|called|referred\sto)\s(?:simply\s)?(?:as\s|by\s)?(?:the\s|["“'])?${nameWithAnd}`,
  'gu',
)

function isTitle(title: string, name: string, brackets: string): boolean {
  const isNamed = (text: string) => holdsName(wordsOf(text), title)
  return (
    // "Food and Agriculture Organization of the United Nations"
    (isNamed(name) && (name.startsWith(`${title} of `) || wordsOf(name).length <= wordsOf(title).length + 2)) ||
    (isNamed(brackets) && spells(title, name))
  )
}

/** Words in capitals: "ILO", "UNHCR", "AfDB". */
export function acronymsIn(text: string): string[] {
  return [
    ...new Set(
      text.match(/(?<![\p{L}\p{N}.-])\p{Lu}[\p{L}\p{N}]{0,10}\p{Lu}[\p{Lu}\p{N}s]{0,4}(?![\p{L}\p{N}]|-\p{Ll})/gu),
    ),
  ]
}
