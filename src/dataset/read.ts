import type { EntityKind } from '../generated/prisma/enums.ts'
import { checkDataset } from './check.ts'
import { headerName, readFolder, type SourceFile } from './folder.ts'
import { type Dataset, type DatasetDocument, type DatasetFact, header, type Uncovered } from './format.ts'
import { isEntity, isFact } from './item.ts'
import { inOrder, type Problem, problemError } from './problem.ts'
import { checkReferences, declaredBy, undeclared } from './reference.ts'
import { type ShapedFile, shapeFile, shapeProblems } from './shape.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

/** Finds what a dataset uses and does not declare itself; only what is found stands in the answer. */
export interface Elsewhere {
  entities(slugs: readonly string[]): Promise<ReadonlyMap<string, EntityKind>>
  /** Citation labels by document. */
  documents(slugs: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>
}

export interface ReadDataset {
  /** Undefined when there are problems. */
  readonly dataset: Dataset | undefined
  /** All of them, in the order of the files. */
  readonly problems: readonly Problem[]
}

interface ReadOptions {
  /**
   * Where to look for what the files of the dataset with this slug use and do not declare; nowhere if not given, and
   * it is then a problem.
   */
  readonly elsewhere?: (slug: string) => Elsewhere
}

/** Reads and checks the dataset in `folder`. What is wrong in its files is in `problems`, and nothing throws. */
export async function readDataset(folder: string, { elsewhere }: ReadOptions = {}): Promise<ReadDataset> {
  const { files, problems } = await readFolder(folder)
  const yamls = files.map((file) => ({ ...file, yaml: readYaml(file.source, file.file) }))
  problems.push(...yamls.flatMap(({ yaml }) => yaml.problems))
  const isWhole = problems.length === 0

  const head = readHeader(yamls)
  problems.push(...head.problems)
  const shaped = yamls.filter(({ isHeader }) => !isHeader).map(({ yaml }) => shapeFile(yaml))
  problems.push(...shaped.flatMap((file) => file.problems))

  const dataset = composeDataset(head, shaped)
  problems.push(...checkDataset(dataset))
  // With a file or the list of documents missing, half of all references would seem wrong.
  if (isWhole && head.problems.length === 0) {
    const spoiled = new Set(shaped.flatMap((file) => file.spoiled))
    problems.push(...checkReferences(dataset, await findKnown(dataset, elsewhere?.(dataset.slug)), spoiled))
  }
  return { dataset: problems.length === 0 ? dataset : undefined, problems: inOrder(problems) }
}

/**
 * As {@link readDataset}, for callers who can do nothing with a dataset that is not right.
 *
 * @throws DossierError BAD_USER_INPUT with all problems, in its message and as `problems` in its details.
 */
export async function readDatasetOrThrow(folder: string, options: ReadOptions = {}): Promise<Dataset> {
  const { dataset, problems } = await readDataset(folder, options)
  if (dataset !== undefined) return dataset
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  throw problemError(`There ${problems.length === 1 ? 'is' : 'are'} ${count} in the dataset ${folder}:`, problems)
}

type Header = Pick<Dataset, 'slug' | 'title' | 'language' | 'licence' | 'documents' | 'at'> & { problems: Problem[] }

const nowhere = { file: headerName, line: 1, column: 1 }

function readHeader(files: readonly (SourceFile & { yaml: YamlFile })[]): Header {
  const nothing = { slug: '', title: '', language: 'en', licence: undefined, documents: [], at: () => nowhere }
  const yaml = files.find(({ isHeader }) => isHeader)?.yaml
  if (yaml === undefined || yaml.value === undefined) return { ...nothing, problems: [] }
  const { success, data, error } = header.safeParse(yaml.value)
  if (success) return { ...data, licence: data.licence, at: yaml.at, problems: [] }
  return { ...nothing, at: yaml.at, problems: shapeProblems(yaml, error, [], yaml.value) }
}

function composeDataset({ problems: _, ...head }: Header, files: readonly ShapedFile[]): Dataset {
  const items = files.flatMap((file) => file.items)
  return {
    ...head,
    entities: items.filter(isEntity),
    facts: items.filter(isFact).map((fact) => citeDocument(fact, head.documents)),
    uncovered: items
      .filter((item): item is Uncovered => item.section === 'uncovered')
      .map((item) => ({ ...item, document: item.document || onlyDocument(head.documents) })),
  }
}

function citeDocument(fact: DatasetFact, documents: readonly DatasetDocument[]): DatasetFact {
  const evidence = fact.evidence.map((piece) => ({ ...piece, document: piece.document || onlyDocument(documents) }))
  return { ...fact, evidence }
}

/** The document that need not be named; empty when there are several, or none. */
function onlyDocument(documents: readonly DatasetDocument[]): string {
  return documents.length === 1 ? (documents[0]?.slug ?? '') : ''
}

async function findKnown(dataset: Dataset, elsewhere?: Elsewhere) {
  const own = declaredBy(dataset)
  if (elsewhere === undefined) return own
  const missing = undeclared(dataset)
  return {
    entities: new Map([...own.entities, ...(await elsewhere.entities(missing.entities))]),
    documents: new Map([...own.documents, ...(await elsewhere.documents(missing.documents))]),
  }
}
