import type { Snapshot } from '../database/snapshot.ts'
import { DossierError } from '../errors.ts'
import { ftmOf } from '../linked-data/ftm.ts'
import { jsonldOf, nquadsOf } from '../linked-data/graph.ts'
import { Losses } from '../linked-data/losses.ts'
import { popoloOf } from '../linked-data/popolo.ts'
import { quoted } from '../model/value.ts'
import { dataPackage } from '../table/data-package.ts'
import { type TableFormatName, tableFormatNames, tableFormats } from '../table/formats.ts'
import { isTableName, tableNames, tableOf } from '../table/tables.ts'

export interface ExportOptions {
  /** The public address of the server, if it is known: linked data names things by their pages there. */
  readonly base?: string | undefined
  /** Counts what another model cannot carry. */
  readonly losses?: Losses
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

/** Reads the whole graph as another model would carry it, and says what that leaves out. */
function reportFile(name: string, read: (snapshot: Snapshot, losses: Losses) => AsyncIterable<string>): ExportFile {
  return {
    name,
    mediaType: 'application/json; charset=utf-8',
    async *pieces(snapshot) {
      const losses = new Losses()
      // Nothing is sent before the end, but whoever leaves before that ends the reading.
      for await (const piece of read(snapshot, losses)) yield piece.slice(0, 0)
      yield `${JSON.stringify({ revision: snapshot.revision, ...losses.report() }, undefined, 2)}\n`
    },
  }
}

/** The whole graph in the models of others. */
const graphFiles: readonly ExportFile[] = [
  {
    name: 'graph.jsonld',
    mediaType: 'application/ld+json',
    pieces: (snapshot, { base }) => jsonldOf(snapshot, base),
  },
  {
    name: 'graph.nq',
    mediaType: 'application/n-quads',
    pieces: (snapshot, { base }) => nquadsOf(snapshot, base),
  },
  {
    name: 'ftm.ndjson',
    mediaType: 'application/x-ndjson; charset=utf-8',
    pieces: (snapshot, { losses = new Losses() }) => ftmOf(snapshot, losses),
  },
  {
    name: 'popolo.json',
    mediaType: 'application/json; charset=utf-8',
    pieces: (snapshot, { losses = new Losses() }) => popoloOf(snapshot, losses),
  },
  reportFile('ftm.report.json', ftmOf),
  reportFile('popolo.report.json', popoloOf),
]

/** The formats of the command that have the whole graph in one file. */
export const graphFormats: Readonly<Record<string, string>> = {
  jsonld: 'graph.jsonld',
  nquads: 'graph.nq',
  ftm: 'ftm.ndjson',
  popolo: 'popolo.json',
}

/**
 * The file with this name, such as "facts.csv".
 *
 * @throws DossierError NOT_FOUND that says which there are.
 */
export function exportFile(name: string): ExportFile {
  const fixed = [packageFile, ...graphFiles].find((file) => file.name === name)
  if (fixed) return fixed
  const [table = '', format = '', ...rest] = name.split('.')
  if (isTableName(table) && isTableFormat(format) && rest.length === 0) {
    const { mediaType, write } = tableFormats[format]
    return { name, mediaType, pieces: (snapshot, options) => write(tableOf(table), snapshot, options) }
  }
  throw new DossierError(
    'NOT_FOUND',
    `${quoted(name)} is no file that can be taken away. There are ${[packageFile, ...graphFiles].map((file) => file.name).join(', ')}, and TABLE.FORMAT with the tables ${tableNames.join(', ')} and the formats ${tableFormatNames.join(', ')}.`,
  )
}

export function isTableFormat(text: string): text is TableFormatName {
  return Object.hasOwn(tableFormats, text)
}
