import type { Database } from '../database/open.ts'
import { readRevision } from '../database/revision.ts'
import { openSnapshot } from '../database/snapshot.ts'
import { DossierError } from '../errors.ts'
import { quoted } from '../model/value.ts'
import { type ExportOptions, exportFile } from './file.ts'

/** A file that a caller asked for. */
export interface Download {
  readonly name: string
  readonly mediaType: string
  /** Changes what is in the file, besides the graph. */
  readonly variant: string
  /** The revision of the graph at the moment. */
  revision(): Promise<string>
  /** Begins to read. Whoever opens it closes it. */
  open(): Promise<OpenDownload>
}

export interface OpenDownload {
  readonly revision: string
  readonly pieces: AsyncIterable<string | Uint8Array>
  close(): Promise<void>
}

/**
 * The file below /export that an address names. `base` is the public address of the server, if it is known.
 *
 * @throws DossierError NOT_FOUND or BAD_USER_INPUT.
 */
export function findDownload(db: Database, path: string, query: URLSearchParams, base?: string): Download {
  const file = exportFile(path.slice('/export/'.length))
  const options = { ...optionsOf(file.name, query), base }
  return {
    name: file.name,
    mediaType: file.mediaType,
    variant: JSON.stringify(options),
    revision: () => readRevision(db.prisma),
    async open() {
      const snapshot = await openSnapshot(db)
      const { revision } = snapshot
      return { revision, pieces: file.pieces(snapshot, options), close: () => snapshot.close() }
    },
  }
}

function optionsOf(name: string, query: URLSearchParams): ExportOptions {
  const unknown = [...query.keys()].find((key) => key !== 'spreadsheet')
  if (unknown !== undefined) {
    throw new DossierError('BAD_USER_INPUT', `${quoted(unknown)} is no parameter of files; \`spreadsheet=1\` is one.`)
  }
  const given = query.get('spreadsheet')
  if (given === null || given === '0') return {}
  if (given !== '1') {
    throw new DossierError('BAD_USER_INPUT', `spreadsheet is ${quoted(given)}; 1 and 0 would be right.`)
  }
  if (!name.endsWith('.csv')) {
    throw new DossierError('BAD_USER_INPUT', `spreadsheet=1 is for CSV, and ${name} is none. Leave it out.`)
  }
  return { spreadsheet: true }
}
