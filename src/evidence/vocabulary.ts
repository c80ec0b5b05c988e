import { sql } from '../database/sql.ts'
import type { EntityRef } from '../entity/reference.ts'
import { closest } from '../model/did-you-mean.ts'
import { quoted } from '../model/value.ts'
import { readsOf } from '../query/rows.ts'
import { checkText } from '../query/text.ts'
import { type AskedWord, type Explanation, mostSuggestions, type Vocabulary } from '../query/vocabulary.ts'
import { referencedDocuments } from './referenced-documents.ts'

/** How many labels are compared with one that does not exist. */
const mostCompared = 2_000

function documentBeside({ beside: { document } }: AskedWord): EntityRef | undefined {
  return (document as EntityRef | null | undefined) ?? undefined
}

/** The labels of citations. They belong to their document: "15" means another source in each. */
export const citationLabels: Vocabulary = {
  async explain(ctx, words) {
    const reads = readsOf(ctx)
    const explained = words.map(async (word): Promise<[AskedWord, Explanation][]> => {
      const document = documentBeside(word)
      const rows = await reads.rows<{ label: string }>(sql`select distinct label from reference
        where ${document ? sql`document_id in (${referencedDocuments(document)})` : sql`true`}
        limit ${sql.lit(mostCompared)}`)
      const labels = rows.map(({ label }) => label)
      if (labels.includes(word.value)) return []
      const message = `No sentence of ${document ? 'this document' : 'any document'} has the citation number ${quoted(word.value)}.`
      return [[word, { message, suggestions: closest(word.value, labels, mostSuggestions) }]]
    })
    return new Map((await Promise.all(explained)).flat())
  },

  async warn(ctx, words) {
    const alone = words.filter((word) => documentBeside(word) === undefined)
    if (alone.length === 0) return new Map()
    const rows = await readsOf(ctx).rows<{ label: string; documents: string[] }>(sql`
      select label, array_agg(distinct document.slug) as documents
      from reference join document on document.id = document_id
      where label = any(${alone.map(({ value }) => checkText('reference', value))}::text[])
      group by label having count(distinct document_id) > 1`)
    return new Map(
      alone.flatMap((word): [AskedWord, Explanation][] => {
        const documents = rows.find(({ label }) => label === word.value)?.documents
        if (!documents) return []
        const message = `${documents.length} documents have a citation number ${quoted(word.value)}, and it means another source in each: say which document with \`document\`.`
        return [[word, { message, suggestions: documents.slice(0, mostSuggestions) }]]
      }),
    )
  },
}
