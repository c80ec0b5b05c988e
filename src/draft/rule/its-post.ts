import { evidenceIn } from './evidence.ts'
import { holdsSubject, isAboutSubject } from './mention.ts'
import type { Reading } from './reading.ts'
import type { Sentence } from './sentence.ts'
import { honorific, letter, nameWithAnd, organizationWord, person, post } from './vocabulary.ts'

const its = new RegExp(
  String.raw`^(?:Its|(?:The|This)\s${organizationWord}['’]s|The(?=\scurrent\s))\s(?:(?:current|present|first|founding|new)\s)?(?<title>${post})(?!${letter})(?:,?\s|\s(?:is|was)\s)${honorific}?(?<person>${person})(?=[,.;]|$)`,
  'u',
)

/** "Its current president is Ada Brook.", where "it" is the subject of the sentence before. */
export function itsPost(reading: Reading, sentence: Sentence) {
  const match = its.exec(sentence.text)
  const { title = '', person: text = '' } = match?.groups ?? {}
  if (match === null || sentence.before === undefined) return undefined
  const isCurrent = match[0].startsWith('The current') && holdsSubject(reading, sentence.before.text)
  const isOwn = isAboutSubject(reading, sentence.before) && !namesOther(reading, sentence.before.text)
  const start = match[0].lastIndexOf(text)
  const anchor = isCurrent || isOwn ? evidenceIn(sentence, start, start + text.length) : undefined
  return anchor && { name: text, title, anchor }
}

/** "Its president" may be that of the parliament that the sentence before tells of. */
function namesOther({ names }: Reading, text: string): boolean {
  const others = text.match(new RegExp(nameWithAnd, 'gu')) ?? []
  return others.some((other) => organizational.test(other) && !names.includes(other.replace(/^The\s/u, '')))
}

const organizational = new RegExp(String.raw`\b${organizationWord}\b`, 'iu')
