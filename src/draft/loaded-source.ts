import { SourceText } from '../dataset/source-text.ts'
import { type TextFormat, textFormats } from '../document/plain.ts'
import type { ReadParagraph } from '../document/read.ts'
import { DossierError } from '../errors.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { quoted } from '../model/value.ts'
import type { DraftDocument } from './format.ts'
import type { DraftSource } from './source.ts'

/** The text of a document that is loaded into the graph. */
export interface LoadedSource {
  readonly document: DraftDocument
  readonly source: DraftSource
}

/**
 * Reads the text of a document from the graph, as a file of it would be read.
 *
 * @throws DossierError NOT_FOUND when there is no such document, CONFLICT when its text is not loaded.
 */
export async function readLoadedSource(prisma: PrismaClient, slug: string): Promise<LoadedSource> {
  const row = await prisma.document.findFirst({
    where: { OR: [{ slug }, { formerSlugs: { some: { slug } } }] },
    include: {
      references: { orderBy: { id: 'asc' } },
      paragraphs: {
        where: { text: { not: null } },
        orderBy: { number: 'asc' },
        include: { sentences: { orderBy: { ordinal: 'asc' } } },
      },
    },
  })
  if (row === null) {
    throw new DossierError('NOT_FOUND', `There is no document ${quoted(slug)}.`, { argument: 'document', value: slug })
  }
  const { title, sha256, language, externalId, format } = row
  if (sha256 === null || row.paragraphs.length === 0) {
    const message = `The text of the document ${quoted(row.slug)} is not loaded: \`document load\` loads it.`
    throw new DossierError('CONFLICT', message, { argument: 'document', value: slug })
  }
  const paragraphs = row.paragraphs.map(({ number, section, text, sentences }): ReadParagraph => {
    return {
      number,
      section: section ?? 'BODY',
      text: text ?? '',
      sentences: sentences.map(({ labels, ...sentence }) => ({ ...sentence, references: labels })),
    }
  })
  const references = row.references.map(({ label, ...named }) => ({
    label,
    ...(named.title !== null && { title: named.title }),
    ...(named.url !== null && { url: named.url }),
  }))
  const whole = { title, language, sha256, references, paragraphs, format: readableFormat(format) }
  return {
    document: { slug: row.slug, title, sha256, language },
    source: {
      ...whole,
      text: new SourceText(whole),
      ...(externalId !== null && { externalId }),
    },
  }
}

/** A document may have another format, or none that is known; the text is plain then. */
function readableFormat(format: string | null): TextFormat {
  return textFormats.find((one) => one === format) ?? 'text'
}
