import type { z } from 'zod'
import type { DatasetDraft, EntityDraft, FactDraft, SameAsDraft } from '../../change/draft.ts'
import { citedDocument, entityFormat, factFormat, fields, sameAsFormat } from '../../change/draft-format.ts'
import { anchor, paragraphRange, positiveInteger, text } from '../../change/value-format.ts'
import { type EntityKindDeclaration, entityKinds, type FactKindDeclaration, factKinds } from '../../model/kind.ts'
import type { Place } from './problem.ts'

// The format of datasets: docs/datasets.md shows it. Every scalar is read as text, so a year needs no quotes.

const uncovered = fields({
  document: citedDocument,
  paragraph: positiveInteger.optional(),
  anchor: anchor.optional(),
  paragraphs: paragraphRange
    .optional()
    .describe('Instead of `paragraph` and `anchor`: all sentences of these paragraphs.'),
  reason: text(5000).describe('Why no fact rests on the sentence, or on the paragraphs.'),
}).superRefine(({ paragraph, anchor: words, paragraphs }, context) => {
  const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (paragraphs === undefined) {
    if (paragraph === undefined) problem('paragraph', 'is missing; give `paragraph` and `anchor`, or `paragraphs`')
    else if (words === undefined) problem('anchor', 'is missing; for whole paragraphs say `paragraphs` instead')
  } else if (paragraph !== undefined || words !== undefined) {
    problem('paragraphs', 'stands for whole paragraphs; leave out `paragraph` and `anchor`, or this')
  }
})

/** A list in a file, with the format of its items. */
export interface Section {
  readonly name: string
  /** Undefined: sentences without a fact. */
  readonly kind?: EntityKindDeclaration | FactKindDeclaration
  readonly format: z.ZodType<object>
  /** The format of items that say that they are something in another dataset. */
  readonly sameAsFormat?: z.ZodType<object>
}

let known: ReadonlyMap<string, Section> | undefined

/** The sections of files by name: one for each kind, and the sentences that hold no fact. */
export function sections(): ReadonlyMap<string, Section> {
  known ??= new Map(
    [
      ...entityKinds().map((kind) => {
        return { name: kind.section, kind, format: entityFormat(kind), sameAsFormat: sameAsFormat(kind) }
      }),
      ...factKinds().map((kind) => ({ name: kind.section, kind, format: factFormat(kind) })),
      { name: 'uncovered', format: uncovered },
    ].map((section) => [section.name, section]),
  )
  return known
}

/** The place of an item, or a field of it, in its file: at('evidence', 0, 'anchor'). */
export type Locate = (...path: readonly (string | number)[]) => Place

/** The place of an item. */
export interface Position {
  readonly section: string
  /** From 0, in the section of its file. */
  readonly index: number
  readonly at: Locate
}

/** A draft and its place. */
export interface Item<D> extends Position {
  readonly draft: D
}

/** A node of the graph as a file declares it. */
export type DatasetEntity = Item<EntityDraft>

/** An entity of another dataset as a file speaks of it. */
export type DatasetSameAs = Item<SameAsDraft>

/** An edge of the graph as a file states it. `document` of its evidence is always set. */
export type DatasetFact = Item<FactDraft>

/** A sentence that holds no fact, and why. `document` is always set. */
export type Uncovered = Item<z.infer<typeof uncovered>>

/** A file of a dataset: its path from the folder, with slashes, and what stands in it. */
export interface DatasetFile {
  readonly path: string
  readonly text: string
}

/** A dataset as it is in its files, in their order. */
export interface Dataset extends Omit<DatasetDraft, 'entities' | 'sameAs' | 'facts'> {
  readonly entities: readonly DatasetEntity[]
  readonly sameAs: readonly DatasetSameAs[]
  readonly facts: readonly DatasetFact[]
  readonly uncovered: readonly Uncovered[]
  readonly files: readonly DatasetFile[]
  /** The place of a field of dataset.yaml. */
  readonly at: Locate
}

/** The draft of a dataset, without places in files. */
export function draftOf({ slug, title, language, licence, documents, entities, sameAs, facts }: Dataset): DatasetDraft {
  return {
    slug,
    title,
    language,
    licence,
    documents,
    entities: entities.map(({ draft }) => draft),
    sameAs: sameAs.map(({ draft }) => draft),
    facts: facts.map(({ draft }) => draft),
  }
}
