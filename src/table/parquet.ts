import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Column, ColumnType, Row, Table, Value } from './column.ts'

/** Rows of a group. All of them are in memory until the group is written. */
const groupSize = 10_000

/** Digits after the point, as in the database. */
const scale = 10

/** A table as Parquet, a group of rows at a time. Without its end, which says where everything is, nobody can read it. */
export async function* parquetOf(
  { name, columns }: Table,
  batches: AsyncIterable<readonly Row[]>,
  revision: string,
): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter()
  const writer = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    createdBy: 'dossier',
    kvMetadata: [
      { key: 'dossier.revision', value: revision },
      { key: 'dossier.table', value: name },
    ],
  })
  let rows: Row[] = []
  for await (const batch of batches) {
    rows.push(...batch)
    if (rows.length < groupSize) continue
    await writeGroup(writer, columns, rows)
    rows = []
    yield taken(bytes)
  }
  if (rows.length > 0) await writeGroup(writer, columns, rows)
  await writer.finish()
  yield taken(bytes)
}

async function writeGroup(writer: ParquetWriter, columns: readonly Column[], rows: readonly Row[]): Promise<void> {
  const columnData = columns.map(({ name, type }) => ({
    name,
    data: rows.map((row) => parquetValue(type, row[name] ?? null)),
  }))
  await writer.write({ columnData, rowGroupSize: rows.length })
}

/** What has been written since the last time. The writer goes on in the same memory. */
function taken(bytes: ByteWriter): Uint8Array {
  const chunk = bytes.getBytes().slice()
  bytes.index = 0
  return chunk
}

function parquetValue(type: ColumnType, value: Value): unknown {
  if (value === null) return null
  if (type === 'number') return unscaled(value as string)
  return type === 'records' ? JSON.stringify(value) : value
}

/** A decimal as a whole number of its smallest units. */
function unscaled(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(scale, '0')}`)
}

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const

const elements: Readonly<Record<Exclude<ColumnType, 'list'>, Omit<SchemaElement, 'name'>>> = {
  string: text,
  records: text,
  integer: { type: 'INT32' },
  boolean: { type: 'BOOLEAN' },
  number: { type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, converted_type: 'DECIMAL', scale, precision: 38 },
  date: { type: 'INT32', converted_type: 'DATE' },
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)]
}

function elementsOf({ name, type, required }: Column): SchemaElement[] {
  const repetition_type = required ? 'REQUIRED' : 'OPTIONAL'
  if (type !== 'list') return [{ name, repetition_type, ...elements[type] }]
  return [
    { name, repetition_type, converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...text },
  ]
}
