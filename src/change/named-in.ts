import { columnOf, type Field } from '../model/field.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import type { ImageType } from './image.ts'

/** A select of the ids of things whose images name others; `$1` are the ids of these others. */
interface Naming {
  readonly type: ImageType
  readonly ids: string
}

/** What names entities by their slugs: facts, items that are entities, and entities that refer to others. */
function namingEntities(): Naming[] {
  const ends = 'select id from fact where subject_id = any($1::int[]) or object_id = any($1::int[])'
  const facts = factKinds().flatMap(({ table, fields }) => referring(table, fields))
  const entities = entityKinds().flatMap(({ table, fields }) => referring(table, fields))
  return [
    { type: 'fact', ids: [ends, ...facts].join(' union ') },
    ...(entities.length > 0 ? [{ type: 'entity', ids: entities.join(' union ') } as const] : []),
    { type: 'sameAs', ids: 'select id from same_as where entity_id = any($1::int[])' },
  ]
}

/** Selects of the things whose fields refer to entities. */
function referring(table: string, fields: Readonly<Record<string, Field>>, owner = 'id'): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    switch (field.holds) {
      case 'reference':
        return [`select "${owner}" from "${table}" where "${columnOf(name, field)}" = any($1::int[])`]
      case 'references':
        return [`select "${field.owner}" from "${field.table}" where "${field.column}" = any($1::int[])`]
      case 'records':
        return referring(field.table, field.fields, field.owner)
      case 'value':
      case 'fact':
        return []
    }
  })
}

const namingDocuments: readonly Naming[] = [
  {
    type: 'fact',
    ids: 'select fact_id from evidence join paragraph on paragraph.id = paragraph_id where document_id = any($1::int[])',
  },
]

/** What names things of a type by their slugs, and says something else when these are renamed. */
export function namingThings(type: 'entity' | 'document'): readonly Naming[] {
  return type === 'entity' ? namingEntities() : namingDocuments
}
