export type Section = 'BODY' | 'INFORMATION_BOX'

/** The forms of texts that are read from files. A document of the graph may have the format `records`, too. */
export const textFormats = ['article', 'text', 'markdown', 'html', 'pdf'] as const

export type TextFormat = (typeof textFormats)[number]

/** A paragraph of a source; an entry of the information box is one too. */
export interface PlainParagraph {
  /** 1-based; the entries of the information box are numbered on after the body. */
  readonly number: number
  readonly section: Section
  /** With its citation marks; white space normalised. */
  readonly text: string
  /** The page on which it begins, counted from 1, where a form has pages. */
  readonly page?: number
}

/** An entry of a text's own list of references. */
export interface TextReference {
  /** As its marks have it: "15", "note 1". */
  readonly label: string
  readonly title: string
  /** Where that can be read. */
  readonly url?: string
}

/** A source that is not split into sentences yet. */
export interface PlainDocument {
  readonly format: TextFormat
  /** The number at the head of an article; other forms have none. */
  readonly externalId?: string
  /** As the text has it; in an article mostly without spaces. */
  readonly title: string
  /** BCP 47 tag of its language, if the text says it. */
  readonly language?: string
  /** Where it can be read, if the text says so. */
  readonly url?: string
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string
  readonly paragraphs: readonly PlainParagraph[]
  readonly references: readonly TextReference[]
}

/** What a form finds in a text; everything else follows from the file. */
export type TextContent = Omit<PlainDocument, 'format' | 'sha256' | 'paragraphs'> & {
  readonly paragraphs: readonly Omit<PlainParagraph, 'number'>[]
}

const longestTitle = 300

/** `text`, cut between words if it is too long for a title. */
export function clipTitle(text: string, length = longestTitle): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length).toWellFormed()
  const space = cut.lastIndexOf(' ')
  return `${cut.slice(0, space > length / 2 ? space : length - 1).replace(/[\s,;:.]+$/u, '')}…`
}
