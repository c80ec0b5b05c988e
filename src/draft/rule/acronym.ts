import { fullName, type Written } from './acronym-spelling.ts'
import { evidenceIn } from './evidence.ts'
import { formerName } from './former-name.ts'
import { type Found, found, short } from './found.ts'
import { acronymsIn, legalForm } from './lead.ts'
import { type Reading, readingOf } from './reading.ts'
import type { KnownEntity, Rule } from './rule.ts'
import type { Sentence } from './sentence.ts'
import { longName, organizationWord } from './vocabulary.ts'

const pattern = new RegExp(String.raw`(?<name>${longName})\s\((?<brackets>[^()]{2,120})(?=[()])`, 'gu')
const organization = new RegExp(String.raw`\b${organizationWord}s?\b|\bInternational$`, 'iu')

/** "French: " before a name that the body before it has in that language. */
const inAnotherLanguage = /\p{Lu}\p{Ll}+:\s$/u

/** A full name with its acronym in brackets: "the International Organization for Migration (IOM)". */
export const acronym: Rule = {
  name: 'acronym',
  description: 'the acronym in brackets after a full name whose initials spell it',
  precision: 0.91,
  *find(context) {
    const reading = readingOf(context)
    const former = [...formerName.find(context)].map(({ fact }) => String(fact.name))
    const own = new Set([...reading.names, ...former])
    yield* inLead(reading)
    for (const sentence of reading.sentences) {
      for (const { groups, index } of sentence.text.matchAll(pattern)) {
        // "Working Group I's (WGI) report" does not say the name as it is.
        if (inAnotherLanguage.test(sentence.text.slice(0, index)) || /['’]s$/u.test(groups?.name ?? '')) continue
        const written = fullName(groups?.name ?? '', acronymsIn(groups?.brackets ?? ''))
        if (written !== undefined) yield* aliases(reading, own, sentence, { ...written, start: index + written.start })
      }
    }
  },
}

const startsWithForm = new RegExp(`^${legalForm}`, 'u')

/** The first sentence says what abbreviates its subject, even if the initials alone do not spell it: "ASEAN". */
function* inLead({ context, lead }: Reading): Generator<Found> {
  if (lead === undefined) return
  const text = lead.acronyms.find((acronym) =>
    lead.sentence.text.slice(lead.end).replace(startsWithForm, '').startsWith(` (${acronym}`),
  )
  if (text === undefined || text === context.subject.name || context.known(text) !== undefined) return
  const fact = { subject: context.subject.slug, name: text, aliasKind: 'ACRONYM', language: 'en' }
  const evidence = evidenceIn(lead.sentence, lead.start, lead.end + text.length + 3)
  yield* found('ALIAS', fact, `${text} is short for ${short(lead.name)}.`, [evidence])
}

function* aliases(
  reading: Reading,
  own: ReadonlySet<string>,
  sentence: Sentence,
  { name, acronym: text, start }: Written,
): Generator<Found> {
  const evidence = evidenceIn(sentence, start, start + name.length + text.length + 3)
  if (evidence === undefined) return
  const bearer = bearerOf(reading, own, name, text, evidence)
  if (bearer === undefined || bearer.name === text) return
  const fact = { subject: bearer.slug, name: text, aliasKind: 'ACRONYM', language: 'en' }
  // The name as it is written here, because it may be a former one of its bearer.
  yield* found('ALIAS', fact, `${text} is short for ${short(name)}.`, [evidence])
}

function bearerOf(
  { context }: Reading,
  own: ReadonlySet<string>,
  name: string,
  text: string,
  evidence: Parameters<typeof context.entity>[2],
): KnownEntity | undefined {
  if (own.has(name)) return context.subject
  const known = context.known(name)
  if (known !== undefined) return known
  // An acronym that stands for something else is no reason to make another one.
  // "NOCs" are many, and no body of their own.
  if (!organization.test(name) || text.endsWith('s') || context.known(text) !== undefined) return undefined
  return context.entity('ORGANIZATION', name, evidence)
}
