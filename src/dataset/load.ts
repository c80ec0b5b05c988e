import type { CheckedStatus } from '../change/anchor.ts'
import type { Change } from '../change/change.ts'
import { removeDataset as remove, replaceDataset } from '../change/dataset.ts'
import type { DatasetDraft } from '../change/draft.ts'
import { DraftError, type DraftProblem } from '../change/problem.ts'
import { noEvidence, type Rechecked } from '../change/recheck.ts'
import { type UnusedText, unusedTexts } from '../change/same-document.ts'
import { replaceDatasetFrom, wholeDraft } from '../change/stream.ts'
import { type Changed, type Connected, changeGraph } from '../change/transaction.ts'
import { refuseLoss, refuseOverGraph } from './manage.ts'
import { type Dataset, type DatasetFile, draftOf } from './read/format.ts'
import { locateProblems, type Problem, problemError } from './read/problem.ts'
import type { StreamedDataset } from './read/stream.ts'
import { storeFiles } from './stored-files.ts'

/** The result of removing a dataset: the rows that changed, and the revision of the graph afterwards. */
export interface RemovedDataset extends Pick<Changed<unknown>, 'changed' | 'revision'> {
  readonly dataset: string
}

/** The result of loading a dataset, and of checking the evidence of its facts. */
export interface LoadedDataset extends RemovedDataset, Rechecked {
  /** How many entities and facts did not change. */
  readonly unchanged: number
  /** How many files are stored now as they were not before. They may differ in comments only. */
  readonly storedFiles: number
  /** Numbers, names and dates that the sentences do not say and that no fact answers. */
  readonly warnings: readonly Problem[]
  /** Texts that are loaded, and belong to a document of the dataset that is still without one. */
  readonly unusedTexts: readonly UnusedText[]
}

interface RemoveOptions {
  /** Also one that is nowhere but in the graph. */
  readonly force?: boolean
}

interface LoadOptions {
  /** Called at the start of each step. */
  readonly onStep?: (step: string) => void
}

/**
 * Replaces a dataset in the graph by its files, in one transaction: see `replaceDataset`.
 *
 * @throws DossierError CONFLICT when it conflicts with other datasets, or would change a dataset that is managed by the
 *   graph; BAD_USER_INPUT when the dataset is not right.
 *   The problems in its details name file, line and column.
 */
export async function loadDataset(db: Connected, dataset: Dataset, options: LoadOptions = {}): Promise<LoadedDataset> {
  const drafts = draftOf(dataset)
  const { slug, files } = dataset
  const source: LoadSource = {
    slug,
    files,
    locate: (problems) => locateProblems(dataset, problems),
    draft: async () => drafts,
    write: (change) => replaceDataset(change, drafts),
  }
  return await loadSource(db, source, options)
}

/**
 * As `loadDataset`, of a dataset of any size: see `replaceDatasetFrom`.
 *
 * @throws As `loadDataset` does.
 */
export async function loadStream(
  db: Connected,
  dataset: StreamedDataset,
  options: LoadOptions = {},
): Promise<LoadedDataset> {
  const { slug, files } = dataset
  const source: LoadSource = {
    slug,
    files,
    locate: (problems) => dataset.locate(problems),
    draft: () => wholeDraft(dataset),
    write: (change) => replaceDatasetFrom(change, dataset),
  }
  return await loadSource(db, source, options)
}

interface LoadSource {
  readonly slug: string
  readonly files: readonly DatasetFile[]
  locate(problems: readonly DraftProblem[]): Problem[]
  /** The whole dataset at once. Asked for only if the graph manages it. */
  draft(): Promise<DatasetDraft>
  write(change: Change): Promise<number>
}

async function loadSource(db: Connected, source: LoadSource, { onStep }: LoadOptions): Promise<LoadedDataset> {
  const { slug } = source
  try {
    const author = { origin: { by: 'FILES', name: `dataset ${slug}` } } as const
    const {
      result,
      changed,
      revision,
      warnings: found,
    } = await changeGraph(db, { ...author, onStep }, async (change) => {
      await refuseOverGraph(change.tx, slug, () => source.draft())
      const unchanged = await source.write(change)
      const storedFiles = await storeFiles(change.tx, slug, source.files)
      return { unchanged, storedFiles, unusedTexts: await unusedTexts(change.tx, slug) }
    })
    const warnings = source.locate(found)
    return { dataset: slug, changed, revision, ...result, ...(await countEvidence(db, slug)), warnings }
  } catch (error) {
    if (!(error instanceof DraftError)) throw error
    const code = error.code === 'CONFLICT' ? 'CONFLICT' : 'BAD_USER_INPUT'
    const [title = ''] = error.message.split('\n')
    throw problemError(title, source.locate(error.problems), code)
  }
}

async function countEvidence({ prisma }: Connected, dataset: string): Promise<Rechecked> {
  const rows = await prisma.$queryRaw<{ status: CheckedStatus; count: number; moved: number }[]>`
    select status::text, count(*)::int as count, count(moved_from_id)::int as moved
    from evidence join fact on fact.id = fact_id join dataset on dataset.id = dataset_id
    where dataset.slug = ${dataset} group by status`
  const evidence = { ...noEvidence, ...Object.fromEntries(rows.map(({ status, count }) => [status, count])) }
  return { evidence, moved: rows.reduce((sum, row) => sum + row.moved, 0) }
}

/**
 * Takes a dataset out of the graph, with its entities, facts and documents; a document whose text is loaded, or that
 * another dataset cites, stays.
 *
 * @throws DossierError NOT_FOUND when there is none with this slug; CONFLICT when other datasets refer to it, or when it
 *   is managed by the graph and `force` is not given.
 */
export async function removeDataset(
  db: Connected,
  slug: string,
  { force = false }: RemoveOptions = {},
): Promise<RemovedDataset> {
  const author = { origin: { by: 'FILES', name: `dataset ${slug}` } } as const
  const { changed, revision } = await changeGraph(db, author, async (change) => {
    if (!force) await refuseLoss(change.tx, slug)
    await remove(change, slug)
  })
  return { dataset: slug, changed, revision }
}
