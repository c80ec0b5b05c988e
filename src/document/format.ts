import path from 'node:path'
import { isArticle } from './article.ts'
import { isPdf, unicodeOf } from './decode.ts'
import { sourceFault } from './fault.ts'
import type { TextFormat } from './plain.ts'

/** What the endings of names stand for, where the content can be several things. */
const endings: Readonly<Record<string, TextFormat>> = {
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
  '.pdf': 'pdf',
}

/** How files begin that hold texts, but not in a form that is read; with what to do. */
const otherForms: readonly (readonly [begin: Buffer, what: string])[] = [
  [
    Buffer.from('PK\u0003\u0004'),
    'a ZIP archive, perhaps of a word processor; save the text as PDF, HTML or plain text',
  ],
  [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a file of a word processor; save the text as PDF, HTML or plain text'],
  [Buffer.from('{\\rtf'), 'rich text (RTF); save it as PDF, HTML or plain text'],
  [Buffer.from('1f8b', 'hex'), 'compressed (gzip); decompress it first'],
  [Buffer.from('%!PS'), 'PostScript; make a PDF of it'],
  [Buffer.from('MIME-Version:'), 'a web archive (MHTML); save the page as "HTML only"'],
  [Buffer.from('From: <Saved by'), 'a web archive (MHTML); save the page as "HTML only"'],
]

/**
 * The form of a source. Its content decides; the ending of its name, where the content can be several things: Markdown is
 * plain text, too.
 *
 * @throws DossierError BAD_USER_INPUT for what is known to be none of the forms.
 */
export function recognizeFormat(bytes: Buffer, file?: string): TextFormat {
  if (isPdf(bytes)) return 'pdf'
  const other = otherForms.find(([begin]) => bytes.subarray(0, begin.length).equals(begin))
  if (other) throw sourceFault(`this is ${other[1]}`, undefined, file)
  const head = headOf(bytes)
  if (isHtml(head)) return 'html'
  if (isArticle(head)) return 'article'
  return (file === undefined ? undefined : endings[path.extname(file).toLowerCase()]) ?? 'text'
}

function headOf(bytes: Buffer): string {
  return new TextDecoder(unicodeOf(bytes)).decode(bytes.subarray(0, 8192)).replaceAll(/\r\n?/g, '\n')
}

/** A page begins with its type or its root, perhaps after comments and an XML declaration. */
function isHtml(head: string): boolean {
  const rest = head.replace(/^(?:\s+|<!--.*?-->|<\?[^>]*>)*/su, '')
  return /^<(?:!doctype\s+html|html|head|body)[\s>]/iu.test(rest)
}
