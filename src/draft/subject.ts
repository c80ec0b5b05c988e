import type { ReadDocument } from '../document/read.ts'
import { readableTitle } from '../document/title.ts'
import { holdsName, wordsOf } from '../wording/name.ts'
import type { CandidateEvidence } from './candidate.ts'
import { slugFrom } from './key.ts'
import type { KnownEntity } from './rule/rule.ts'

/** What a text is about. */
export interface Subject extends KnownEntity {
  /** True if nobody knows it yet: the draft then has to make it. */
  readonly isNew: boolean
  /** The sentence that names it. */
  readonly evidence: CandidateEvidence
}

/** The organisation that a text is about, by its title; undefined if no sentence names it. */
export function subjectOf(
  document: Pick<ReadDocument, 'runTogetherTitle' | 'paragraphs'>,
  known: (name: string) => KnownEntity | undefined,
): Subject | undefined {
  const name = readableTitle(document)
  for (const { number, sentences } of document.paragraphs) {
    const sentence = sentences.find(({ text }) => holdsName(wordsOf(text), name))
    if (sentence === undefined) continue
    const evidence = {
      paragraph: number,
      anchor: sentence.text.split(' ').slice(0, 8).join(' '),
      references: sentence.references,
    }
    const found = known(name)
    return found
      ? { ...found, isNew: false, evidence }
      : { slug: slugFrom(name), kind: 'ORGANIZATION', name, isNew: true, evidence }
  }
  return undefined
}
