import type { Database } from '../../src/database/open.ts'

/** A piece of evidence to put into the graph, with a fact of its own. */
export interface Citation {
  readonly paragraph: number
  readonly anchor: string
  readonly digest?: string
}

/** A document that a dataset declares and cites before its text is there, as loading a dataset leaves it. */
export async function citeDocument(
  { prisma }: Database,
  document: { slug: string; externalId?: string; language?: string },
  citations: readonly Citation[],
): Promise<void> {
  const { slug } = document
  await prisma.$transaction(
    async (tx) => {
      const { id: datasetId } = await tx.dataset.create({ data: { slug, title: slug } })
      const { id: subjectId } = await tx.entity.create({
        data: { kind: 'ORGANIZATION', slug, name: slug, nameKey: slug, datasetId, digest: '' },
      })
      await tx.organization.create({ data: { id: subjectId, type: 'OTHER' } })
      const { id: documentId } = await tx.document.create({
        data: { ...document, title: `Title of ${slug}`, sha256: 'of the dataset', datasetId },
      })
      for (const [index, { paragraph: number, anchor, digest }] of citations.entries()) {
        const key = `fact-${index + 1}`
        const fact = { kind: 'ATTRIBUTE' as const, key, datasetId, digest: '', subjectId, statement: key }
        const { id: factId } = await tx.fact.create({ data: fact })
        await tx.attribute.create({ data: { id: factId, key, value: anchor } })
        const { id: paragraphId } = await tx.paragraph.upsert({
          where: { documentId_number: { documentId, number } },
          create: { documentId, number },
          update: {},
        })
        await tx.evidence.create({ data: { factId, ordinal: 1, paragraphId, anchor, digest: digest ?? null } })
      }
      // Row by row is slow where many tests share a machine.
    },
    { timeout: 25_000 },
  )
}

/**
 * All rows of the tables that loading a document may touch, with what PostgreSQL keeps of their versions: two equal
 * answers mean that nothing was written in between, nor written again as it was.
 */
export async function rowVersions({ pool }: Database): Promise<Record<string, unknown[]>> {
  const versions: Record<string, unknown[]> = {}
  for (const table of ['document', 'paragraph', 'sentence', 'evidence', 'fact', 'reference', 'revision']) {
    const { rows } = await pool.query(`select ctid::text, xmin::text, t::text from ${table} as t order by 1`)
    versions[table] = rows
  }
  return versions
}
