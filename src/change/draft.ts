import type { AliasKind, EntityKind, FactKind } from '../generated/prisma/enums.ts'
import type { FieldValues } from '../model/kind.ts'

// What somebody wants the graph to say. Files, importers and tests all make drafts. Drafts refer to entities by slug
// and to facts by key. The fields of a kind are beside the common ones, under the names in its declaration.

/** Another name by which people find an entity. No source states it. */
export interface LabelDraft {
  readonly text: string
  readonly aliasKind: AliasKind
}

export interface IdentifierDraft {
  readonly scheme: string
  readonly value: string
  readonly url?: string
}

/** What every item about an entity says. */
type EntityItem = FieldValues & {
  readonly kind: EntityKind
  readonly slug: string
  /** Slugs that it had before: they keep finding it. */
  readonly formerSlugs: readonly string[]
  readonly summary?: string
  readonly labels: readonly LabelDraft[]
  readonly identifiers: readonly IdentifierDraft[]
}

/** A node of the graph. */
export type EntityDraft = EntityItem & { readonly name: string }

/** Says that something is an entity which another dataset declares. Slug, names and identifiers belong to that entity. */
export type SameAsDraft = EntityItem & {
  readonly name?: string
  /** The slug of the entity. */
  readonly sameAs: string
}

/** The sentence of a document that states a fact. */
export interface EvidenceDraft {
  /** The document's slug. */
  readonly document: string
  /** 1-based. */
  readonly paragraph: number
  readonly anchor: string
  /** The digest of the sentence. Without it, the anchor alone decides. */
  readonly digest?: string
  /** Citation labels. */
  readonly references: readonly string[]
}

/** An edge of the graph. */
export type FactDraft = FieldValues & {
  readonly kind: FactKind
  /** Its name within the dataset, which stays the same when the fact is edited. */
  readonly key: string
  readonly statement: string
  /** Why a number, a name or a date of the fact is not in its sentences: how it follows from them. */
  readonly computed?: string
  readonly evidence: readonly EvidenceDraft[]
}

export interface ReferenceDraft {
  readonly label: string
  readonly title?: string
  readonly url?: string
}

/** A source, without its text. */
export interface DocumentDraft {
  readonly slug: string
  readonly formerSlugs: readonly string[]
  readonly title: string
  readonly externalId?: string
  readonly sha256?: string
  /** BCP 47. */
  readonly language: string
  readonly licence?: string
  readonly url?: string
  /** The time that its text describes in the present tense. EDTF. */
  readonly asOf?: string
  /** When the file was fetched from its address. EDTF. */
  readonly retrievedOn?: string
  /** "article", "text", "markdown", "html", "pdf" or "records". */
  readonly format?: string
  readonly references: readonly ReferenceDraft[]
}

/** A whole dataset. */
export interface DatasetDraft {
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly licence?: string
  readonly documents: readonly DocumentDraft[]
  readonly entities: readonly EntityDraft[]
  readonly sameAs?: readonly SameAsDraft[]
  readonly facts: readonly FactDraft[]
}

/** A sentence of a text. */
export interface SentenceDraft {
  /** 1-based within its paragraph. */
  readonly ordinal: number
  readonly text: string
  readonly digest: string
  /** The citation labels that it carries. */
  readonly references: readonly string[]
}

export interface ParagraphDraft {
  /** 1-based. */
  readonly number: number
  readonly section: 'BODY' | 'INFORMATION_BOX'
  readonly text: string
  /** The page on which it begins, counted from 1, if the text has pages. */
  readonly page?: number
  readonly sentences: readonly SentenceDraft[]
}

/** The text of a document. */
export interface TextDraft {
  /** BCP 47. */
  readonly language: string
  /** Of the file, in hexadecimal. */
  readonly sha256: string
  /** As for documents; what the document says already, if absent. */
  readonly format?: string
  /** The text's own list of references. */
  readonly references?: readonly ReferenceDraft[]
  readonly paragraphs: readonly ParagraphDraft[]
}
