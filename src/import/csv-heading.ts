import type { Field, Format } from '../model/field.ts'
import { type EntityKindDeclaration, entityKinds, type FactKindDeclaration, factKinds } from '../model/kind.ts'

/** A column of a table of one kind of thing. */
export interface Heading {
  readonly name: string
  /** How a cell with several values becomes them; undefined: it holds one. */
  readonly list?: 'texts' | 'identifiers' | 'records'
  readonly isOptional: boolean
  readonly example: string
}

export interface TableKind {
  /** What `--kind` and the column `kind` call it: "organization". */
  readonly name: string
  readonly declaration: EntityKindDeclaration | FactKindDeclaration
  readonly isEntity: boolean
  readonly headings: readonly Heading[]
}

let known: readonly TableKind[] | undefined

/** The kinds of tables: one for each kind of entity and of fact, with headings from its declaration. */
export function tableKinds(): readonly TableKind[] {
  known ??= [
    ...entityKinds().map((declaration) => tableOf(declaration, true, entityHeadings(declaration))),
    ...factKinds().map((declaration) => tableOf(declaration, false, factHeadings(declaration))),
  ]
  return known
}

function tableOf(declaration: TableKind['declaration'], isEntity: boolean, headings: readonly Heading[]): TableKind {
  return { name: declaration.kind.toLowerCase(), declaration, isEntity, headings }
}

const one = (name: string, example: string, isOptional = true): Heading => ({ name, isOptional, example })

function entityHeadings({ kind, fields }: EntityKindDeclaration): Heading[] {
  const { slug, name, other } = examples[kind] ?? { slug: 'example', name: 'Example', other: 'Sample' }
  return [
    one('slug', slug, false),
    one('name', name, false),
    one('summary', ''),
    { name: 'labels', list: 'texts', isOptional: true, example: other },
    { name: 'identifiers', list: 'identifiers', isOptional: true, example: '' },
    { name: 'formerSlugs', list: 'texts', isOptional: true, example: '' },
    one('sameAs', ''),
    ...fieldHeadings(fields),
  ]
}

/** Things of the examples, by their kind. */
const examples: Readonly<Record<string, { readonly slug: string; readonly name: string; readonly other: string }>> = {
  ORGANIZATION: { slug: 'harbour-trust', name: 'Harbour Trust', other: 'The Trust|HT' },
  PERSON: { slug: 'ada-quay', name: 'Ada Quay', other: 'A. Quay' },
  EVENT: { slug: 'great-flood', name: 'Great Flood', other: 'The Flood' },
  CAMPAIGN: { slug: 'clean-docks', name: 'Clean Docks', other: 'Docks for all' },
  PLACE: { slug: 'port-amber', name: 'Port Amber', other: 'Amber' },
  TOPIC: { slug: 'shipping', name: 'Shipping', other: 'Freight' },
  AGREEMENT: { slug: 'harbour-charter', name: 'Harbour Charter', other: 'The Charter' },
}

function factHeadings({ kind, subject, object, period, fields }: FactKindDeclaration): Heading[] {
  return [
    one('key', `${kind.toLowerCase()}-1`, false),
    one(subject.field, slugFor(subject.kinds), subject.attribution !== undefined),
    ...(object === undefined ? [] : [one(object.field, slugFor(object.kinds), false)]),
    one(period, '2003'),
    ...fieldHeadings(fields),
    one('statement', statements[kind] ?? 'What the row says, as a sentence.', false),
    one('computed', ''),
  ]
}

const slugFor = (kinds: readonly string[] | undefined) =>
  examples[kinds?.[0] ?? 'ORGANIZATION']?.slug ?? 'harbour-trust'

const statements: Readonly<Record<string, string>> = {
  ALIAS: 'The Harbour Trust was also called the Quay Fund.',
  ATTRIBUTE: 'The Harbour Trust was founded in 2003.',
  FIGURE: 'In 2003 the Harbour Trust had 40 staff.',
  RELATIONSHIP: 'The Harbour Trust cooperates with itself in 2003.',
  ROLE: 'Ada Quay was Director of the Harbour Trust in 2003.',
  CRITICISM: 'In 2003 Ada Quay said that the Harbour Trust was slow.',
  RESPONSE: 'In 2003 the Harbour Trust rejected that it was slow.',
}

function fieldHeadings(fields: Readonly<Record<string, Field>>): Heading[] {
  return Object.entries(fields).map(([name, field]): Heading => {
    switch (field.holds) {
      case 'value':
        return one(name, exampleOf(name, field.format, field.optional), field.optional)
      case 'reference':
        return one(name, field.optional ? '' : slugFor(field.kinds), field.optional)
      case 'fact':
        return one(name, `${field.kind.toLowerCase()}-1`, field.optional)
      case 'references':
        return { name, list: 'texts', isOptional: true, example: '' }
      case 'records':
        return { name, list: 'records', isOptional: true, example: '' }
    }
  })
}

const words: Readonly<Record<string, string>> = {
  name: 'Quay Fund',
  attribute: 'founded',
  value: '2003',
  metric: 'staff',
  amount: '40',
  unit: 'people',
  title: 'Director',
  claim: 'It is slow.',
  reply: 'It is not slow.',
  relationshipType: 'COOPERATES_WITH',
  aliasKind: 'ALSO_KNOWN_AS',
  organizationType: 'NGO',
  stance: 'REJECTS',
}

function exampleOf(name: string, format: Format, isOptional: boolean): string {
  const word = words[name]
  if (word !== undefined) return word
  if (isOptional) return ''
  return format.name === 'choice' ? (format.values[0] ?? '') : 'example'
}

/** A table of a kind with one row, as people would write it. */
export function exampleTable({ headings }: TableKind): string {
  const row = headings.map(({ example }) => (/[",]/u.test(example) ? `"${example.replaceAll('"', '""')}"` : example))
  return `${headings.map(({ name }) => name).join(',')}\n${row.join(',')}\n`
}
