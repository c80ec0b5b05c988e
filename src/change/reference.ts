import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Field } from '../model/field.ts'
import { type EndDeclaration, entityKind, type FieldValues, factKind, textIn } from '../model/kind.ts'
import { quoted } from '../model/value.ts'
import type { DatasetDraft, EntityDraft, FactDraft, SameAsDraft } from './draft.ts'
import { type Draft, type DraftPath, type DraftProblem, draftProblem } from './problem.ts'

/** What slugs and keys can refer to. */
export interface Known {
  /** Also by former slugs. */
  readonly entities: ReadonlyMap<string, EntityKind>
  /** Citation labels by document. */
  readonly documents: ReadonlyMap<string, ReadonlySet<string>>
  /** By key; facts of other datasets as DATASET/KEY. */
  readonly facts: ReadonlyMap<string, FactKind>
}

interface EntityReference {
  readonly path: DraftPath
  readonly slug: string
  /** Undefined: any. */
  readonly kinds?: readonly EntityKind[]
  /** Its name in messages: "critic", "the object of LOCATED_IN". */
  readonly name: string
}

type Contents = Pick<DatasetDraft, 'documents' | 'entities' | 'sameAs' | 'facts'>

interface FactReference {
  readonly path: DraftPath
  readonly key: string
  readonly kind: FactKind
}

/** The entities that an entity refers to. */
export function referencesOfEntity(draft: EntityDraft): EntityReference[] {
  return fieldReferences(draft, entityKind(draft.kind).fields)
}

/** The entity that an item is the same as. */
export function referencesOfSameAs({ kind, sameAs }: SameAsDraft): EntityReference[] {
  return [{ path: ['sameAs'], slug: sameAs, kinds: [kind], name: 'what it is the same as' }]
}

/** The entities that a fact refers to, its ends first. */
export function referencesOfFact(draft: FactDraft): EntityReference[] {
  const { subject, object, fields } = factKind(draft.kind)
  return [...endReference(draft, subject), ...endReference(draft, object), ...fieldReferences(draft, fields)]
}

function endReference(draft: FactDraft, end: EndDeclaration | undefined): EntityReference[] {
  const slug = end && textIn(draft, end.field)
  if (end === undefined || slug === undefined) return []
  const kinds = end.kindsOf?.(draft) ?? end.kinds
  return [{ path: [end.field], slug, kinds, name: end.nameOf?.(draft) ?? end.field }]
}

/** The entities that fields refer to. */
export function fieldReferences(draft: FieldValues, fields: Readonly<Record<string, Field>>): EntityReference[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = draft[name]
    if (value === undefined) return []
    switch (field.holds) {
      case 'reference':
        return typeof value === 'string' ? [{ path: [name], slug: value, kinds: field.kinds, name }] : []
      case 'references':
        return (value as readonly string[]).map((slug, index) => {
          return { path: [name, index], slug, kinds: field.kinds, name }
        })
      case 'records':
        return (value as readonly FieldValues[]).flatMap((record, index) =>
          fieldReferences(record, field.fields).map((inner) => ({ ...inner, path: [name, index, ...inner.path] })),
        )
      case 'value':
      case 'fact':
        return []
    }
  })
}

/** The facts that a fact refers to. */
export function factReferencesOf(draft: FactDraft): FactReference[] {
  return Object.entries(factKind(draft.kind).fields).flatMap(([name, field]) => {
    const key = textIn(draft, name)
    return field.holds === 'fact' && key !== undefined ? [{ path: [name], key, kind: field.kind }] : []
  })
}

/** What the drafts themselves declare. */
export function declaredBy({ entities, sameAs = [], documents, facts }: Contents): Known {
  return {
    entities: new Map(
      [...entities, ...sameAs].flatMap(({ slug, formerSlugs, kind }) =>
        [slug, ...formerSlugs].map((one) => [one, kind] as const),
      ),
    ),
    documents: new Map(
      documents.flatMap(({ slug, formerSlugs, references }) => {
        const labels = new Set(references.map(({ label }) => label))
        return [slug, ...formerSlugs].map((one) => [one, labels] as const)
      }),
    ),
    facts: new Map(facts.map(({ key, kind }) => [key, kind])),
  }
}

/** The slugs and keys that the drafts use but do not declare. Other datasets may declare them. */
export function undeclared(drafts: Contents): Record<keyof Known, string[]> {
  const known = declaredBy(drafts)
  const slugs = new Set(allReferences(drafts).map(({ slug }) => slug))
  const cited = new Set(drafts.facts.flatMap(({ evidence }) => evidence.map(({ document }) => document)))
  const keys = new Set(drafts.facts.flatMap(factReferencesOf).map(({ key }) => key))
  return {
    entities: [...slugs].filter((slug) => !known.entities.has(slug)),
    documents: [...cited].filter((slug) => slug !== '' && !known.documents.has(slug)),
    facts: [...keys].filter((key) => !known.facts.has(key)),
  }
}

function allReferences({ entities, sameAs = [], facts }: Omit<Contents, 'documents'>): EntityReference[] {
  return [
    ...entities.flatMap(referencesOfEntity),
    ...sameAs.flatMap(referencesOfSameAs),
    ...facts.flatMap(referencesOfFact),
  ]
}

/**
 * Looks up every reference in what is known. `invalid` are the slugs of entities with problems: references to them are
 * not reported again.
 */
export function checkReferences(
  { entities, sameAs = [], facts }: Omit<Contents, 'documents'>,
  known: Known,
  invalid: ReadonlySet<string> = new Set(),
): DraftProblem[] {
  const check = (draft: Draft, references: readonly EntityReference[]) =>
    references.filter(({ slug }) => !invalid.has(slug)).flatMap((reference) => checkEntity(draft, reference, known))
  return [
    ...entities.flatMap((draft) => check(draft, referencesOfEntity(draft))),
    ...sameAs.flatMap((draft) => check(draft, referencesOfSameAs(draft))),
    ...facts.flatMap((draft) => [
      ...check(draft, referencesOfFact(draft)),
      ...factReferencesOf(draft).flatMap((reference) => checkFact(draft, reference, known)),
      ...draft.evidence.flatMap((piece, index) =>
        citationProblems(piece, known).map(({ path, value, message }) =>
          draftProblem(draft, ['evidence', index, ...path], value, message),
        ),
      ),
    ]),
  ]
}

function checkEntity(draft: Draft, { path, slug, kinds, name }: EntityReference, { entities }: Known): DraftProblem[] {
  const kind = entities.get(slug)
  if (kind === undefined) {
    const near = suggestion(slug, entities.keys())
    return [draftProblem(draft, path, slug, `nothing has the slug ${quoted(slug)}${near}`)]
  }
  if (kinds === undefined || kinds.includes(kind)) return []
  const right = kinds.map((one) => entityKind(one).noun).join(' or ')
  const message = `${quoted(slug)} is ${entityKind(kind).noun}; ${name} has to be ${right}`
  return [draftProblem(draft, path, slug, message)]
}

function checkFact(draft: FactDraft, { path, key, kind }: FactReference, { facts }: Known): DraftProblem[] {
  const found = facts.get(key)
  if (found === undefined) {
    const near = suggestion(key, facts.keys())
    return [draftProblem(draft, path, key, `no fact has the key ${quoted(key)}${near}`)]
  }
  if (found === kind) return []
  const message = `${quoted(key)} is ${factKind(found).noun}; ${String(path[0])} has to be ${factKind(kind).noun}`
  return [draftProblem(draft, path, key, message)]
}

/** A citation that leads nowhere: the path within it, the value there and what is wrong. */
interface CitationProblem {
  readonly path: DraftPath
  readonly value?: string
  readonly message: string
}

/** What is wrong with a citation: its document is not known, or lacks the citation labels. */
export function citationProblems(
  { document, references = [] }: { readonly document: string; readonly references?: readonly string[] },
  { documents }: Pick<Known, 'documents'>,
): CitationProblem[] {
  const path = ['document']
  if (document === '') {
    const message =
      documents.size === 0
        ? 'no document is named, and the dataset lists none; list one under documents in dataset.yaml'
        : `no document is named, and the dataset has several; add one of ${[...documents.keys()].join(', ')}`
    return [{ path, message }]
  }
  const labels = documents.get(document)
  if (labels === undefined) {
    const near = suggestion(document, documents.keys())
    return [{ path, value: document, message: `there is no document ${quoted(document)}${near}` }]
  }
  return references.flatMap((label, index) => {
    if (labels.has(label)) return []
    const known = labels.size === 0 ? 'it lists no references' : `its references are ${summarize([...labels])}`
    const message = `the document ${quoted(document)} has no reference ${quoted(label)}; ${known}`
    return [{ path: ['references', index], value: label, message }]
  })
}

function summarize(labels: readonly string[]): string {
  return labels.length <= 30 ? labels.join(', ') : `${labels.slice(0, 30).join(', ')} and ${labels.length - 30} more`
}
