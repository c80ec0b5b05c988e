import { DossierError } from '../errors.ts'
import { suggestion } from '../model/did-you-mean.ts'
import { quoted } from '../model/value.ts'
import { type Heading, type TableKind, tableKinds } from './csv-heading.ts'
import type { ImportContext, Importer, RecordContent, StatedEntity, StatedFact } from './importer.ts'
import { textOf } from './value.ts'

/** Tables with fixed headings, one kind of thing for each table or, with the column `kind`, each row. */
export const csv: Importer = {
  name: 'csv',
  version: '1',
  title: 'Imported tables',
  refersToGraph: true,
  read(row, context) {
    const name = textOf(row.kind) ?? context.kind ?? ''
    const kind = tableKinds().find((one) => one.name === name.toLowerCase())
    if (kind === undefined) return refused(kindFault(name))
    const faults = headingFaults(row, kind)
    if (faults.length > 0) return { entities: [], facts: [], problems: faults.map(problemOf) }
    return readRow(row, kind, context)
  },
}

const problemOf = (message: string) => ({ code: 'BAD_VALUE', message }) as const
const refused = (message: string): RecordContent => ({ entities: [], facts: [], problems: [problemOf(message)] })

const names = () => tableKinds().map(({ name }) => name)

function kindFault(name: string): string {
  const list = names().join(', ')
  return name === ''
    ? `the kind of the row is not known; say --kind, or add a column \`kind\` with one of ${list}`
    : `${quoted(name)} is no kind of thing; there are ${list}`
}

/** The kind that `--kind` names. Throws BAD_USER_INPUT for another one. */
export function tableKind(name: string): TableKind {
  const found = tableKinds().find((one) => one.name === name.toLowerCase())
  if (found !== undefined) return found
  throw new DossierError('BAD_USER_INPUT', `--kind: ${kindFault(name)}.`, { argument: 'kind', value: name })
}

function headingFaults(row: Readonly<Record<string, unknown>>, { name, headings }: TableKind): string[] {
  const allowed = headings.map((heading) => heading.name)
  const unknown = Object.keys(row).filter((heading) => heading !== 'kind' && !allowed.includes(heading))
  const missing = headings.filter((heading) => !heading.isOptional && row[heading.name] === undefined)
  // An item of another dataset needs only its slug.
  const needed = row.sameAs === undefined ? missing : missing.filter((heading) => heading.name === 'slug')
  return [
    ...unknown.map((heading) => {
      return `${quoted(heading)} is no heading of ${name}${suggestion(heading, allowed)}; there are ${allowed.join(', ')}`
    }),
    ...needed.map((heading) => `${heading.name} is empty; a row of ${name} needs it`),
  ]
}

function readRow(
  row: Readonly<Record<string, unknown>>,
  { declaration, isEntity, headings }: TableKind,
  { dataset }: ImportContext,
): RecordContent {
  const cells = headings.flatMap((heading) => {
    const cell = row[heading.name]
    return typeof cell === 'string' ? [[heading.name, valueOf(cell, heading)] as const] : []
  })
  const values = { ...Object.fromEntries(cells), kind: declaration.kind }
  if (isEntity) {
    return { id: `${dataset}/${String(row.slug)}`, entities: [values as unknown as StatedEntity], facts: [] }
  }
  const fact = { ...values, words: `statement: ${String(row.statement)}` } as unknown as StatedFact
  return { id: `${dataset}/${String(row.key)}`, entities: [], facts: [fact] }
}

/** Several values in one cell are separated by "|". */
function valueOf(cell: string, { list }: Heading): unknown {
  if (list === undefined) return cell
  const parts = cell
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (list === 'texts') return parts
  if (list === 'records') return parts.map((text) => ({ text }))
  return parts.map((part) => {
    const at = part.indexOf(':')
    return { scheme: part.slice(0, Math.max(at, 0)), value: part.slice(at + 1).trim() }
  })
}
