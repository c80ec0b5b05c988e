import type { EntityKind, FactKind, RelationshipType } from '../generated/prisma/enums.ts'

// What linked data is made of: rows of the tables of src/table, those of one thing together. Answers of the API are
// brought into the same form.

export interface NameRecord {
  readonly name: string
  readonly kind: 'CURRENT' | 'OFFICIAL' | 'FORMER' | 'ACRONYM' | 'ALSO_KNOWN_AS' | 'NICKNAME'
  readonly language: string | null
  readonly start_date: string | null
  readonly end_date: string | null
}

export interface EntityRecord {
  readonly slug: string
  readonly kind: EntityKind
  /** Of an organisation or event. */
  readonly type: string | null
  readonly name: string
  readonly summary: string | null
  readonly dataset: string
  readonly founded_on: string | null
  readonly dissolved_on: string | null
  readonly start_date: string | null
  readonly end_date: string | null
  readonly adopted_on: string | null
  readonly in_force_on: string | null
  readonly part_of: string | null
  readonly country_code: string | null
  readonly websites: readonly string[] | null
  readonly identifiers: readonly string[] | null
  readonly identifier_urls: readonly string[] | null
  readonly names: readonly NameRecord[]
}

export interface EvidenceRecord {
  readonly document: string
  readonly document_url: string | null
  readonly paragraph: number
  readonly anchor: string
  readonly status: string
  readonly sentence: string | null
}

export interface QuotationRecord {
  readonly text: string
  readonly speaker?: string
}

export interface FactRecord {
  readonly dataset: string
  readonly key: string
  readonly kind: FactKind
  readonly subject: string | null
  readonly subject_kind: EntityKind | null
  readonly object: string | null
  readonly object_kind: EntityKind | null
  readonly statement: string
  readonly start_date: string | null
  readonly end_date: string | null
  readonly ongoing: boolean
  readonly name: string | null
  readonly alias_kind: string | null
  readonly language: string | null
  readonly attribute: string | null
  readonly value: string | null
  readonly metric: string | null
  readonly amount: string | null
  readonly up_to: string | null
  readonly unit: string | null
  readonly currency: string | null
  readonly qualifier: string | null
  readonly relationship_type: RelationshipType | null
  readonly title: string | null
  readonly claim: string | null
  readonly attribution: string | null
  readonly topics: readonly string[] | null
  readonly about: readonly string[] | null
  readonly published_by: string | null
  readonly spokespeople: readonly string[] | null
  readonly quotations: readonly QuotationRecord[] | null
  readonly criticism: string | null
  readonly stance: string | null
  readonly reply: string | null
  readonly computed: string | null
  readonly sources: readonly EvidenceRecord[]
}

export interface DocumentRecord {
  readonly slug: string
  readonly title: string
  readonly external_id: string | null
  readonly url: string | null
  readonly licence: string | null
  readonly language: string
  readonly sha256: string | null
  readonly as_of: string | null
  readonly retrieved_on: string | null
}

export interface DatasetRecord {
  readonly slug: string
  readonly title: string
  readonly language: string
  readonly licence: string | null
}
