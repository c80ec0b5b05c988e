import { headerName } from '../read/folder.ts'
import type { DatasetFile, Uncovered } from '../read/format.ts'
import { shapeFile } from '../read/shape.ts'
import { readYaml } from '../read/yaml-file.ts'
import { type Plain, Verbatim } from './yaml.ts'

/** A sentence without a fact, with the document in which it stands. */
type UncoveredDraft = Uncovered['draft']

/**
 * What files list under `uncovered`, in their order. The graph does not hold it, so an export takes it from the files that
 * were loaded last.
 */
export function uncoveredIn(files: readonly DatasetFile[]): UncoveredDraft[] {
  const only = onlyDocumentOf(files)
  return files
    .filter(({ path, text }) => path !== headerName && text.includes('uncovered'))
    .flatMap(({ path, text }) => shapeFile(readYaml(text, path)).uncovered)
    .map(({ draft }) => ({ ...draft, document: draft.document || only }))
}

/** The document that these files need not name; empty if there are several, or none. */
export function onlyDocumentOf(files: readonly DatasetFile[]): string {
  const header = files.find(({ path }) => path === headerName)
  const { documents } = ((header && readYaml(header.text, headerName).value) ?? {}) as { documents?: unknown }
  const [first, ...others] = Array.isArray(documents) ? (documents as ({ slug?: unknown } | null)[]) : []
  return others.length === 0 && typeof first?.slug === 'string' ? first.slug.trim() : ''
}

/** As it is written. */
export function uncoveredForm(
  { document, paragraph, anchor, paragraphs, reason }: UncoveredDraft,
  only: string,
): Plain {
  const { from, to } = paragraphs ?? {}
  return {
    document: document === only ? undefined : document,
    paragraph: paragraph === undefined ? undefined : new Verbatim(String(paragraph)),
    anchor,
    paragraphs: from === undefined ? undefined : from === to ? new Verbatim(String(from)) : `${from}-${to}`,
    reason,
  }
}
