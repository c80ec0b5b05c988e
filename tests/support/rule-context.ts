import { readArticle } from '../../src/document/article.ts'
import { type ReadDocument, segmentDocument } from '../../src/document/read.ts'
import { readableTitle } from '../../src/document/title.ts'
import type { Candidate, CandidateEvidence } from '../../src/draft/candidate.ts'
import type { KnownEntity, RuleContext } from '../../src/draft/rule/rule.ts'
import { type Subject, slugOf, subjectOf } from '../../src/draft/subject.ts'
import type { EntityKind } from '../../src/generated/prisma/enums.ts'
import { nameKey } from '../../src/model/name-key.ts'

/** An entity with all its names. */
export interface Named extends KnownEntity {
  readonly names?: readonly string[]
}

/** What rules read of a text, with a lexicon: as a draft makes it, without a graph. */
export interface TextForRules {
  readonly context: RuleContext | undefined
  readonly subject: Subject | undefined
  readonly document: ReadDocument
  /** What rules made because nobody knew it. */
  readonly made: ReadonlyMap<string, Named & { readonly evidence: CandidateEvidence }>
}

/** As `readDocument` reads an article, but at once. */
function readArticleDocument(source: string, language: string): ReadDocument {
  const { paragraphs, ...content } = readArticle(source)
  const numbered = paragraphs.map((paragraph, index) => ({ number: index + 1, ...paragraph }))
  return segmentDocument({ ...content, format: 'article', sha256: '', paragraphs: numbered }, language)
}

export function textForRules(
  source: string | Uint8Array,
  lexicon: readonly Named[] = [],
  language = 'en',
): TextForRules {
  const document = readArticleDocument(String(source), language)
  const byName = new Map<string, KnownEntity | undefined>()
  for (const entity of lexicon) {
    for (const name of [entity.name, ...(entity.names ?? [])]) {
      const key = nameKey(name)
      byName.set(key, byName.has(key) && byName.get(key)?.slug !== entity.slug ? undefined : entity)
    }
  }
  const known = (name: string) => byName.get(nameKey(name))
  const subject = subjectOf(document, known)
  const made = new Map<string, Named & { readonly evidence: CandidateEvidence }>()
  if (subject === undefined) return { context: undefined, subject, document, made }
  if (subject.isNew) byName.set(nameKey(subject.name), subject)
  const context: RuleContext = {
    title: readableTitle(document),
    language,
    paragraphs: document.paragraphs,
    subject,
    known,
    entity: (kind: EntityKind, name: string, evidence: CandidateEvidence) => {
      const existing = known(name)
      if (existing !== undefined) return existing
      const entity = { slug: slugOf(name), kind, name, evidence }
      made.set(entity.slug, entity)
      byName.set(nameKey(name), entity)
      return entity
    },
  }
  return { context, subject, document, made }
}

/** The sentence that a piece of evidence names. */
export function sentenceOf({ document }: TextForRules, { paragraph, anchor }: CandidateEvidence): string {
  const { sentences = [] } = document.paragraphs[paragraph - 1] ?? {}
  return sentences.find(({ text }) => text.includes(anchor))?.text ?? ''
}

export type { Candidate }
