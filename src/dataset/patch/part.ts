import { readPieces } from '../read/yaml-file.ts'
import { piecesOf, textOfPiece } from '../read/yaml-pieces.ts'
import { type ParsedFile, parseFile } from './file-item.ts'
import { applySplices, type Splice } from './splice.ts'

/** The texts of files, by their paths. */
export type Texts = Map<string, string>

/** The length of a file, in characters, from which its parts are parsed one by one: a parsed file takes much memory. */
const enoughForParts = 256 * 1024

/** A part of a file that can be parsed by itself. */
interface Part {
  /** The section that it belongs to; undefined: the whole file. */
  readonly section: string | undefined
  /** What is put in front of it, so that it is a file. */
  readonly head: string
  readonly text: string
}

export function partsOf(path: string, text: string): Part[] {
  const whole = [{ section: undefined, head: '', text }]
  if (text.length < enoughForParts || readPieces(text, path) === undefined) return whole
  const pieces = piecesOf(text) ?? []
  return pieces.map((piece) => {
    const own = text.slice(piece.start, piece.end)
    const put = textOfPiece(text, piece).text
    return { section: piece.key, head: put.slice(0, put.length - own.length), text: own }
  })
}

/** Edits the parts of a file that `isMeant` selects, and returns the whole. */
export function editParts(
  path: string,
  parts: readonly Part[],
  isMeant: (part: Part, index: number) => boolean,
  edit: (file: ParsedFile) => readonly Splice[],
): string {
  return parts
    .map((part, index) => {
      if (!isMeant(part, index)) return part.text
      const source = part.head + part.text
      return applySplices(source, edit(parseFile(path, source))).slice(part.head.length)
    })
    .join('')
}
