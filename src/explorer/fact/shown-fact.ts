import type { Qualifier } from '../part/amount.ts'
import type { LinkedEntity } from '../part/entity-link.ts'
import type { ShownEvidence } from '../part/evidence.ts'
import type { LineFact } from '../part/fact-line.ts'

/** The answer to the question of a fact's page. */
export interface FactData {
  readonly graph: { readonly revision: string }
  readonly fact: ShownFact | null
  readonly changes: { readonly totalCount: number; readonly nodes: readonly (ShownChange & Author)[] }
  /** What happened since the revision that the address names. */
  readonly since?: { readonly nodes: readonly ShownChange[]; readonly pageInfo: { readonly hasNextPage: boolean } }
}

export interface ShownChange {
  readonly at: string
  readonly revision: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly before: ItemContent | null
  readonly after: ItemContent | null
}

export interface Author {
  readonly origin: { readonly name: string }
  readonly actor: { readonly name: string } | null
}

/** What an item of a dataset says: its fields as datasets write them. */
export type ItemContent = Readonly<Record<string, unknown>>

export interface Day {
  readonly edtf: string
  readonly label: string
  readonly earliest: string | null
  readonly latest: string | null
}

/** A fact of any kind: the fields of its own kind are there, those of others are not. */
export interface ShownFact extends Saying {
  readonly key: string
  readonly factKind: string
  readonly url: string | null
  readonly statement: string
  readonly computed: string | null
  readonly recordedAt: string
  readonly version: number
  readonly dataset: { readonly slug: string; readonly title: string; readonly licence: string | null }
  readonly subject: LinkedEntity
  readonly object: LinkedEntity | null
  readonly period: ShownPeriod
  readonly evidence: readonly FactEvidence[]
  readonly checks: readonly Check[]
  readonly name?: string
  readonly aliasKind?: string
  readonly language?: string | null
  readonly attribute?: string
  readonly value?: string
  readonly metric?: string
  readonly amount?: string
  readonly upTo?: string | null
  readonly qualifier?: Qualifier
  readonly unit?: string | null
  readonly currency?: string | null
  readonly asOf?: Day | null
  readonly relationshipType?: string
  readonly title?: string
}

/** What criticisms and responses say. */
interface Saying {
  readonly critic?: LinkedEntity | null
  readonly attribution?: string | null
  readonly claim?: string
  readonly topics?: readonly LinkedEntity[]
  readonly about?: readonly LinkedEntity[]
  readonly publishedBy?: LinkedEntity | null
  readonly statedOn?: Day | null
  readonly spokespeople?: readonly LinkedEntity[]
  readonly quotations?: readonly { readonly text: string; readonly speaker: LinkedEntity | null }[]
  readonly responses?: {
    readonly totalCount: number
    readonly nodes: readonly (LineFact & { readonly stance: string })[]
  }
  readonly criticism?: LineFact
  readonly reply?: string
  readonly stance?: string
}

export interface ShownPeriod {
  readonly label: string
  readonly ongoing: boolean
  readonly from: Day | null
  readonly until: Day | null
}

export interface FactEvidence extends Omit<ShownEvidence, 'document' | 'references' | 'sentenceNode'> {
  readonly prefix: string | null
  readonly suffix: string | null
  readonly moved: boolean
  readonly citedParagraph: number
  readonly document: ShownEvidence['document'] & { readonly url: string | null; readonly licence: string | null }
  readonly references: readonly { readonly label: string; readonly title: string | null; readonly url: string | null }[]
  readonly sentenceNode: {
    readonly number: number
    readonly evidence: { readonly totalCount: number; readonly nodes: readonly { readonly fact: LineFact }[] }
  } | null
}

export interface Check {
  readonly subject: string
  readonly value: string
  readonly field: string
  readonly status: 'CONFIRMED' | 'NOT_CONFIRMED' | 'NOT_LOADED'
  readonly message: string | null
}
