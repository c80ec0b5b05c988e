import { type BoxRow, rowEvidence } from './box.ts'
import { boxRule } from './box-rule.ts'
import { type Found, found, short } from './found.ts'
import { leadEvidence } from './mention.ts'
import { personOf } from './post.ts'
import type { Reading } from './reading.ts'
import { honorific, person, post } from './vocabulary.ts'

const titleKey = new RegExp(
  `^(?:${post}|Secretary General|Director General|Chairperson-in-Office|Secretary|Administrator|Chief Executive|Executive Director|Commissioner|General|High Commissioner|Presidents?)$`,
  'u',
)
const whoAtStart = new RegExp(
  String.raw`^(?:(?:General|President)\s)?${honorific}*(?<person>${person})(?=$|[,;]|\s?\()`,
  'u',
)
const nameThenTitle = new RegExp(
  String.raw`(?:^|[,;]\s)${honorific}*(?<person>${person})[,;]?\s\(?(?<title>${post})\)?(?=$|[,;])`,
  'gu',
)
const titleThenName = new RegExp(String.raw`^\((?<title>${post})\)\s${honorific}*(?<person>${person})(?=$|,)`, 'u')

export const boxPost = boxRule('box-post', 'the holders of posts in the information box', 1, function* (reading, row) {
  if (titleKey.test(row.key)) yield* boxRole(reading, row, row.key, whoAtStart.exec(row.value)?.groups?.person)
  if (!/^(?:Key people|Leaders?|Head|Chief|Agency executive)$/u.test(row.key)) return
  const { title, person: text } = titleThenName.exec(row.value)?.groups ?? {}
  if (title !== undefined) yield* boxRole(reading, row, title, text)
  for (const { groups } of row.value.matchAll(nameThenTitle))
    yield* boxRole(reading, row, groups?.title ?? '', groups?.person)
})

function* boxRole(reading: Reading, row: BoxRow, title: string, text: string | undefined): Generator<Found> {
  const evidence = text === undefined ? undefined : rowEvidence(row, text)
  const person = text === undefined ? undefined : personOf(reading, text, evidence)
  if (person === undefined) return
  const fact = { person: person.slug, organization: reading.context.subject.slug, title }
  yield* found('ROLE', fact, `${person.name} holds the post of ${title} at ${short(reading.phrase)}.`, [
    evidence,
    leadEvidence(reading),
  ])
}

export const boxFounder = boxRule('box-founder', 'the founders in the information box', 0.85, function* (reading, row) {
  if (!/^Founders?(?:\(s\))?$/u.test(row.key)) return
  for (const part of row.value.split(/,\s|\sand\s|;\s/u)) {
    const text = whoAtStart.exec(part)?.groups?.person
    const evidence = text === undefined ? undefined : rowEvidence(row, text)
    const person = text === undefined ? undefined : personOf(reading, text, evidence)
    if (person === undefined) return
    const fact = { subject: person.slug, relationshipType: 'ESTABLISHES', object: reading.context.subject.slug }
    yield* found('RELATIONSHIP', fact, `${person.name} set up ${short(reading.phrase)}.`, [
      evidence,
      leadEvidence(reading),
    ])
  }
})
