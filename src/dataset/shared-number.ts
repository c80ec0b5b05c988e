import { numberKey } from '../change/same-document.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { quoted } from '../model/value.ts'
import type { Dataset } from './read/format.ts'
import { itemProblem, type Problem } from './read/problem.ts'

/**
 * Documents of the dataset that have the number of a document that another dataset declares. A text belongs to one of
 * them only, and what cites the other stays NOT_LOADED, so that they are better made one.
 */
export async function sharedNumbers(
  { slug, documents, at }: Dataset,
  reader?: Pick<PrismaClient, '$queryRawUnsafe'>,
): Promise<Problem[]> {
  if (!reader || documents.length === 0) return []
  const numbered = documents.map((document) => ({ slug: document.slug, number: document.externalId }))
  const rows = await reader.$queryRawUnsafe<{ slug: string; other: string; dataset: string }[]>(
    `select own.slug, document.slug as other, dataset.slug as dataset
    from jsonb_to_recordset($1::jsonb) as own (slug text, number text)
      join document on ${numberKey('external_id')} = ${numberKey('own.number')} and document.slug <> own.slug
      join dataset on dataset.id = document.dataset_id and dataset.slug <> $2
    order by document.slug`,
    JSON.stringify(numbered),
    slug,
  )
  return rows.map(({ slug: own, other, dataset }) => {
    const index = documents.findIndex((document) => document.slug === own)
    const document = {
      section: 'documents',
      index,
      at: (...path: (string | number)[]) => at('documents', index, ...path),
    }
    const message = `${quoted(other)} of the dataset ${quoted(dataset)} has this number, too, and a text belongs to one of them. If it is the same text, cite ${quoted(other)} and do not declare it again`
    return itemProblem(document, ['externalId'], documents[index]?.externalId, message)
  })
}
