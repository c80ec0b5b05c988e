import { Marked, type TokenizerAndRendererExtension } from 'marked'
import { parseDocument } from 'yaml'
import { decodeText } from '../decode.ts'
import type { TextContent } from '../plain.ts'
import { readPage } from './read.ts'

/**
 * Reads Markdown, as the page that it describes: with tables, footnotes ([^1]) and the title that may stand in front of it.
 *
 * @throws DossierError BAD_USER_INPUT when there is no text in it.
 */
export function readMarkdown(bytes: Buffer, file?: string): TextContent {
  const { title, language, text } = separateHead(decodeText(bytes, file))
  const { plain, notes } = separateNotes(text)
  const marked = new Marked({ gfm: true, async: false }, { extensions: [noteMark(notes)] })
  const page = marked.parse(plain, { async: false })
  const entries = [...notes].map(([name, { label, lines }]) => {
    return `<li id="${idOf(name)}">${label}. ${marked.parse(lines.join('\n'), { async: false })}</li>`
  })
  const lang = language === undefined ? '' : ` lang="${escapeAttribute(language)}"`
  const html = `<!doctype html><html${lang}><body><article>${page}<ol>${entries.join('')}</ol></article></body></html>`
  const content = readPage(html, file)
  return title === undefined ? content : { ...content, title }
}

/** What stands in YAML between lines of dashes in front of a text. */
function separateHead(text: string): { title?: string; language?: string; text: string } {
  const head = /^---\n(.{0,10000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/su.exec(text)
  if (!head) return { text }
  const parsed = parseDocument(head[1] ?? '', { logLevel: 'silent' })
  if (parsed.errors.length > 0) return { text }
  const said = (name: string) => {
    const value: unknown = parsed.get(name)
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  return { title: said('title'), language: said('lang') ?? said('language'), text: text.slice(head[0].length) }
}

interface Note {
  readonly label: string
  readonly lines: string[]
}

/** Takes the notes, `[^1]: text` and what is indented below it, out of a text. Notes with names are numbered on. */
function separateNotes(text: string): { plain: string; notes: Map<string, Note> } {
  const found = new Map<string, string[]>()
  const rest: string[] = []
  let lines: string[] | undefined
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const [, mark] = /^ {0,3}(`{3,}|~{3,})/u.exec(line) ?? []
    if (mark !== undefined) fence = fence === undefined ? mark.slice(0, 3) : mark.startsWith(fence) ? undefined : fence
    const [, name, begin] = fence === undefined ? (/^ {0,3}\[\^([^\]\s]{1,80})\]:[ \t]*(.*)$/u.exec(line) ?? []) : []
    if (name !== undefined) {
      lines = [begin ?? '']
      if (!found.has(name)) found.set(name, lines)
    } else if (lines !== undefined && goesOn(line, lines)) lines.push(line.replace(/^(?: {1,4}|\t)/u, ''))
    else {
      lines = undefined
      rest.push(line)
    }
  }
  return { plain: rest.join('\n'), notes: labelled(found, rest.join('\n')) }
}

/** A note goes on in lines that are indented, and directly below it in any. */
function goesOn(line: string, lines: readonly string[]): boolean {
  if (line.trim() === '') return true
  return /^(?: {2,}|\t)/u.test(line) || (lines.at(-1)?.trim() !== '' && !/^(?:[#>|]|[-*+] |\d+[.)] )/u.test(line))
}

/** Numbers stay as they are; names get, in the order of the text, those that are left. */
function labelled(found: ReadonlyMap<string, string[]>, text: string): Map<string, Note> {
  const taken = new Set([...found.keys()].filter((name) => /^\d{1,4}$/u.test(name)))
  const inText = [...text.matchAll(/\[\^([^\]\s]{1,80})\]/gu)].map(([, name = '']) => name)
  const names = [...new Set([...inText.filter((name) => found.has(name)), ...found.keys()])]
  let next = 0
  const free = () => {
    do next += 1
    while (taken.has(String(next)))
    return String(next)
  }
  return new Map(names.map((name) => [name, { label: taken.has(name) ? name : free(), lines: found.get(name) ?? [] }]))
}

/** `[^1]` in a text, as a raised link to its note. */
function noteMark(notes: ReadonlyMap<string, Note>): TokenizerAndRendererExtension {
  return {
    name: 'note',
    level: 'inline',
    start: (text) => text.indexOf('[^'),
    tokenizer: (text) => {
      const [raw, name] = /^\[\^([^\]\s]{1,80})\]/u.exec(text) ?? []
      return raw === undefined || name === undefined || !notes.has(name)
        ? undefined
        : { type: 'note', raw, noteName: name }
    },
    renderer: ({ noteName }) => {
      const name = String(noteName)
      return `<sup><a href="#${idOf(name)}">${notes.get(name)?.label ?? ''}</a></sup>`
    },
  }
}

function idOf(name: string): string {
  return `dossier-note-${Buffer.from(name).toString('hex')}`
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}
