import { contentOf } from '../../change/content.ts'
import type { DocumentDraft, EvidenceDraft, FactDraft } from '../../change/draft.ts'
import type { ItemChange, ItemContent } from '../../change/item.ts'
import type { Dataset } from '../../dataset/read/format.ts'
import { compare } from '../../model/compare.ts'
import type { CheckedCandidate } from '../check/check.ts'
import { type DraftDocument, isEntityKind, type Kind } from '../format.ts'
import type { DraftSource } from '../source.ts'

/** The head of a dataset that is made. */
export interface NewHeader {
  readonly slug: string
  readonly title: string
  readonly language: string
}

interface Target {
  readonly document: DraftDocument
  readonly source: DraftSource
  /** The dataset, or the head of one that is made. */
  readonly dataset: Dataset | NewHeader
}

/** What accepting candidates changes in a dataset: its head and its document where they are new, and the items. */
export function changesOf(accepted: readonly CheckedCandidate[], target: Target): ItemChange[] {
  const { dataset } = target
  const items = accepted.flatMap(({ item, id }) => (item === undefined ? [] : [itemChange(item, id, dataset.slug)]))
  if (items.length === 0) return []
  const header = 'files' in dataset ? [] : [headerChange(dataset)]
  return [...header, ...documentChange(target, items), ...items]
}

function itemChange(item: ItemContent, key: string, dataset: string): ItemChange {
  const type = isEntityKind(item.kind as Kind) ? 'entity' : 'fact'
  return { operation: 'CREATE', type, dataset, key, after: item }
}

function headerChange(header: NewHeader): ItemChange {
  const { slug } = header
  return { operation: 'CREATE', type: 'dataset', dataset: slug, key: slug, after: contentOf('dataset', { ...header }) }
}

/** The document is declared, and lists the citations that evidence names. */
function documentChange({ document, source, dataset }: Target, items: readonly ItemChange[]): ItemChange[] {
  const { slug } = document
  const used = citationsOf(items)
  const cited = used.map((label) => source.references.find((one) => one.label === label) ?? { label })
  const declared = 'documents' in dataset ? dataset.documents.find((one) => one.slug === slug) : undefined
  if (declared !== undefined) return updated(declared, cited, dataset.slug)
  const { externalId, url, format } = source
  const draft = { ...document, formerSlugs: [], externalId, url, format, references: cited }
  return [
    { operation: 'CREATE', type: 'document', dataset: dataset.slug, key: slug, after: contentOf('document', draft) },
  ]
}

function updated(declared: DocumentDraft, cited: DocumentDraft['references'], dataset: string): ItemChange[] {
  const known = new Set(declared.references.map(({ label }) => label))
  const missing = cited.filter(({ label }) => !known.has(label))
  if (missing.length === 0) return []
  const before = contentOf('document', { ...declared })
  const after = contentOf('document', { ...declared, references: [...declared.references, ...missing] })
  return [{ operation: 'UPDATE', type: 'document', dataset, key: declared.slug, before, after }]
}

function citationsOf(items: readonly ItemChange[]): string[] {
  const labels = items.flatMap(({ after }) => {
    const evidence = (after as Partial<FactDraft> | undefined)?.evidence ?? []
    return evidence.flatMap(({ references = [] }: Partial<EvidenceDraft>) => references)
  })
  return [...new Set(labels)].toSorted(compare)
}
