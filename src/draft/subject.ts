import { deburr } from 'es-toolkit/string/deburr'
import type { ReadDocument } from '../document/read.ts'
import { readableTitle } from '../document/title.ts'
import type { CandidateEvidence } from './candidate.ts'
import { evidenceIn } from './rule/evidence.ts'
import { type Lead, leadOf } from './rule/lead.ts'
import type { KnownEntity } from './rule/rule.ts'
import { type Sentence, sentencesOf } from './rule/sentence.ts'
import { organizationWord } from './rule/vocabulary.ts'

/** What a text is about. */
export interface Subject extends KnownEntity {
  /** True if nobody knows it yet: the draft then has to make it. */
  readonly isNew: boolean
  /** The sentence that names it. */
  readonly evidence: CandidateEvidence
}

/**
 * The organisation that a text is about: by its title, or by the full name or the acronym in brackets of its first
 * sentence, if somebody knows one of these, and else a new one with the title as its name. Undefined if nothing says
 * that the text is about an organisation: rules find nothing in articles about persons, places or lists.
 */
export function subjectOf(
  document: Pick<ReadDocument, 'format' | 'title' | 'paragraphs'>,
  known: (name: string) => KnownEntity | undefined,
): Subject | undefined {
  const title = readableTitle(document)
  const sentences = sentencesOf(document.paragraphs)
  const lead = leadOf(title, sentences)
  const evidence = lead === undefined ? firstNaming(title, sentences) : evidenceIn(lead.sentence, lead.start, lead.end)
  if (evidence === undefined) return undefined
  const names = lead === undefined ? [title] : [title, lead.name, ...lead.acronyms]
  const found = names.map(known).find((entity) => entity !== undefined)
  if (found !== undefined) return found.kind === 'ORGANIZATION' ? { ...found, isNew: false, evidence } : undefined
  if (!isOrganization(title, lead, document)) return undefined
  return { slug: slugOf(title), kind: 'ORGANIZATION', name: title, isNew: true, evidence }
}

/** The sentence that names the title, of a text that does not say what it is. */
function firstNaming(title: string, sentences: readonly Sentence[]): CandidateEvidence | undefined {
  const sentence = sentences.find(({ text }) => text.includes(title) && text !== title)
  const start = sentence?.text.indexOf(title) ?? 0
  return sentence && evidenceIn(sentence, start, start + title.length)
}

const kindOfOrganization = new RegExp(
  String.raw`\b(?:${organizationWord}|charity|nonprofit|non-profit|NGO|think tank|body|denomination|union|club|firm|regulator|cartel|police|alliance)s?\b`,
  'iu',
)
const boxOfOrganization =
  /^(?:Abbreviation|Formation|Headquarters|Legal status|Membership|Founders?|Founded|Key people|Parent organi[sz]ation)\b/u

/** "is a United Nations agency", a title such as "Human Rights Watch", or what a box says of organisations only. */
function isOrganization(
  title: string,
  lead: Lead | undefined,
  { paragraphs }: Pick<ReadDocument, 'paragraphs'>,
): boolean {
  if (/^(?:List|Lists|History|Outline|Index|Timeline|Criticism)\s/u.test(title)) return false
  const isBoxed = paragraphs.some(({ section, text }) => section === 'INFORMATION_BOX' && boxOfOrganization.test(text))
  const [start = ''] = (lead?.definition ?? '').split(/[,;]|\s(?:who|whose|which|that)\s/u)
  // Persons and places are born and built.
  const isFounded = /^(?:founded|established|formed|created|set up)\b/u.test(start)
  return isBoxed || isFounded || kindOfOrganization.test(start) || kindOfOrganization.test(title)
}

/** A readable key: "human-rights-watch". */
export function slugOf(name: string): string {
  const slug = deburr(name.normalize('NFC'))
    .toLowerCase()
    .replaceAll(/['’]/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
  return slug.replaceAll(/^-+|-+$/gu, '').slice(0, 100) || 'subject'
}
