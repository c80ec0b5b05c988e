import { z } from 'zod'
import type { EntityDraft, FactDraft } from '../change/draft.ts'
import { valueFormat } from '../change/value-format.ts'
import { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import type { Field, Format } from '../model/field.ts'
import {
  type EndDeclaration,
  type EntityKindDeclaration,
  entityKind,
  type FactKindDeclaration,
  factKind,
} from '../model/kind.ts'
import type { Candidate } from './candidate.ts'

// The format of drafts, which docs/draft.schema.json publishes. Every field has to be there, with null for what is absent,
// and no other one may be, because that is what models can be held to. It follows from the declarations of the kinds.

/** The name and the version of the format: a file says which one it has. */
export const formatName = 'dossier-draft/1'

/** The text that a draft was made from. */
export interface DraftDocument {
  readonly slug: string
  readonly title: string
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  /** BCP 47. */
  readonly language: string
}

/** What made a draft. */
export interface DraftOrigin {
  readonly by: 'RULE' | 'MODEL' | 'PERSON'
  readonly name: string
  readonly version: string | null
}

/** A candidate as a file has it. */
export interface DraftCandidate extends Candidate {
  /** By which people select it, and by which others of the draft refer to a fact: the key that it is to have. */
  readonly id: string | null
}

export interface Draft {
  readonly format: typeof formatName
  readonly document: DraftDocument
  readonly origin: DraftOrigin
  readonly candidates: readonly DraftCandidate[]
}

const evidence = z.strictObject({
  paragraph: z.int().describe('The number of the paragraph, as the prompt and `document show` print it.'),
  anchor: z.string().describe('At most eight words of one sentence of that paragraph, copied word for word.'),
  references: z.array(z.string()).describe('The citation labels of that sentence, if they are known.'),
})

const statement = 'The fact as a sentence of your own words: never more than eight words of the text in a row.'

function candidateShape(kind: string, fact: z.ZodType, isFact: boolean) {
  return z.strictObject({
    id: z.string().nullable().describe('A key of your own: small letters, digits and hyphens. Others can refer to it.'),
    kind: z.enum([kind]),
    fact,
    statement: isFact ? z.string().describe(statement) : z.null(),
    evidence: z.array(evidence).describe('The sentences that say it.'),
    confidence: z.number().min(0).max(1).describe('How sure you are, from 0 to 1.'),
    rule: z.string().nullable().describe('The name of the rule that found it; null if none did.'),
  })
}

/** The fields of a candidate's `fact`, by the kind of entity. */
function entityShape({ noun, hasProperName, fields }: EntityKindDeclaration) {
  const name = hasProperName ? 'Its name, as the sentence has it.' : 'A name for it.'
  return z.strictObject({
    slug: z.string().describe(`A new key for ${noun}: small letters, digits and hyphens.`),
    name: z.string().describe(name),
    summary: z.string().nullable().describe('What it is, in a sentence of your own words.'),
    ...shapesOf(fields),
  })
}

/** The fields of a candidate's `fact`, by the kind of fact. */
export function factShape({ subject, object, period, fields }: FactKindDeclaration) {
  return z.strictObject({
    [subject.field]: endShape(subject),
    ...(object ? { [object.field]: endShape(object) } : {}),
    [period]: z.string().nullable().describe('date or period (EDTF), such as 1951-12-06, 1951, 1951/1989 or 2019/..'),
    ...shapesOf(fields),
  })
}

function endShape({ kinds, attribution }: EndDeclaration) {
  const slug = z.string().describe(slugOf(kinds))
  return attribution === undefined ? slug : slug.nullable()
}

function slugOf(kinds?: readonly EntityKind[]): string {
  return `slug of ${(kinds ?? []).map((kind) => entityKind(kind).noun).join(' or ') || 'an entity'}`
}

function shapesOf(fields: Readonly<Record<string, Field>>): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, shapeOf(field)]))
}

function shapeOf(field: Field): z.ZodType {
  switch (field.holds) {
    case 'value':
      return optional(valueShape(field.format), field.optional)
    case 'reference':
      return optional(z.string().describe(slugOf(field.kinds)), field.optional)
    case 'references':
      return z.array(z.string().describe(slugOf(field.kinds)))
    case 'fact':
      return optional(z.string().describe(`key or id of ${factKind(field.kind).noun}`), field.optional)
    case 'records':
      return z.array(z.strictObject(shapesOf(field.fields)))
  }
}

function valueShape(format: Format): z.ZodType {
  if (format.name === 'choice') return z.enum(format.values as [string, ...string[]])
  return z.string().describe(valueFormat(format).meta()?.format ?? 'text')
}

function optional(shape: z.ZodType, isOptional: boolean): z.ZodType {
  return isOptional ? shape.nullable() : shape
}

export type Kind = EntityKind | FactKind

/** All kinds of candidates: entities first. */
export const candidateKinds: readonly Kind[] = [...Object.values(EntityKind), ...Object.values(FactKind)]

export function isEntityKind(kind: Kind): kind is EntityKind {
  return Object.hasOwn(EntityKind, kind)
}

export function isEntityDraft(draft: EntityDraft | FactDraft): draft is EntityDraft {
  return isEntityKind(draft.kind)
}

const shapes = new Map<Kind, z.ZodType<DraftCandidate>>()

/** The shape of a candidate of a kind. What its values say is checked afterwards. */
export function shapeOfCandidate(kind: Kind): z.ZodType<DraftCandidate> {
  const known = shapes.get(kind)
  if (known) return known
  const fact = isEntityKind(kind) ? entityShape(entityKind(kind)) : factShape(factKind(kind))
  const shape = candidateShape(kind, fact, !isEntityKind(kind)) as unknown as z.ZodType<DraftCandidate>
  shapes.set(kind, shape)
  return shape
}

/** The head of a draft: all but its candidates, which are read one by one. */
export const headShape = z.strictObject({
  format: z.enum([formatName]),
  document: z.strictObject({
    slug: z.string().describe('The key of the text.'),
    title: z.string(),
    sha256: z.string().describe('Of the file, in hexadecimal digits.'),
    language: z.string().describe('BCP 47'),
  }),
  origin: z.strictObject({
    by: z.enum(['RULE', 'MODEL', 'PERSON']),
    name: z.string().describe('Which one.'),
    version: z.string().nullable(),
  }),
})
