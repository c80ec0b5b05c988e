import type { IdentifierDraft, LabelDraft } from '../change/draft.ts'
import type { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import type { FieldValues } from '../model/kind.ts'
import type { RowProblem } from './problem.ts'

/** An entity that a record speaks of. The fields of its kind are beside the common ones. */
export type StatedEntity = FieldValues & {
  readonly kind: EntityKind
  readonly slug: string
  readonly name: string
  readonly summary?: string
  readonly labels?: readonly LabelDraft[]
  readonly identifiers?: readonly IdentifierDraft[]
  /** The slug of an entity of another dataset that it is. */
  readonly sameAs?: string
  /** Several records may speak of it, such as of a town. If not, a second record with its slug is refused. */
  readonly isShared?: boolean
}

/** A fact that a record states. The fields of its kind are beside the common ones. */
export type StatedFact = FieldValues & {
  readonly kind: FactKind
  readonly key: string
  readonly statement: string
  readonly computed?: string
  /** Where the record says it: its own words. A few of them become the anchor. */
  readonly words: string
}

/** What an importer makes of a record. */
export interface RecordContent {
  /** Its number in the register. */
  readonly id?: string
  readonly entities: readonly StatedEntity[]
  readonly facts: readonly StatedFact[]
  /** What was left out of it, and why. */
  readonly problems?: readonly Pick<RowProblem, 'code' | 'message'>[]
}

/** What importers know of the import besides the record. */
export interface ImportContext {
  /** The slug of the dataset. */
  readonly dataset: string
  /** For tables: the kind of thing that the rows are. */
  readonly kind?: string
  /** In a JSON file whose records stand in several lists: the list. */
  readonly list?: string
  /** The slug of what the register knows under a number: that of the dataset, and the number. */
  slug(id: string): string
}

/** Reads the records of one register or format. It knows no graph and no position in a file. */
export interface Importer {
  readonly name: string
  /** It grows when the same record is read otherwise. */
  readonly version: string
  /** What its dataset is called if nobody says otherwise. */
  readonly title: string
  readonly licence?: string
  readonly url?: string
  /** Records may name what only the graph knows, by its slug. */
  readonly refersToGraph?: boolean
  read(record: Readonly<Record<string, unknown>>, context: ImportContext): RecordContent
}
