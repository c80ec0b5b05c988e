import { linesOf } from './inline.ts'
import { isLeftOut } from './left-out.ts'
import type { Notes } from './notes.ts'
import { attributeOf, classesOf, type Element, elementsIn, firstIn, rawText } from './tree.ts'

/** The information box of an encyclopaedia: what an article says in short, as keys and values. */
export function isInformationBox(table: Element): boolean {
  return table.tagName === 'table' && classesOf(table).some((name) => /^(?:infobox|vcard)/u.test(name))
}

/** The entries of an information box, each as "Key: value"; a heading keeps its colon. */
export function readBox(box: Element, notes: Notes): string[] {
  return rowsOf(box).flatMap((row) => {
    const cells = cellsOf(row)
    const [head, ...values] = cells.map((cell) => valueOf(cell, notes))
    if (head === undefined) return []
    const rest = values.filter((value) => value !== '').join('; ')
    const isKey = cells[0]?.tagName === 'th' || rest !== ''
    if (!isKey) return head === '' ? [] : [head]
    const key = head.replace(/^[•·–-] ?/u, '').replace(/ ?:$/u, '')
    return key === '' ? (rest === '' ? [] : [rest]) : [rest === '' ? `${key}:` : `${key}: ${rest}`]
  })
}

function valueOf(cell: Element, notes: Notes): string {
  return linesOf(cell, notes)
    .join('; ')
    .replaceAll(/([,;:]);/gu, '$1')
}

/** Whether a table only puts things side by side: what is in its cells is read as if there were no table. */
export function isLayout(table: Element): boolean {
  const role = attributeOf(table, 'role')
  if (role === 'presentation' || role === 'none') return true
  if (firstIn(table, ({ tagName }) => /^(?:table|h[1-6]|section|article|main)$/u.test(tagName))) return true
  const rows = rowsOf(table)
  const cells = rows.reduce((most, row) => Math.max(most, cellsOf(row).length), 0)
  return cells < 2 || rawText(table).length / Math.max(1, rows.length * cells) > 1000
}

interface Column {
  readonly text: string
  readonly isHead: boolean
}

/** The most columns that are told apart. */
const mostColumns = 200

/** The rows of a table, each as "Header: value; Header: value"; without headers as its values alone. */
export function readRows(table: Element, notes: Notes): string[] {
  const grid = gridOf(table, notes)
  const heads = grid.slice(0, headRows(grid))
  const rows = grid.slice(heads.length)
  if (rows.length === 0) return heads.map(headText)
  const headers = Array.from({ length: mostColumns }, (_, column) =>
    distinct(heads.map((row) => row[column]?.text ?? '')).join(', '),
  )
  return rows.map((row) => (isHeadRow(row) ? headText(row) : rowText(row, headers))).filter((text) => text !== '')
}

function isHeadRow(row: readonly Column[]): boolean {
  return row.length > 0 && row.every(({ isHead }) => isHead)
}

function headText(row: readonly Column[]): string {
  return distinct(row.map(({ text }) => text)).join('; ')
}

/** How many rows at the top are headers alone. */
function headRows(grid: readonly (readonly Column[])[]): number {
  const first = grid.findIndex((row) => !isHeadRow(row))
  return first < 0 ? grid.length : first
}

/** A cell that spans several columns stands once, under the first of their headers. */
function rowText(row: readonly Column[], headers: readonly string[]): string {
  return row
    .flatMap((cell, column) => {
      if (cell.text === '' || row[column - 1] === cell) return []
      const header = (headers[column] ?? '').replace(/ ?:$/u, '')
      return [header === '' || header === cell.text ? cell.text : `${header}: ${cell.text}`]
    })
    .join('; ')
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text) => text !== ''))]
}

/** The cells of each row by their columns; a cell that spans rows stands in each of them. */
function gridOf(table: Element, notes: Notes): Column[][] {
  const below = new Map<number, { cell: Column; rows: number }>()
  return rowsOf(table).map((row) => {
    const columns: Column[] = []
    const fill = () => {
      for (let span = below.get(columns.length); span; span = below.get(columns.length)) {
        span.rows -= 1
        if (span.rows === 0) below.delete(columns.length)
        columns.push(span.cell)
      }
    }
    const isInHead = (row.parentNode as Element | null)?.tagName === 'thead'
    for (const element of cellsOf(row)) {
      fill()
      if (columns.length >= mostColumns) break
      const cell = { text: linesOf(element, notes).join('; '), isHead: isInHead || element.tagName === 'th' }
      const rows = spanOf(element, 'rowspan')
      const last = Math.min(mostColumns, columns.length + spanOf(element, 'colspan'))
      while (columns.length < last) {
        if (rows > 1) below.set(columns.length, { cell, rows: rows - 1 })
        columns.push(cell)
      }
    }
    fill()
    return columns
  })
}

function spanOf(cell: Element, name: 'rowspan' | 'colspan'): number {
  const span = Number(attributeOf(cell, name) ?? 1)
  return Number.isInteger(span) && span > 1 ? Math.min(span, 10_000) : 1
}

/** The rows of a table itself, not of one in its cells. */
function rowsOf(table: Element): Element[] {
  return elementsIn(table, ({ tagName }) => tagName === 'tr').filter((row) => !isLeftOut(row))
}

function cellsOf(row: Element): Element[] {
  return elementsIn(row, ({ tagName }) => tagName === 'td' || tagName === 'th').filter((cell) => !isLeftOut(cell))
}
