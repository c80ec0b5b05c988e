import type { DocumentDraft } from '../change/draft.ts'
import { DossierError } from '../errors.ts'
import type { DraftDocument } from './format.ts'
import { slugOfName } from './key.ts'
import type { DraftSource } from './source.ts'

/**
 * The document of a text: the one that the dataset declares with its number or its digest, else a new one named after its
 * title, or as `slug` says.
 *
 * @throws DossierError CONFLICT when the dataset declares it with the digest of another text.
 */
export function documentOf(source: DraftSource, declared: readonly DocumentDraft[], slug?: string): DraftDocument {
  const { title, sha256, language } = source
  const found = declared.find((document) => isOf(source, document)) ?? declared.find((one) => one.slug === slug)
  if (found === undefined)
    return { slug: slug ?? slugOfName(title, (one) => isTaken(one, declared)), title, sha256, language }
  if (found.sha256 !== undefined && found.sha256 !== sha256) {
    const message = `The dataset declares the document "${found.slug}" with another text: its digest is ${found.sha256}, and that of the file is ${sha256}. Give that text, or mend the dataset with \`dataset stamp --move\` first.`
    throw new DossierError('CONFLICT', message, { document: found.slug })
  }
  return { slug: found.slug, title: found.title, sha256, language }
}

function isOf({ sha256, externalId }: DraftSource, document: DocumentDraft): boolean {
  return document.sha256 === sha256 || (externalId !== undefined && document.externalId === externalId)
}

function isTaken(slug: string, declared: readonly DocumentDraft[]): boolean {
  return declared.some((document) => document.slug === slug || document.formerSlugs.includes(slug))
}
