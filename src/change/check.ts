import type { Field } from '../model/field.ts'
import { type EndDeclaration, entityKind, factKind, textIn } from '../model/kind.ts'
import { nameKey } from '../model/name-key.ts'
import { quoted } from '../model/value.ts'
import type { DatasetDraft, DocumentDraft, EntityDraft, EvidenceDraft, FactDraft, SameAsDraft } from './draft.ts'
import { type Draft, type DraftPath, type DraftProblem, draftProblem } from './problem.ts'
import { checkTrees } from './tree.ts'

interface CheckOptions {
  /** The name of an earlier item in messages, such as its file and line. */
  readonly nameOf?: (draft: Draft, field: string) => string
}

/** The problems of drafts in themselves. For their references see reference.ts. */
export function checkDrafts(
  { documents, entities, sameAs = [], facts }: Pick<DatasetDraft, 'documents' | 'entities' | 'sameAs' | 'facts'>,
  { nameOf = () => 'an earlier item' }: CheckOptions = {},
): DraftProblem[] {
  return [
    ...checkDocuments(documents),
    ...checkFormerSlugs(documents),
    ...repeated([...entities, ...sameAs], 'slug', nameOf),
    ...repeated(facts, 'key', nameOf),
    ...checkFormerSlugs([...entities, ...sameAs]),
    ...entities.flatMap(checkEntity),
    ...checkSameAs(sameAs, entities),
    ...facts.flatMap(checkFact),
    ...checkTrees(entities),
  ]
}

/** Slugs or keys that an earlier item has already. */
function repeated<T extends EntityDraft | SameAsDraft | FactDraft>(
  drafts: readonly T[],
  field: 'slug' | 'key',
  nameOf: NonNullable<CheckOptions['nameOf']>,
): DraftProblem[] {
  const first = new Map<string, T>()
  return drafts.flatMap((draft) => {
    const value = textIn(draft, field) ?? ''
    const earlier = first.get(value)
    if (earlier === undefined) {
      first.set(value, draft)
      return []
    }
    const message = `${quoted(value)} is the ${field} of ${nameOf(earlier, field)} already; choose another one`
    return [draftProblem(draft, [field], value, message)]
  })
}

/** A former slug finds one thing only. */
function checkFormerSlugs(drafts: readonly (DocumentDraft | EntityDraft | SameAsDraft)[]): DraftProblem[] {
  const slugs = new Set(drafts.map(({ slug }) => slug))
  const former = new Set<string>()
  return drafts.flatMap((draft) =>
    draft.formerSlugs.flatMap((slug, index) => {
      const taken = slugs.has(slug) ? 'the slug' : former.has(slug) ? 'a former slug' : undefined
      former.add(slug)
      if (taken === undefined) return []
      const message = `${quoted(slug)} is ${taken} of another item; a former slug finds one thing only`
      return [draftProblem(draft, ['formerSlugs', index], slug, message)]
    }),
  )
}

function checkDocuments(documents: readonly DocumentDraft[]): DraftProblem[] {
  const seen = new Set<string>()
  return documents.flatMap((document) => {
    const { slug, references } = document
    const isRepeated = seen.has(slug)
    seen.add(slug)
    const message = `${quoted(slug)} is the slug of an earlier document already; choose another one`
    return [
      ...(isRepeated ? [draftProblem(document, ['slug'], slug, message)] : []),
      ...repeats(references, ({ label }) => label).map(([index, label]) => {
        const text = `the reference ${quoted(label)} stands in the list already; take one out`
        return draftProblem(document, ['references', index], label, text)
      }),
    ]
  })
}

/** Position and text of each item whose text an earlier one has. */
function repeats<T>(items: readonly T[], textOf: (item: T) => string): [number, string][] {
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const text = textOf(item)
    if (seen.has(text)) return [[index, text] as [number, string]]
    seen.add(text)
    return []
  })
}

function repeatedIn<T>(draft: Draft, path: DraftPath, list: readonly T[], textOf: (one: T) => string): DraftProblem[] {
  return repeats(list, textOf).map(([index, text]) =>
    draftProblem(draft, [...path, index], text, `${quoted(text)} stands in this list already; take one out`),
  )
}

function checkEntity(draft: EntityDraft): DraftProblem[] {
  return [...checkItem(draft), ...checkFields(draft, entityKind(draft.kind).fields)]
}

function checkItem(draft: EntityDraft | SameAsDraft): DraftProblem[] {
  return [
    ...(draft.name === undefined ? [] : checkName(draft, ['name'], draft.name)),
    ...draft.labels.flatMap(({ text }, index) => checkName(draft, ['labels', index], text)),
    ...repeatedIn(draft, ['identifiers'], draft.identifiers, ({ scheme, value }) => `${scheme} ${value}`),
  ]
}

/** An item may only be the same as an entity of another dataset: of two items of one dataset, one is too many. */
function checkSameAs(drafts: readonly SameAsDraft[], entities: readonly EntityDraft[]): DraftProblem[] {
  const own = new Set([...entities, ...drafts].flatMap(({ slug, formerSlugs }) => [slug, ...formerSlugs]))
  return drafts.flatMap((draft) => {
    const problems = checkItem(draft)
    return own.has(draft.sameAs) ? [...problems, ownEntityProblem(draft)] : problems
  })
}

export function ownEntityProblem(draft: SameAsDraft): DraftProblem {
  const message = `${quoted(draft.sameAs)} is an item of this dataset; sameAs names an entity of another one. Make one item of the two, and list the slug that goes under formerSlugs`
  return draftProblem(draft, ['sameAs'], draft.sameAs, message)
}

function checkName(draft: Draft, path: DraftPath, name: string): DraftProblem[] {
  if (nameKey(name) !== '') return []
  return [draftProblem(draft, path, name, `${quoted(name)} has no character that can be seen; write a name`)]
}

function checkFact(draft: FactDraft): DraftProblem[] {
  const { fields, subject, check } = factKind(draft.kind)
  const problems = [
    ...checkSubject(draft, subject),
    ...repeatedIn(draft, ['evidence'], draft.evidence, evidenceText),
    ...draft.evidence.flatMap(({ references }, index) =>
      repeatedIn(draft, ['evidence', index, 'references'], references, String),
    ),
    ...checkFields(draft, fields),
  ]
  check?.(draft, (path, value, message) => problems.push(draftProblem(draft, path, value, message)))
  return problems
}

/** Somebody is named as the subject, or the source names nobody and is quoted instead. */
function checkSubject(draft: FactDraft, { field, attribution }: EndDeclaration): DraftProblem[] {
  if (attribution === undefined) return []
  const [slug, words] = [textIn(draft, field), textIn(draft, attribution)]
  if (slug !== undefined && words !== undefined) {
    const message = `there is a ${field}, ${quoted(slug)}, as well; \`${attribution}\` is for a source that names no ${field}: take one out`
    return [draftProblem(draft, [attribution], words, message)]
  }
  if (slug !== undefined || words !== undefined) return []
  const message = `is missing; give the slug of the ${field}, or the words of a source that names none as \`${attribution}\``
  return [draftProblem(draft, [field], undefined, message)]
}

/** Two pieces of evidence with the same words of the same paragraph would have the same id. */
function evidenceText({ document, paragraph, anchor }: EvidenceDraft): string {
  return [document, `paragraph ${paragraph}`, anchor].filter((part) => part !== '').join(', ')
}

function checkFields(draft: Draft, fields: Readonly<Record<string, Field>>): DraftProblem[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = (draft as Record<string, unknown>)[name]
    if (field.holds === 'references' && value !== undefined)
      return repeatedIn(draft, [name], value as readonly string[], String)
    return field.holds === 'value' && field.isName && typeof value === 'string' ? checkName(draft, [name], value) : []
  })
}
