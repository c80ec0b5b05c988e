import type { Reader } from '../change/meaning.ts'
import type { Transaction } from '../change/writer.ts'
import { DossierError } from '../errors.ts'
import type { DatasetFile } from './read/format.ts'

/**
 * Stores the files of a dataset as they are now, and returns how many were stored otherwise, or not at all. That leaves
 * the revision: comments say nothing in the graph.
 */
export async function storeFiles(tx: Transaction, slug: string, files: readonly DatasetFile[]): Promise<number> {
  const { id } = await tx.dataset.findUniqueOrThrow({ where: { slug }, select: { id: true } })
  const paths = files.map(({ path }) => path)
  const deleted = await tx.$executeRaw`
    delete from dataset_file where dataset_id = ${id} and path <> all (${paths}::text[])`
  const written = await tx.$executeRaw`
    insert into dataset_file (dataset_id, path, text)
    select ${id}, path, text from jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as file (path text, text text)
    on conflict (dataset_id, path) do update set text = excluded.text
      where dataset_file.text is distinct from excluded.text`
  return deleted + written
}

/** The files of a dataset as they were loaded last; none for one that was never loaded from files. */
export async function storedFiles(reader: Reader, slug: string): Promise<DatasetFile[]> {
  return await reader.$queryRaw<DatasetFile[]>`
    select path, text from dataset_file join dataset on dataset.id = dataset_id
    where slug = ${slug} order by path <> 'dataset.yaml', path collate "C"`
}

/**
 * The files of a dataset, to make a patch of them.
 *
 * @throws DossierError CONFLICT when there are none: the dataset was loaded by an earlier version.
 */
export async function storedFilesOrThrow(reader: Reader, slug: string): Promise<DatasetFile[]> {
  const files = await storedFiles(reader, slug)
  if (files.length > 0) return files
  throw new DossierError(
    'CONFLICT',
    `The files of the dataset "${slug}" are not stored, because an earlier version loaded it, or no files did. Load them once more with \`dataset load\`, or give it to the graph with \`dataset adopt ${slug}\`.`,
    { dataset: slug },
  )
}
