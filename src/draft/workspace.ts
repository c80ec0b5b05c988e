import { stat } from 'node:fs/promises'
import { findInGraph, type KnownElsewhere } from '../change/known-slugs.ts'
import type { CommandContext } from '../command-line/command.ts'
import type { Dataset } from '../dataset/read/format.ts'
import { readDatasetOrThrow } from '../dataset/read/read.ts'
import type { PrismaClient } from '../generated/prisma/client.ts'
import { type Decisions, readDecisions } from './decision.ts'
import { bothKnown, type KnownGraph, knownOfDataset, namesInGraph, nothingKnown } from './known.ts'
import { withFacts } from './known-in-graph.ts'
import { type Vocabulary, vocabularyOf } from './vocabulary.ts'

/** The folder of a dataset that is drafted for. It may be empty, or not be there yet. */
export interface Workspace {
  readonly folder: string
  /** Undefined if there is none yet. */
  readonly dataset: Dataset | undefined
  /** What the dataset and the graph know, without the facts of the graph. */
  readonly known: KnownGraph
  readonly decisions: Decisions
  /** Where to look for what other datasets declare: the graph, if it was asked for. */
  readonly elsewhere?: (slug: string) => KnownElsewhere
  /** The names of metrics and attributes that are in use. */
  vocabulary(): Promise<Vocabulary>
  /** What is known when these candidates are checked. */
  knownFor(candidates: readonly unknown[]): Promise<KnownGraph>
}

export interface WorkspaceOptions {
  readonly dataset: string
  readonly graph?: true
}

/**
 * Opens the dataset that a command works for; with --graph, the graph as well.
 *
 * @throws DossierError as `readDatasetOrThrow` and `readDecisions` do.
 */
export async function withWorkspace<T>(
  context: CommandContext,
  { dataset: folder, graph }: WorkspaceOptions,
  task: (workspace: Workspace) => Promise<T>,
): Promise<T> {
  if (!graph) return await task(await openWorkspace(context, folder))
  return await context.withDatabase(async ({ prisma }) => await task(await openWorkspace(context, folder, prisma)))
}

async function openWorkspace(context: CommandContext, folder: string, prisma?: PrismaClient): Promise<Workspace> {
  const decisions = await readDecisions(folder)
  const elsewhere = prisma && ((slug: string) => findInGraph(prisma, slug))
  const dataset = (await isThere(folder)) ? await readFiles(context, folder, elsewhere) : undefined
  const own = dataset === undefined ? nothingKnown : knownOfDataset(dataset)
  const vocabulary = () => vocabularyOf(own.facts, prisma)
  if (prisma === undefined) return { folder, dataset, known: own, decisions, vocabulary, knownFor: async () => own }
  context.step('Reading the names of the graph')
  const known = bothKnown(own, { ...nothingKnown, names: await namesInGraph(prisma) })
  const knownFor = (candidates: readonly unknown[]) => withFacts(prisma, known, candidates)
  return { folder, dataset, known, decisions, vocabulary, knownFor, ...(elsewhere && { elsewhere }) }
}

async function isThere(folder: string): Promise<boolean> {
  return await stat(`${folder}/dataset.yaml`).then(
    () => true,
    () => false,
  )
}

async function readFiles(context: CommandContext, folder: string, elsewhere: Workspace['elsewhere']): Promise<Dataset> {
  return await readDatasetOrThrow(folder, {
    onFile: (file) => context.step(`Reading ${file}`),
    ...(elsewhere && { elsewhere }),
  })
}
