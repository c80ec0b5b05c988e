import { locateAnchor } from '../../change/anchor.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import { DossierError } from '../../errors.ts'
import { endsOf } from '../../model/ends.ts'
import type { Field } from '../../model/field.ts'
import { entityKinds, type FactKindDeclaration, factKinds, type KindDeclaration } from '../../model/kind.ts'
import { evidenceFor } from '../anchor.ts'
import { withNulls } from '../fill.ts'
import { type DraftCandidate, isEntityKind } from '../format.ts'
import { slugFrom } from '../key.ts'
import { type KnownGraph, NameIndex, textsIn } from '../known.ts'
import { newEntity } from '../new-entity.ts'
import type { DraftSource } from '../source.ts'
import type { Subject } from '../subject.ts'

interface Extraction {
  readonly extraction_class?: unknown
  readonly extraction_text?: unknown
  readonly attributes?: Readonly<Record<string, unknown>> | null
}

interface Context {
  readonly source: DraftSource
  readonly known: KnownGraph
  /** What the text is about; undefined if nothing says it. */
  readonly subject: Subject | undefined
}

/**
 * Reads the output of langextract, a document on each line, as candidates. The class of an extraction is a kind, its
 * attributes are the fields, and its text is looked for in our text. Its positions are not used, because they are
 * often wrong.
 *
 * @throws DossierError BAD_USER_INPUT that names a line that is no document of langextract.
 */
export function readLangextract(text: string, file: string, context: Context): unknown[] {
  const extractions = text
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : extractionsOf(line, index, file)))
  return new Reader(context, extractions).read()
}

function extractionsOf(line: string, index: number, file: string): Extraction[] {
  const { extractions } = (parsed(line) ?? {}) as { extractions?: unknown }
  if (Array.isArray(extractions)) return extractions.filter((one) => typeof one === 'object' && one !== null)
  const message = `${file}:${index + 1}: this is no document of langextract: a line of JSON with a list \`extractions\`. Write them with \`lx.io.save_annotated_documents\`.`
  throw new DossierError('BAD_USER_INPUT', message, { file, line: index + 1 })
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

class Reader {
  readonly #context: Context
  readonly #extractions: readonly Extraction[]
  readonly #index: NameIndex

  constructor(context: Context, extractions: readonly Extraction[]) {
    this.#context = context
    this.#extractions = extractions
    this.#index = new NameIndex(context.known.names)
    const { subject } = context
    if (subject?.isNew) this.#index.add(subject.name, subject.slug)
  }

  read(): unknown[] {
    const entities = this.#extractions.flatMap((one) => this.#entity(one) ?? [])
    const facts = this.#extractions.flatMap((one) => this.#fact(one) ?? [])
    return [...this.#newSubject(facts), ...entities, ...facts]
  }

  /** What the text is about, if nobody knows it and facts speak of it. */
  #newSubject(facts: readonly unknown[]): DraftCandidate[] {
    const { subject } = this.#context
    if (!subject?.isNew || !textsIn(facts).includes(subject.slug)) return []
    return [newEntity(subject.kind, { ...subject, evidence: [subject.evidence] }, by)]
  }

  /** An entity that nobody knows. */
  #entity(extraction: Extraction): DraftCandidate | undefined {
    const kind = kindOf(extraction)
    const name = textOf(extraction)
    if (kind === undefined || !isEntityKind(kind.kind) || this.#index.find(name) !== undefined) return undefined
    const slug = slugFrom(name)
    this.#index.add(name, slug)
    const made = newEntity(kind.kind, { slug, name, evidence: this.#evidence(extraction) }, by)
    return { ...made, fact: { ...made.fact, ...attributesOf(extraction, Object.keys(kind.fields)) } }
  }

  #fact(extraction: Extraction): unknown {
    const kind = kindOf(extraction)
    if (kind === undefined) return { kind: extraction.extraction_class ?? null, fact: {} }
    if (!('subject' in kind)) return undefined
    const { statement = textOf(extraction), id = null } = extraction.attributes ?? {}
    const fact = this.#fields(extraction, kind)
    return withNulls({ id, kind: kind.kind, fact, statement, evidence: this.#evidence(extraction), ...by })
  }

  #fields(extraction: Extraction, kind: FactKindDeclaration): Record<string, unknown> {
    const { subject, object, period, fields } = kind
    const ends = [subject.field, ...(object ? [object.field] : [])]
    const given = attributesOf(extraction, [...ends, period, ...Object.keys(fields)])
    const values = Object.entries(given).map(([name, value]) => [
      name,
      this.#value(value, fields[name], ends.includes(name)),
    ])
    const fact = Object.fromEntries(values) as Record<string, unknown>
    const isSubject = endsOf({ ...fact, kind: kind.kind }).subject === '' && subject.attribution === undefined
    return isSubject && this.#context.subject !== undefined
      ? { ...fact, [subject.field]: this.#context.subject.slug }
      : fact
  }

  /** Entities may be given by their names. */
  #value(value: unknown, field: Field | undefined, isEnd: boolean): unknown {
    if (field?.holds === 'records' || typeof value === 'number')
      return typeof value === 'number' ? String(value) : value
    const isReference = isEnd || field?.holds === 'reference' || field?.holds === 'references'
    if (!isReference) return value
    const slug = (text: unknown) => (typeof text === 'string' ? (this.#index.find(text) ?? text) : text)
    if (field?.holds !== 'references') return slug(value)
    return (Array.isArray(value) ? value : [value]).map(slug)
  }

  /** The one sentence that says the words; without one, evidence that the check refuses with its reason. */
  #evidence(extraction: Extraction): DraftCandidate['evidence'] {
    const { text } = this.#context.source
    const words = textOf(extraction)
    const holding = text.sentences.filter((sentence) => locateAnchor([sentence], words).status === 'FOUND')
    const wanted = Number(extraction.attributes?.paragraph)
    const right = holding.find(({ paragraph }) => paragraph === wanted) ?? holding[0]
    const found = right && evidenceFor(text, right, words)
    return [
      found ?? {
        paragraph: this.#paragraph(right, wanted),
        anchor: words.split(' ').slice(0, 8).join(' '),
        references: [],
      },
    ]
  }

  #paragraph(sentence: PlacedSentence | undefined, wanted: number): number {
    return sentence?.paragraph ?? (Number.isInteger(wanted) ? wanted : 1)
  }
}

const by = { confidence: 0.5, rule: null }

/** The kind of an extraction, whichever way its class is written: "CRITICISM", "criticism", "criticisms". */
function kindOf({ extraction_class: given }: Extraction): KindDeclaration | undefined {
  const word = typeof given === 'string' ? given.trim() : ''
  const matches = ({ kind, section, type }: KindDeclaration) =>
    [kind, section, type].some((name) => name.toLowerCase() === word.toLowerCase())
  return [...entityKinds(), ...factKinds()].find(matches)
}

function textOf({ extraction_text: text }: Extraction): string {
  return typeof text === 'string' ? text.trim() : ''
}

/** The attributes that are fields, whose names may be written with underscores. */
function attributesOf({ attributes }: Extraction, fields: readonly string[]): Record<string, unknown> {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '')
  const given = new Map(Object.entries(attributes ?? {}).map(([name, value]) => [plain(name), value]))
  return Object.fromEntries(fields.flatMap((name) => (given.has(plain(name)) ? [[name, given.get(plain(name))]] : [])))
}
