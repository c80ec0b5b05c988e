import type { Snapshot } from '../database/snapshot.ts'
import { DossierError } from '../errors.ts'
import { quoted } from '../model/value.ts'
import { dataPackage } from '../table/data-package.ts'
import { type TableFormatName, tableFormatNames, tableFormats } from '../table/formats.ts'
import { isTableName, tableNames, tableOf } from '../table/tables.ts'

export interface ExportOptions {
  /** CSV for spreadsheets: what they would take for formulas is kept from that. */
  readonly spreadsheet?: boolean
}

/** A file as which the graph, or a part of it, can be taken away. */
export interface ExportFile {
  readonly name: string
  readonly mediaType: string
  /** Its content, a piece at a time. */
  pieces(snapshot: Snapshot, options: ExportOptions): AsyncIterable<string | Uint8Array>
}

export const packageName = 'datapackage.json'

const packageFile: ExportFile = {
  name: packageName,
  mediaType: 'application/json; charset=utf-8',
  async *pieces({ revision }) {
    yield `${JSON.stringify(dataPackage(revision, tableFormatNames), undefined, 2)}\n`
  },
}

/**
 * The file with this name, such as "facts.csv".
 *
 * @throws DossierError NOT_FOUND that says which there are.
 */
export function exportFile(name: string): ExportFile {
  if (name === packageName) return packageFile
  const [table = '', format = '', ...rest] = name.split('.')
  if (isTableName(table) && isTableFormat(format) && rest.length === 0) {
    const { mediaType, write } = tableFormats[format]
    return { name, mediaType, pieces: (snapshot, options) => write(tableOf(table), snapshot, options) }
  }
  throw new DossierError(
    'NOT_FOUND',
    `${quoted(name)} is no file that can be taken away. There are ${packageName}, and TABLE.FORMAT with the tables ${tableNames.join(', ')} and the formats ${tableFormatNames.join(', ')}.`,
  )
}

export function isTableFormat(text: string): text is TableFormatName {
  return Object.hasOwn(tableFormats, text)
}
