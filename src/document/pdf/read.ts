import { getDocumentProxy } from 'unpdf'
import { removeButtons } from '../../model/citation.ts'
import { canonicalLanguage } from '../../model/language.ts'
import { normalizeSpace } from '../../model/white-space.ts'
import { maximumSourceSize } from '../decode.ts'
import { sourceFault } from '../fault.ts'
import { clipTitle, type TextContent } from '../plain.ts'
import { type Page, type Piece, quantile } from './glyphs.ts'
import { usualGutter } from './gutter.ts'
import { linesOf } from './lines.ts'
import { type PageParagraph, paragraphsOf } from './paragraphs.ts'
import { withoutRunning } from './running.ts'
import { lettersOf, type Run, runsOf } from './runs.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

/** The most pages of a PDF that is read. */
export const mostPages = 5000

/**
 * Reads a PDF, each paragraph with the page on which it begins.
 *
 * @throws DossierError BAD_USER_INPUT when it is broken, protected by a password, too long, or has no text.
 */
export async function readPdf(bytes: Buffer, file?: string): Promise<TextContent> {
  const missing = new Set<string>()
  const pdf = await openPdf(bytes, missing, file)
  const pages = await readPages(pdf, file)
  if (missing.size > 0) throw withoutTables(missing, file)
  const said = await pdf.getMetadata().catch(() => undefined)
  const info = (said?.info ?? {}) as Readonly<Record<string, unknown>>
  const running = withoutRunning(pages)
  const paragraphs = paragraphsOf(running).flatMap(({ page, text }) => {
    const plain = removeButtons(text)
    return plain === '' ? [] : [{ section: 'BODY' as const, text: plain, page }]
  })
  if (paragraphs.length === 0) throw noText(pages.length, file)
  const language = typeof info.Language === 'string' ? canonicalLanguage(info.Language) : undefined
  return {
    title: titleOf(info.Title, running, paragraphs),
    ...(language === undefined ? {} : { language }),
    paragraphs,
    references: [],
  }
}

/** Opens a PDF. What its fonts need and is not here gets into `missing` while pages are read. */
async function openPdf(bytes: Buffer, missing: Set<string>, file?: string): Promise<Pdf> {
  /** The library asks it for tables of characters, which it does not bring. */
  class BinaryDataFactory {
    async fetch({ kind, filename }: { kind: string; filename: string }): Promise<never> {
      if (kind === 'cMapUrl') missing.add(filename)
      throw new Error(`There is no ${filename}.`)
    }
  }
  try {
    // A copy, because the library takes the memory away.
    const data = new Uint8Array(bytes)
    return await getDocumentProxy(data, {
      verbosity: 0,
      enableXfa: false,
      disableFontFace: true,
      useSystemFonts: false,
      useWorkerFetch: false,
      BinaryDataFactory,
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') {
      throw sourceFault('the PDF is protected by a password; save it without one', undefined, file)
    }
    throw brokenPdf(error, file)
  }
}

/** Without the table the letters of the font would be left out, and nobody would know. */
function withoutTables(missing: ReadonlySet<string>, file?: string) {
  const names = [...missing].map((name) => name.replace(/\.bcmap$/u, '')).join(', ')
  const what = `its fonts do not say which characters they show, but name a table that is not here: ${names}`
  return sourceFault(`the PDF cannot be read whole, because ${what}; save it as plain text`, undefined, file)
}

/** The library finds what is broken in many ways, some of which are its own errors. */
function brokenPdf(error: unknown, file?: string) {
  const why = normalizeSpace(error instanceof Error ? error.message : String(error)).replace(/\.$/u, '')
  const said = why === '' ? '' : ` (${clipTitle(why, 100)})`
  return sourceFault(`the PDF is broken or cut off${said}; fetch it again, or print it to a new PDF`, undefined, file)
}

async function readPages(pdf: Pdf, file?: string): Promise<Page[]> {
  const count = pdf.numPages
  if (count > mostPages) {
    throw sourceFault(`the PDF has ${count} pages; at most ${mostPages} are read, so divide it`, undefined, file)
  }
  const pages: RawPage[] = []
  let size = 0
  for (let number = 1; number <= count; number += 1) {
    const page = await readPage(pdf, number, file)
    size += page.runs.reduce((sum, run) => sum + lettersOf(run), 0)
    if (size > maximumSourceSize) throw sourceFault(`the PDF has more text than any book; divide it`, undefined, file)
    pages.push(page)
  }
  const gutter = usualGutter(pages.map(({ runs }) => runs))
  return pages.map(({ number, height, runs }) => ({ number, height, lines: linesOf(runs, gutter) }))
}

interface RawPage extends Pick<Page, 'number' | 'height'> {
  readonly runs: readonly Run[]
}

async function readPage(pdf: Pdf, number: number, file?: string): Promise<RawPage> {
  try {
    const page = await pdf.getPage(number)
    const { height, transform } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent({ includeMarkedContent: false })
    page.cleanup()
    const pieces = items.flatMap((item) => ('str' in item ? (pieceOf(item, transform) ?? []) : []))
    return { number, height, runs: runsOf(pieces) }
  } catch (error) {
    throw brokenPdf(error, file)
  }
}

/** A piece of text where the page shows it; not what stands on its side, such as a stamp in the margin. */
function pieceOf(
  { str: text, transform: own, width }: { str: string; transform: number[]; width: number },
  view: readonly number[],
): Piece | undefined {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = own
  const [va = 1, vb = 0, vc = 0, vd = 1, ve = 0, vf = 0] = view
  const across = [va * a + vc * b, vb * a + vd * b] as const
  const up = [va * c + vc * d, vb * c + vd * d] as const
  const size = Math.hypot(...up)
  const isLevel = across[0] > 0 && Math.abs(across[1]) < 0.1 * across[0]
  const left = va * e + vc * f + ve
  const baseline = vb * e + vd * f + vf
  if (text.trim() === '' || !isLevel || ![size, left, baseline, width].every(Number.isFinite) || size === 0)
    return undefined
  return { text, left, right: left + width, baseline, size }
}

function noText(pages: number, file?: string) {
  const count = pages === 1 ? '1 page' : `${pages} pages`
  return sourceFault(
    `the PDF has ${count} and no text, so it may be a scan; let a program for text recognition (OCR) put its text in`,
    undefined,
    file,
  )
}

/** The title that the file says, the largest words on its first page, or its first words. */
function titleOf(said: unknown, pages: readonly Page[], paragraphs: readonly PageParagraph[]): string {
  const title = typeof said === 'string' ? normalizeSpace(said) : ''
  if (title.length > 2 && !isNameOfFile(title)) return clipTitle(title)
  const lines = pages.flatMap((page) => page.lines)
  const usual = quantile(lines.map(({ size, text }) => [size, text.length]))
  const first = pages.find((page) => page.lines.length > 0)?.lines ?? []
  const largest = first.reduce((most, { size }) => Math.max(most, size), 0)
  const large = first.filter(({ size, text }) => size > largest * 0.95 && /\p{L}{2}/u.test(text))
  const words = large.map(({ text }) => text).join(' ')
  if (largest > usual * 1.15 && words !== '') return clipTitle(words)
  return clipTitle(paragraphs[0]?.text ?? '', 80)
}

/** What programs put there by themselves. */
function isNameOfFile(title: string): boolean {
  return /^(?:microsoft (?:word|powerpoint|excel) - |untitled|document\d*$|print|slide \d+$|title$)|\.(?:docx?|pdf|indd|qxd|rtf|pptx?|xlsx?|tex|dvi|ai)$/iu.test(
    title,
  )
}
