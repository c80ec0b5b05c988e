import type { Command } from 'commander'
import { addCommand, runCommand } from '../command-line/command.ts'
import { tableText } from '../command-line/terminal.ts'

interface Options {
  readonly json?: true
  readonly replace?: true
  readonly force?: true
}

/** The commands about datasets that the graph holds. */
export function addGraphCommands(noun: Command): void {
  addExport(noun)
  addAdopt(noun)
  addRelease(noun)
  addList(noun)
  addRemove(noun)
}

const slugArgument = ['<slug>', 'the slug of the dataset: see `dataset list`'] as const
const replaceOption = [
  '--replace',
  'put the files in the place of those of the dataset that are in the folder',
] as const

function addExport(noun: Command): void {
  addCommand(noun, 'export', {
    summary: 'write a dataset of the graph as YAML files; loading them changes nothing',
    examples: ['dataset export iom copy-of-iom', 'dataset export iom copy-of-iom --replace'],
  })
    .argument(...slugArgument)
    .argument('<folder>', 'where to write the files; it is made if it is not there')
    .option(...replaceOption)
    .action((slug: string, folder: string, { json, replace }: Options) =>
      runCommand(json === true, async (context) => {
        const [{ exportDataset }, { exportAnswer }] = await Promise.all([
          import('./manage.ts'),
          import('./load-report.ts'),
        ])
        return await context.withDatabase(async (db) => {
          context.step(`Writing ${slug}`)
          return exportAnswer(await exportDataset(db, slug, folder, { replace }))
        })
      }),
    )
}

function addAdopt(noun: Command): void {
  addCommand(noun, 'adopt', {
    summary: 'let accepted proposals change a dataset, and no longer its files',
    examples: ['dataset adopt iom'],
  })
    .argument(...slugArgument)
    .action((slug: string, { json }: Options) =>
      runCommand(json === true, async (context) => {
        const [{ adoptDataset }, { adoptAnswer }] = await Promise.all([
          import('./manage.ts'),
          import('./load-report.ts'),
        ])
        return await context.withDatabase(async (db) => adoptAnswer(await adoptDataset(db, slug)))
      }),
    )
}

function addRelease(noun: Command): void {
  addCommand(noun, 'release', {
    summary: 'write a dataset as YAML files, which change it from now on',
    examples: ['dataset release iom my-iom', 'dataset release iom my-iom --replace'],
  })
    .argument(...slugArgument)
    .argument('<folder>', 'where to write the files; it is made if it is not there')
    .option(...replaceOption)
    .action((slug: string, folder: string, { json, replace }: Options) =>
      runCommand(json === true, async (context) => {
        const [{ releaseDataset }, { releaseAnswer }] = await Promise.all([
          import('./manage.ts'),
          import('./load-report.ts'),
        ])
        return await context.withDatabase(async (db) => {
          context.step(`Writing ${slug}`)
          return releaseAnswer(await releaseDataset(db, slug, folder, { replace }))
        })
      }),
    )
}

function addList(noun: Command): void {
  addCommand(noun, 'list', {
    summary: 'list the datasets of the graph',
    examples: ['dataset list', 'dataset list --json'],
  }).action(({ json }: Options) =>
    runCommand(json === true, async (context) => {
      const { listDatasets } = await import('./list.ts')
      const datasets = await context.withDatabase(listDatasets)
      const rows = datasets.map(({ slug, title, managedBy, entities, facts, documents, loadedAt }) => {
        return [
          slug,
          title,
          managedBy,
          entities,
          facts,
          documents,
          loadedAt.toISOString().slice(0, 16).replace('T', ' '),
        ] as const
      })
      const head = ['dataset', 'title', 'managed by', 'entities', 'facts', 'documents', 'loaded (UTC)']
      const text = rows.length === 0 ? 'The graph holds no dataset.' : tableText(head, rows)
      return { ok: true, data: { datasets }, text }
    }),
  )
}

function addRemove(noun: Command): void {
  addCommand(noun, 'remove', {
    summary: 'take a dataset out of the graph, with its entities, facts and documents',
    examples: ['dataset remove iom'],
  })
    .argument(...slugArgument)
    .option('--force', 'also one that is managed by the graph, and so is nowhere else')
    .action((slug: string, { json, force }: Options) =>
      runCommand(json === true, async (context) => {
        const [{ removeDataset }, { removeAnswer }] = await Promise.all([
          import('./load.ts'),
          import('./load-report.ts'),
        ])
        return await context.withDatabase(async (db) => {
          context.step(`Removing ${slug}`)
          return removeAnswer(await removeDataset(db, slug, { force }))
        })
      }),
    )
}
