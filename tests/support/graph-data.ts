import type * as Enum from '../../src/generated/prisma/enums.ts'

/** An entity as tests write it. Dates are EDTF; what is left out is unknown or made from the slug. */
export interface EntityData {
  readonly kind: Enum.EntityKind
  readonly slug: string
  readonly name?: string
  readonly summary?: string
  readonly labels?: readonly string[]
  readonly identifiers?: readonly { readonly scheme: string; readonly value: string }[]
  /** Of organisations and events. */
  readonly type?: Enum.OrganizationType | Enum.EventType
  /** The founding of an organisation, the time of an event or campaign, the adoption of an agreement. */
  readonly date?: string
  /** The slug of the broader topic or the larger place. */
  readonly parent?: string
}

/** A place in a document. With `sentence` (from 1) it is FOUND there. */
export interface EvidenceData {
  readonly document: string
  readonly paragraph?: number
  readonly sentence?: number
  readonly status?: Exclude<Enum.EvidenceStatus, 'FOUND'>
  readonly references?: readonly string[]
}

interface FactBase {
  readonly key?: string
  readonly subject: string
  readonly statement?: string
  readonly period?: string
  /** As PostgreSQL reads an instant. */
  readonly recordedAt?: string
  readonly evidence?: readonly EvidenceData[]
}

interface Linked extends FactBase {
  readonly object: string
}

export type FactData =
  | (FactBase & { readonly object?: undefined } & (
        | { kind: 'ALIAS'; name: string; aliasKind?: Enum.AliasKind; language?: string }
        | { kind: 'ATTRIBUTE'; attribute: string; value: string }
        | { kind: 'FIGURE'; metric: string; value: number | string; unit?: string; currency?: string }
      ))
  | (Linked & { kind: 'RELATIONSHIP'; type: Enum.RelationshipType })
  | (Linked & { kind: 'ROLE'; title: string })
  | (Linked & {
      kind: 'CRITICISM'
      summary?: string
      /** Instead of a critic; the subject then repeats the object. */
      attribution?: string
      topics?: readonly string[]
      about?: readonly string[]
      spokespeople?: readonly string[]
      publishedBy?: string
      quotations?: readonly { text: string; speaker?: string }[]
    })

/** Who made a criticism; undefined where its source names nobody, and for other facts. */
export function criticOf(fact: FactData): string | undefined {
  return fact.kind === 'CRITICISM' && fact.attribution === undefined ? fact.subject : undefined
}

export interface DocumentData {
  readonly slug: string
  readonly title?: string
  readonly language?: string
  /** The time that it describes in the present tense. */
  readonly asOf?: string
  /** The sentences of each paragraph of a loaded text. */
  readonly paragraphs?: readonly (readonly string[])[]
}

export interface GraphData {
  readonly entities?: readonly EntityData[]
  readonly documents?: readonly DocumentData[]
  readonly facts?: readonly FactData[]
}
