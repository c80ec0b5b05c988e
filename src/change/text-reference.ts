import type { Change } from './change.ts'
import type { ReferenceDraft } from './draft.ts'

/**
 * Stores the references that the text of a document lists itself, and forgets those of the text before. What a dataset
 * says about a label stays beside them, and goes before them when the reference is shown.
 */
export async function writeTextReferences(
  change: Change,
  documentId: number,
  references: readonly ReferenceDraft[],
): Promise<void> {
  const { tx } = change
  const listed = JSON.stringify(references)
  const updated = await tx.$executeRaw`
    update reference set text_title = new.title, text_url = new.url
    from reference as old left join jsonb_to_recordset(${listed}::jsonb) as new (label text, title text, url text)
      on new.label = old.label
    where reference.id = old.id and old.document_id = ${documentId}
      and (old.text_title, old.text_url) is distinct from (new.title, new.url)`
  const inserted = await tx.$executeRaw`
    insert into reference (document_id, label, text_title, text_url, listed)
    select ${documentId}, label, title, url, false
    from jsonb_to_recordset(${listed}::jsonb) as new (label text, title text, url text)
    where not exists (select from reference where document_id = ${documentId} and reference.label = new.label)`
  const deleted = await tx.$executeRaw`
    delete from reference where document_id = ${documentId} and not listed and text_title is null
      and not exists (select from evidence_reference where reference_id = reference.id)`
  change.count('reference', { updated, inserted, deleted })
}
