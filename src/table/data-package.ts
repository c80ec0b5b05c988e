import type { Column, Table } from './column.ts'
import { type TableFormatName, tableFormats } from './formats.ts'
import { tableNames, tableOf } from './tables.ts'
import { listSeparator } from './text.ts'

/** What is known of a file that has been written. */
export interface WrittenFile {
  readonly bytes: number
  readonly hash: string
}

/**
 * Describes the files of all tables as a Data Package: https://datapackage.org. `filesOf` tells the size of a file, where
 * that is known.
 */
export function dataPackage(
  revision: string,
  formats: readonly TableFormatName[],
  fileOf: (path: string) => WrittenFile | undefined = () => undefined,
): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: 'dossier',
    title: 'A knowledge graph of organisations, with the evidence of every fact',
    // Of the graph: equal revisions are equal files.
    version: revision,
    revision,
    resources: tableNames.flatMap((name) => formats.map((format) => resourceOf(tableOf(name), format, fileOf))),
  }
}

function resourceOf(table: Table, format: TableFormatName, fileOf: (path: string) => WrittenFile | undefined): object {
  const path = `${table.name}.${format}`
  return {
    name: format === 'csv' ? table.name : `${table.name}-${format}`,
    type: 'table',
    path,
    title: table.name,
    description: table.description,
    format,
    mediatype: tableFormats[format].mediaType.split(';')[0],
    ...(format !== 'parquet' && { encoding: 'utf-8' }),
    ...fileOf(path),
    schema: schemaOf(table),
  }
}

function schemaOf({ columns, primaryKey, foreignKeys }: Table): object {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    fields: columns.map(fieldOf),
    missingValues: [''],
    ...(primaryKey && { primaryKey }),
    ...(foreignKeys && {
      foreignKeys: foreignKeys.map((key) => ({
        fields: key.columns,
        reference: { resource: key.table, fields: key.to },
      })),
    }),
  }
}

function fieldOf({ name, type, description, values, required }: Column): object {
  const constraints = { ...(required && { required }), ...(values && { enum: values }) }
  return {
    name,
    ...fieldTypes[type],
    description,
    ...(Object.keys(constraints).length > 0 && { constraints }),
  }
}

const fieldTypes = {
  string: { type: 'string' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  date: { type: 'date' },
  list: { type: 'list', delimiter: listSeparator, itemType: 'string' },
  records: { type: 'array' },
} as const
