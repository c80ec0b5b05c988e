import { readFile, writeFile } from 'node:fs/promises'
import { type GraphQLEnumType, type GraphQLNamedType, getNamedType, isEnumType, isObjectType } from 'graphql'
import { z } from 'zod'
import { headerFormat, mostItems } from './src/change/draft-format.ts'
import { mostAnchorCharacters, mostAnchorWords } from './src/change/value-format.ts'
import { maximumFileSize } from './src/dataset/read/folder.ts'
import { sections } from './src/dataset/read/format.ts'
import { maximumSourceSize } from './src/document/decode.ts'
import { draftSchemaText } from './src/draft/json-schema.ts'
import { exampleTable, tableKinds } from './src/import/csv-heading.ts'
import { type EntityKindDeclaration, entityKind, entityKinds, factKinds } from './src/model/kind.ts'
import { schema } from './src/schema.ts'
import { tableNames, tableOf } from './src/table/tables.ts'

// Prints the fields of datasets into docs/datasets.md, the headings of tables into docs/importing.md, the columns of exports
// into docs/exporting.md and the format of drafts into docs/draft.schema.json, from the formats that check files and the
// tables as they are declared. The meaning of a field is the description in its format or, where it has none, that of the
// field of the same name in the API.

/** A page of which a part is printed: the part between two lines. */
interface PrintedPage {
  readonly path: string
  readonly part: string
  readonly print: () => string
}

const formats: PrintedPage = { path: 'docs/datasets.md', part: 'fields', print: printedFormat }
const tables: PrintedPage = { path: 'docs/importing.md', part: 'tables', print: printedTables }
const columns: PrintedPage = { path: 'docs/exporting.md', part: 'columns', print: printedColumns }

/** docs/datasets.md as it is, and as it is with its fields printed again. */
export const formatPage = () => printedPage(formats)

/** docs/importing.md as it is, and as it is with the headings of tables printed again. */
export const importingPage = () => printedPage(tables)

/** docs/exporting.md as it is, and as it is with the columns of tables printed again. */
export const exportingPage = () => printedPage(columns)

async function printedPage({ path, part, print }: PrintedPage): Promise<{ found: string; printed: string }> {
  const [start, end] = [`<!-- ${part}: printed by \`npm run schema\` -->\n`, `<!-- end of ${part} -->\n`]
  const found = await readFile(new URL(path, import.meta.url), 'utf8')
  const [before, rest = ''] = found.split(start)
  const [, after] = rest.split(end)
  if (after === undefined) throw new Error(`${path} lacks one of the lines ${start}${end}`)
  return { found, printed: `${before}${start}\n${print()}\n${end}${after}` }
}

/** The columns of each table that can be taken away. */
function printedColumns(): string {
  const parts = tableNames.map((name) => {
    const table = tableOf(name)
    const rows = table.columns.map(({ name: column, type, description, values }) => {
      const choices = values === undefined ? '' : `: ${values.join(', ')}`
      return `| \`${column}\` | ${type} | ${description}${choices} |`
    })
    const key = table.primaryKey ? ` Key: ${table.primaryKey.map((column) => `\`${column}\``).join(', ')}.` : ''
    return `### ${name}\n\n${table.description}${key}\n\n| column | type | meaning |\n| --- | --- | --- |\n${rows.join('\n')}\n`
  })
  return parts.join('\n')
}

/** The headings of a table of each kind, and an example. */
function printedTables(): string {
  return tableKinds()
    .map((kind) => {
      const names = kind.headings.map(({ name, isOptional, list }) => {
        return `\`${name}\`${isOptional ? '' : ' (needed)'}${list === undefined ? '' : ' (several)'}`
      })
      return `### ${kind.name}\n\n${names.join(', ')}\n\n\`\`\`csv\n${exampleTable(kind)}\`\`\`\n`
    })
    .join('\n')
}

type Shape = Readonly<Record<string, z.core.$ZodType>>

/** The fields and the enums that are printed so far, and those that other tables refer to. */
interface Output {
  readonly parts: string[]
  readonly enums: Set<GraphQLEnumType>
}

function printedFormat(): string {
  const output: Output = { parts: [limits()], enums: new Set() }
  addTable(output, 'dataset.yaml', headerFormat.shape, 'Dataset')
  addKinds(output, 'Every entity', entityKinds())
  output.parts.push(knownAttributes())
  addKinds(output, 'Every fact', factKinds())
  const uncovered = sections().get('uncovered')?.format
  if (uncovered instanceof z.ZodObject) addTable(output, 'uncovered', uncovered.shape, 'Evidence')
  const enums = [...output.enums].toSorted((one, other) => (one.name < other.name ? -1 : 1))
  return [...output.parts, ...enums.map(enumTable)].join('\n')
}

function limits(): string {
  const megabytes = (bytes: number) => `${bytes / 1024 / 1024} MB`
  const rows = [
    ['a file of a dataset', megabytes(maximumFileSize)],
    ['the text of a source', megabytes(maximumSourceSize)],
    ['an anchor', `${mostAnchorWords} words, ${mostAnchorCharacters} characters`],
    ['a list within an entity or a fact', `${mostItems.toLocaleString('en')} items`],
  ]
  return table('Limits', ['what', 'at most'], rows)
}

/** A table of the fields that all kinds have, and one for the further fields of each kind. */
function addKinds(output: Output, heading: string, kinds: readonly { section: string; type: string }[]): void {
  const shapes = kinds.map(({ section, type }) => ({ section, type, shape: shapeOf(section) }))
  const isCommon = (field: string) => shapes.every(({ shape }) => Object.hasOwn(shape, field))
  const pick = (shape: Shape, common: boolean) =>
    Object.fromEntries(Object.entries(shape).filter(([field]) => isCommon(field) === common))
  const [first] = shapes
  if (first) addTable(output, heading, pick(first.shape, true), first.type)
  for (const { section, type, shape } of shapes) addTable(output, section, pick(shape, false), type)
}

function shapeOf(section: string): Shape {
  const format = sections().get(section)?.format
  if (!(format instanceof z.ZodObject)) throw new Error(`The items of ${section} are no objects`)
  return format.shape as Shape
}

/** Adds a table of fields, and after it those of the objects in them. */
function addTable(output: Output, heading: string, shape: Shape, typeName: string): void {
  const nested: (() => void)[] = []
  const rows = Object.entries(shape).map(([field, format]) => {
    const { inner, isList, isOptional, fallback, description } = unwrap(format)
    const apiField = apiFieldOf(typeName, field)
    const meaning = description ?? apiField?.description
    if (!meaning) throw new Error(`The field ${field} of ${heading} has no meaning: describe it in its format`)
    if (inner instanceof z.ZodObject) {
      // Datasets show no documents in the API.
      nested.push(() => addTable(output, field, inner.shape as Shape, apiField?.type.name ?? 'Document'))
    }
    const value = valueText(output, inner, field)
    const without = fallback ? `\`${fallback}\`` : isOptional ? 'yes' : 'no'
    return [`\`${field}\``, isList ? `list: ${value}` : value, without, meaning.replaceAll('\n', ' ')]
  })
  if (rows.length === 0) output.parts.push(`### ${heading}\n\nNo further fields.\n`)
  else addOnce(output, table(heading, ['field', 'value', 'may be left out', 'meaning'], rows))
  for (const add of nested) add()
}

/** Two kinds may have the same list, such as quotations. */
function addOnce({ parts }: Output, part: string): void {
  if (!parts.includes(part)) parts.push(part)
}

/** The field of a type of the API, with the type that a list or connection of it contains. */
function apiFieldOf(typeName: string, field: string): { description: string; type: GraphQLNamedType } | undefined {
  const type = schema.getType(typeName)
  const found = isObjectType(type) ? type.getFields()[field] : undefined
  if (!found) return undefined
  const named = getNamedType(found.type)
  const nodes = isObjectType(named) ? named.getFields().nodes : undefined
  return { description: found.description ?? '', type: nodes ? getNamedType(nodes.type) : named }
}

interface Unwrapped {
  readonly inner: z.core.$ZodType
  readonly isList: boolean
  readonly isOptional: boolean
  /** The value of a field that is left out. */
  readonly fallback?: string
  readonly description?: string
}

/** Looks through what makes a format optional, gives it a fallback, or makes it a list or a shorthand. */
function unwrap(format: z.core.$ZodType): Unwrapped {
  const meta = z.globalRegistry.get(format)
  const described = meta?.description === undefined ? {} : { description: meta.description }
  const inside = (inner: z.core.$ZodType, more: Partial<Unwrapped>) => ({ ...unwrap(inner), ...more, ...described })
  if (meta?.format !== undefined) return { inner: format, isList: false, isOptional: false, ...described }
  if (format instanceof z.ZodOptional) return inside(format.def.innerType, { isOptional: true })
  if (format instanceof z.ZodDefault) {
    const fallback = typeof format.def.defaultValue === 'string' ? format.def.defaultValue : ''
    return inside(format.def.innerType, { isOptional: true, fallback })
  }
  if (format instanceof z.ZodArray) return { ...inside(format.element, { isList: true }), isOptional: false }
  if (format instanceof z.ZodPipe) return inside(format.out, {})
  return { inner: format, isList: false, isOptional: false, ...described }
}

function valueText(output: Output, format: z.core.$ZodType, field: string): string {
  const text = z.globalRegistry.get(format)?.format
  if (text !== undefined) return text
  if (format instanceof z.ZodObject) return `[${field}](#${field.toLowerCase()})`
  if (format instanceof z.ZodBoolean) return '`true` or `false`'
  if (!(format instanceof z.ZodEnum)) throw new Error(`The field ${field} does not say what it looks like: see meta`)
  const values = format.options.map(String)
  const found = Object.values(schema.getTypeMap()).find(
    (type): type is GraphQLEnumType =>
      isEnumType(type) &&
      new Set(type.getValues().map(({ name }) => name)).symmetricDifference(new Set(values)).size === 0,
  )
  if (!found) return values.map((value) => `\`${value}\``).join(', ')
  output.enums.add(found)
  return `[${found.name}](#${found.name.toLowerCase()})`
}

function enumTable(type: GraphQLEnumType): string {
  const rows = type.getValues().map(({ name, description }) => {
    return [`\`${name}\``, `${(description ?? '').replaceAll('\n', ' ')}${objectText(type.name, name)}`]
  })
  return table(type.name, ['value', 'meaning'], rows)
}

/** Says of which kind the object of a relationship has to be, where its type demands one. */
function objectText(typeName: string, value: string): string {
  if (typeName !== 'RelationshipType') return ''
  const kinds = factKinds()
    .find(({ kind }) => kind === 'RELATIONSHIP')
    ?.object?.kindsOf?.({ relationshipType: value })
  return kinds ? ` The object is ${kinds.map((kind) => entityKind(kind).noun).join(' or ')}.` : ''
}

function knownAttributes(): string {
  const rows = entityKinds().flatMap(({ section, attributes }: EntityKindDeclaration) =>
    Object.entries(attributes).map(([name, { value }]) => [
      `\`${name}\``,
      `\`${section}\``,
      value === 'date' ? 'date or period (EDTF)' : 'address of a web page',
    ]),
  )
  return table('Attributes that entities show as their own', ['attribute', 'of', 'value'], rows)
}

function table(heading: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`
  const rule = line(head.map(() => '---'))
  return `### ${heading}\n\n${line(head)}${rule}${rows.map(line).join('')}`
}

/** The format of drafts, as JSON Schema. */
export const draftSchemaFile = new URL('docs/draft.schema.json', import.meta.url)

if (import.meta.main) {
  for (const one of [formats, tables, columns]) {
    await writeFile(new URL(one.path, import.meta.url), (await printedPage(one)).printed)
  }
  await writeFile(draftSchemaFile, draftSchemaText())
}
