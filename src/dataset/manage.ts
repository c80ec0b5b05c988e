import { datasetDifference } from '../change/difference.ts'
import type { DatasetDraft } from '../change/draft.ts'
import type { ItemChange } from '../change/item.ts'
import { type Connected, changeGraph } from '../change/transaction.ts'
import type { Transaction } from '../change/writer.ts'
import { keepRevision } from '../database/revision.ts'
import { DossierError } from '../errors.ts'
import type { DatasetManager } from '../generated/prisma/enums.ts'
import { ndjsonEnding } from './read/folder.ts'
import { storedFiles, storeFiles } from './stored-files.ts'
import { datasetFiles } from './write/files.ts'
import { checkFolder, type FolderOptions, writeFolder } from './write/folder.ts'

/** A dataset that was written as files. */
export interface Exported {
  readonly dataset: string
  readonly folder: string
  /** The paths of the files, from the folder. */
  readonly files: readonly string[]
}

/** What manages a dataset now. */
export interface Managed {
  readonly dataset: string
  readonly managedBy: DatasetManager
  /** False: it was so already. */
  readonly changed: boolean
  readonly revision: string
}

export interface Adopted extends Managed {
  /** Whether the files that were loaded last are stored. What they list under `uncovered` is in no other place. */
  readonly hasFiles: boolean
}

const timeouts = { maxWait: 30_000, timeout: 3_600_000 }

/**
 * Writes a dataset of the graph as YAML files. Loading them changes nothing.
 *
 * @throws DossierError NOT_FOUND, CONFLICT for a folder with other files, UNAVAILABLE when a file cannot be written.
 */
export async function exportDataset(
  { prisma }: Connected,
  slug: string,
  folder: string,
  options: FolderOptions = {},
): Promise<Exported> {
  await checkFolder(folder, slug, options)
  const files = await prisma.$transaction(async (tx) => {
    await keepRevision(tx)
    return await datasetFiles(tx, slug)
  }, timeouts)
  await writeFolder(folder, files)
  return { dataset: slug, folder, files: files.map(({ path }) => path) }
}

/** Lets accepted proposals change a dataset, and no longer its files. Throws NOT_FOUND. */
export async function adoptDataset(db: Connected, slug: string): Promise<Adopted> {
  const { result, revision } = await changeGraph(db, authorOf(slug), async (change) => {
    const changed = await manageBy(change.tx, slug, 'GRAPH')
    if (changed) change.count('dataset', { updated: 1 })
    return { changed, hasFiles: (await storedFiles(change.tx, slug)).length > 0 }
  })
  return { dataset: slug, managedBy: 'GRAPH', ...result, revision }
}

/**
 * Lets the files in a folder change a dataset again: writes what the graph says into the folder, and stores it as the
 * files that were loaded last.
 *
 * @throws DossierError as `exportDataset` does. The dataset is then managed as before.
 */
export async function releaseDataset(
  db: Connected,
  slug: string,
  folder: string,
  options: FolderOptions = {},
): Promise<Managed & Exported> {
  await checkFolder(folder, slug, options)
  const { result, revision } = await changeGraph(db, authorOf(slug), async (change) => {
    const changed = await manageBy(change.tx, slug, 'FILES')
    if (changed) change.count('dataset', { updated: 1 })
    const files = await datasetFiles(change.tx, slug)
    await storeFiles(
      change.tx,
      slug,
      files.filter((file) => !file.path.endsWith(ndjsonEnding)),
    )
    await writeFolder(folder, files)
    return { changed, files: files.map(({ path }) => path) }
  })
  return { dataset: slug, folder, managedBy: 'FILES', ...result, revision }
}

const authorOf = (slug: string) => ({ origin: { by: 'FILES', name: `dataset ${slug}` } }) as const

async function manageBy(tx: Transaction, slug: string, managedBy: DatasetManager): Promise<boolean> {
  const known = await managerOf(tx, slug)
  if (known === undefined) {
    throw new DossierError('NOT_FOUND', `There is no dataset "${slug}"; \`dataset list\` names all.`)
  }
  if (known === managedBy) return false
  await tx.dataset.update({ where: { slug }, data: { managedBy } })
  return true
}

async function managerOf(tx: Transaction, slug: string): Promise<DatasetManager | undefined> {
  return (await tx.dataset.findUnique({ where: { slug }, select: { managedBy: true } }))?.managedBy
}

/** The most changes that are listed for people. */
export const mostShown = 20

/**
 * Refuses files that would change a dataset which the graph manages.
 *
 * @throws DossierError CONFLICT that names the items, and how to go on.
 */
export async function refuseOverGraph(
  tx: Transaction,
  slug: string,
  draft: () => Promise<DatasetDraft>,
): Promise<void> {
  if ((await managerOf(tx, slug)) !== 'GRAPH') return
  const changes = await datasetDifference(tx, await draft())
  if (changes.length === 0) return
  const lines = changes.slice(0, mostShown).map((change) => `  ${changeText(change)}`)
  if (changes.length > mostShown) lines.push(`  ... and ${changes.length - mostShown} more`)
  throw new DossierError(
    'CONFLICT',
    [
      `The dataset "${slug}" is managed by the graph, and these files say something else. Loading them would`,
      ...lines,
      `\`dataset load FOLDER --as-proposal --actor NAME\` proposes these changes, so that a curator can accept them. \`dataset export ${slug} FOLDER\` writes what the graph says as files. To let files change it again, say \`dataset release ${slug} FOLDER\`, edit the files in that folder, and load them.`,
    ].join('\n'),
    { changes: changes.map(({ operation, type, key }) => ({ operation, type, key })) },
  )
}

/** "update the fact "hrw-2003"" */
export function changeText({ operation, type, key }: Pick<ItemChange, 'operation' | 'type' | 'key'>): string {
  return `${operation.toLowerCase()} the ${type === 'sameAs' ? 'item' : type} "${key}"`
}

/**
 * Refuses to remove a dataset that is nowhere but in the graph.
 *
 * @throws DossierError CONFLICT that says how to keep it.
 */
export async function refuseLoss(tx: Transaction, slug: string): Promise<void> {
  if ((await managerOf(tx, slug)) !== 'GRAPH') return
  throw new DossierError(
    'CONFLICT',
    `The dataset "${slug}" is managed by the graph, so no files have what it says now. Write them with \`dataset release ${slug} FOLDER\` first, or say --force.`,
    { dataset: slug },
  )
}
