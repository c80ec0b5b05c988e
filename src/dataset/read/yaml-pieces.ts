/** A part of a YAML file that is a file by itself: a key at the top, with some or all items of its list. */
export interface YamlPiece {
  readonly key: string
  /** Where the items begin and end in the file. */
  readonly start: number
  readonly end: number
  /** Whether the key stands in it; else it is written before the items. */
  readonly hasKey: boolean
}

/** A piece as a file, and what to add to a place in it for the place in the whole file. */
export function textOfPiece(source: string, { key, start, end, hasKey }: YamlPiece): { text: string; offset: number } {
  const head = hasKey ? '' : `${key}:\n`
  return { text: head + source.slice(start, end), offset: start - head.length }
}

/** The length of a piece, in characters, from which the next item begins another one. */
const enoughForPiece = 8 * 1024

const topKey = /\n([A-Za-z]+):(?=[ \r\n]|$)/g
/** A line that begins otherwise than keys, items, comments and what is indented by spaces: then the layout is not ours. */
const otherLine = /\n(?![A-Za-z]+:(?:[ \r\n]|$)|-[ \r\n]| |#|\r?\n|$)|\n *\t/
/** A key with a list in block style, up to the first item. Bounded, because regular expressions have a stack, too. */
const listHead =
  /^(?: *(?:#[^\n]*)?\r?\n){0,500}[A-Za-z]+: *(?:#[^\n]*)?\r?\n(?: *(?:#[^\n]*)?\r?\n){0,500}( {0,20})-[ \r\n]/

/**
 * Cuts a YAML file at the keys of its top, and the lists under them between items. Undefined if the file is small, or not
 * of this layout.
 *
 * Only the indentation of lines is looked at. Where that misleads, because a line stands inside of quotes or brackets,
 * these are open at the end of the piece, which is an error. A file whose pieces can all be read can be read itself, and
 * says the same.
 */
export function piecesOf(source: string, enough = enoughForPiece): YamlPiece[] | undefined {
  if (source.length < 2 * enough) return undefined
  const text = `\n${source}`
  if (otherLine.test(text)) return undefined
  const keys = [...text.matchAll(topKey)].map(({ index, 1: key = '' }) => ({ key, start: index }))
  if (keys.length === 0 || new Set(keys.map(({ key }) => key)).size < keys.length) return undefined
  // What stands before the first key goes with it.
  return keys.flatMap(({ key, start }, index) => {
    const whole = { key, start: index === 0 ? 0 : start, end: keys[index + 1]?.start ?? source.length, hasKey: true }
    return cutList(source.slice(whole.start, whole.end), whole, enough)
  })
}

function cutList(text: string, whole: YamlPiece, enough: number): YamlPiece[] {
  const [head, indent] = listHead.exec(text) ?? []
  if (head === undefined || indent === undefined) return [whole]
  const shallow = new RegExp(`\\n(?!${indent}(?: |-[ \\r\\n])| *(?:#|\\r?\\n|$))`)
  if (shallow.test(text.slice(head.length))) return [whole]
  const item = new RegExp(`\\n${indent}-[ \\r\\n]`, 'g')
  const pieces: YamlPiece[] = []
  for (let start = 0; start < text.length; ) {
    item.lastIndex = Math.max(start + enough, head.length)
    const next = item.exec(text)
    const end = next ? next.index + 1 : text.length
    pieces.push({ key: whole.key, start: whole.start + start, end: whole.start + end, hasKey: start === 0 })
    start = end
  }
  return pieces
}
