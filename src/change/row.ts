import { columnOf, type Field, type RecordListField, type ReferenceListField } from '../model/field.ts'
import { entityKind, type FieldValues, factKind, type KnownAttribute, textIn } from '../model/kind.ts'
import type { EntityDraft, FactDraft } from './draft.ts'
import { dateRow, periodRow } from './period-row.ts'
import type { Row } from './table.ts'

/** The ids of what drafts refer to. */
export interface Ids {
  /** By slug, former ones included. */
  readonly entities: ReadonlyMap<string, number>
  /** By key, as drafts write it. */
  readonly facts: ReadonlyMap<string, number>
}

/** The row of the table of an entity's kind, without the columns of dated attributes. */
export function entityKindRow(draft: EntityDraft, ids: Ids): Row {
  return { id: ids.entities.get(draft.slug), ...fieldRow(draft, entityKind(draft.kind).fields, ids) }
}

/** The columns of an attribute that entities show as their own date. */
export function attributeRow(columns: KnownAttribute['columns'], edtf: string | undefined): Row {
  if (columns === undefined) return {}
  return columns.as === 'period' ? periodRow(edtf) : dateRow(columns.name, edtf)
}

/** The row of the table of a fact's kind. */
export function factKindRow(draft: FactDraft, id: number, ids: Ids): Row {
  return { id, ...fieldRow(draft, factKind(draft.kind).fields, ids) }
}

/** The columns of all fields that are in a row. */
function fieldRow(values: FieldValues, fields: Readonly<Record<string, Field>>, ids: Ids): Row {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const value = values[name]
      switch (field.holds) {
        case 'value':
          return [[columnOf(name, field), value ?? field.fallback ?? null]]
        case 'reference':
          return [[field.column, ids.entities.get(textIn(values, name) ?? '') ?? null]]
        case 'fact':
          return [[field.column, ids.facts.get(textIn(values, name) ?? '') ?? null]]
        case 'references':
        case 'records':
          return []
      }
    }),
  )
}

/** The rows of a list of a fact, in its order. */
export function listRows(
  draft: FactDraft,
  name: string,
  field: ReferenceListField | RecordListField,
  id: number,
  ids: Ids,
): Row[] {
  const list = (draft[name] ?? []) as readonly unknown[]
  return list.map((item, index) => {
    const own: Row =
      field.holds === 'references'
        ? { [field.column]: ids.entities.get(item as string) }
        : fieldRow(item as FieldValues, field.fields, ids)
    return { [field.owner]: id, ordinal: index + 1, ...own }
  })
}
