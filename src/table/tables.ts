import type { Table } from './column.ts'
import { documents } from './declared/documents.ts'
import { entities } from './declared/entities.ts'
import { evidence } from './declared/evidence.ts'
import { facts } from './declared/facts.ts'
import { names } from './declared/names.ts'
import { references } from './declared/references.ts'

export const tableNames = ['entities', 'names', 'facts', 'evidence', 'references', 'documents'] as const

export type TableName = (typeof tableNames)[number]

const declared: Readonly<Record<TableName, () => Table>> = { entities, names, facts, evidence, references, documents }

let made: Readonly<Record<TableName, Table>> | undefined

/** A table. Some columns follow from the kinds, so the tables are made when they are first asked for. */
export function tableOf(name: TableName): Table {
  made ??= Object.fromEntries(tableNames.map((each) => [each, declared[each]()])) as Record<TableName, Table>
  return made[name]
}

export function isTableName(text: string): text is TableName {
  return (tableNames as readonly string[]).includes(text)
}
