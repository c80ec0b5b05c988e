import { removeButtons } from '../model/citation.ts'
import { normalizeSpace } from '../model/white-space.ts'
import { sourceFault } from './fault.ts'
import { joinLines, wordsOf } from './hyphen.ts'
import { clipTitle, type TextContent } from './plain.ts'

/** The longest line of a text whose lines were broken to fit a page or a window. */
const longestBroken = 160

/** The beginning of an item of a list, which is a paragraph of its own; but not "R. Robinson". */
export const listMark = /^(?:[-*•‣◦▪–—]\s|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s|\((?:\d{1,3}|\p{L}|[ivx]{1,5})\)\s)/u

/**
 * Reads a plain text. Its first line is the title if it looks like one; otherwise the text has no line to spare, and its
 * first words are.
 *
 * @throws DossierError BAD_USER_INPUT when there is no text.
 */
export function readPlainText(text: string, file?: string): TextContent {
  const paragraphs = paragraphsOf(text)
  const [first] = paragraphs
  if (first === undefined) throw sourceFault('the file is blank; a text should be in it', undefined, file)
  const hasTitle = paragraphs.length > 1 && isTitle(first, text)
  return {
    title: clipTitle(first, hasTitle ? undefined : 80),
    paragraphs: paragraphs.slice(hasTitle ? 1 : 0).map((paragraph) => ({ section: 'BODY', text: paragraph })),
    references: [],
  }
}

/** A title is one line of the file, and no sentence. */
function isTitle(paragraph: string, text: string): boolean {
  const line = normalizeSpace(/\S[^\n]*/u.exec(text)?.[0] ?? '')
  return line === paragraph && line.length <= 200 && !/[.!?;:,]["'”’)\]]?$/u.test(line) && !listMark.test(line)
}

/**
 * Blank lines separate paragraphs. Without any, or where lines are long, each line is one. Otherwise the lines between
 * blank ones are joined, but an item of a list, and what follows a line that ends far from the margin, begin a paragraph.
 */
export function paragraphsOf(text: string): string[] {
  const lines = text.split(/[\n\f\u2028\u2029]/u).map((line) => line.trimEnd())
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0)
  const hasBlocks = /\S[^\S\n]*\n\s*\n\s*\S/u.test(text)
  const isBroken = hasBlocks && width <= longestBroken
  const words = isBroken ? wordsOf(lines) : new Set<string>()
  const groups: string[][] = []
  let before = ''
  for (const line of lines) {
    const plain = normalizeSpace(line)
    const isFull = before.length > width / 2 || /(?:\p{L}[-\u2010\u00AD]|\p{N}–)$/u.test(before)
    const goesOn = isBroken && isFull && !listMark.test(plain)
    if (plain !== '' && goesOn) groups.at(-1)?.push(plain)
    else if (plain !== '') groups.push([plain])
    before = plain
  }
  return groups.map((group) => removeButtons(joinLines(group, words))).filter((paragraph) => paragraph !== '')
}
