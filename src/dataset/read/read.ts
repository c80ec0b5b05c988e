import path from 'node:path'
import { checkDrafts } from '../../change/check.ts'
import { bothKnown } from '../../change/conflicts.ts'
import type { DocumentDraft, FactDraft } from '../../change/draft.ts'
import { headerFormat } from '../../change/draft-format.ts'
import type { KnownElsewhere } from '../../change/known-slugs.ts'
import { checkReferences, citationProblems, declaredBy, undeclared } from '../../change/reference.ts'
import { headerName, type LineFile, readFolder, type SourceFile } from './folder.ts'
import { type Dataset, type DatasetFact, type DatasetFile, draftOf, type Uncovered } from './format.ts'
import { readNdjson } from './ndjson.ts'
import { inOrder, itemProblem, locateProblems, type Problem, problemError } from './problem.ts'
import { type ShapedFile, shapeFile, shapeProblems } from './shape.ts'
import { readYaml, type YamlFile } from './yaml-file.ts'

export interface ReadDataset {
  /** Undefined when there are problems. */
  readonly dataset: Dataset | undefined
  /** All of them, in the order of the files. */
  readonly problems: readonly Problem[]
}

interface ReadOptions {
  /**
   * Where to look for what the files of the dataset with this slug use but do not declare. If not given, each of these
   * is a problem.
   */
  readonly elsewhere?: (slug: string) => KnownElsewhere
  /** Called before each file is read. */
  readonly onFile?: (file: string) => void
}

/** What is read of a folder before its files of lines. */
interface YamlPart {
  readonly head: Header
  readonly shaped: readonly ShapedFile[]
  readonly files: readonly DatasetFile[]
  readonly lineFiles: readonly LineFile[]
  /** What is wrong with the files in themselves. */
  readonly problems: readonly Problem[]
  /** Some file could not be read. */
  readonly lacksFiles: boolean
}

/** Reads the YAML files of a folder. */
export async function readYamlPart(folder: string, onFile?: (file: string) => void): Promise<YamlPart> {
  const { files, lineFiles, problems } = await readFolder(folder)
  const yamls = files.map((file) => {
    onFile?.(file.file)
    return { ...file, yaml: readYaml(file.source, file.file) }
  })
  problems.push(...yamls.flatMap(({ yaml }) => yaml.problems))
  const lacksFiles = problems.length > 0
  const head = readHeader(yamls)
  problems.push(...head.problems)
  const shaped = yamls.filter(({ isHeader }) => !isHeader).map(({ yaml }) => shapeFile(yaml))
  problems.push(...shaped.flatMap((file) => file.problems))
  return { head, shaped, files: files.map((file) => storedFile(folder, file)), lineFiles, problems, lacksFiles }
}

/** Reads and checks the dataset in `folder`. Errors in its files are in `problems`; none is thrown. */
export async function readDataset(folder: string, { elsewhere, onFile }: ReadOptions = {}): Promise<ReadDataset> {
  const { head, files, lineFiles, lacksFiles, ...yaml } = await readYamlPart(folder, onFile)
  const problems = [...yaml.problems]
  const shaped = [...yaml.shaped]
  for (const lineFile of lineFiles) {
    onFile?.(lineFile.file)
    for await (const line of readNdjson(lineFile)) {
      shaped.push(line)
      problems.push(...line.problems)
    }
  }
  const dataset = composeDataset(head, shaped, files)
  problems.push(...checkFiles(dataset))
  const lacksLines = shaped.some((file) => file.problems.some(({ field }) => field === ''))
  // If a file, a line or the list of documents is missing, half of all references would seem wrong.
  if (!lacksFiles && !lacksLines && head.problems.length === 0) {
    const invalid = new Set(shaped.flatMap((file) => file.invalidSlugs))
    problems.push(...(await checkUses(dataset, invalid, elsewhere?.(dataset.slug))))
  }
  return { dataset: problems.length === 0 ? dataset : undefined, problems: inOrder(problems) }
}

function checkFiles(dataset: Dataset): Problem[] {
  const places = new Map<object, Dataset['at']>(
    [...dataset.entities, ...dataset.sameAs, ...dataset.facts].map(({ draft, at }) => [draft, at]),
  )
  const nameOf = (draft: object, field: string) => {
    const { file, line } = (places.get(draft) ?? dataset.at)(field)
    return `${file}:${line}`
  }
  return locateProblems(dataset, checkDrafts(draftOf(dataset), { nameOf }))
}

/** Looks up everything that the files refer to. */
async function checkUses(
  dataset: Dataset,
  invalid: ReadonlySet<string>,
  elsewhere: KnownElsewhere | undefined,
): Promise<Problem[]> {
  const drafts = draftOf(dataset)
  const missing = undeclared(drafts)
  const cited = dataset.uncovered.map(({ draft }) => draft.document).filter((slug) => slug !== '')
  const wanted = { ...missing, documents: [...new Set([...missing.documents, ...cited])] }
  const own = declaredBy(drafts)
  const known = elsewhere === undefined ? own : bothKnown(await elsewhere.find(wanted), own)
  return [
    ...locateProblems(dataset, checkReferences(drafts, known, invalid)),
    ...dataset.uncovered.flatMap((item) =>
      citationProblems(item.draft, known).map(({ path, value, message }) => itemProblem(item, path, value, message)),
    ),
  ]
}

/**
 * Like {@link readDataset}, but throws if there are problems.
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
  const { success, data, error } = headerFormat.safeParse(yaml.value)
  if (success) return { ...data, licence: data.licence, at: yaml.at, problems: [] }
  return { ...nothing, at: yaml.at, problems: shapeProblems(yaml, error, [], yaml.value) }
}

function storedFile(folder: string, { file, source }: SourceFile): DatasetFile {
  return { path: path.relative(folder, file).replaceAll(path.sep, '/'), text: source }
}

function composeDataset(
  { problems: _, ...head }: Header,
  shaped: readonly ShapedFile[],
  files: readonly DatasetFile[],
): Dataset {
  const only = onlyDocument(head.documents)
  const facts = shaped.flatMap((file) => file.facts.map((item) => ({ ...item, draft: citeDocument(item.draft, only) })))
  return {
    ...head,
    documents: head.documents.map((document) => withCitedLabels(document, facts)),
    entities: shaped.flatMap(({ entities }) => entities),
    sameAs: shaped.flatMap(({ sameAs }) => sameAs),
    facts,
    files,
    uncovered: shaped.flatMap(({ uncovered }) =>
      uncovered.map((item): Uncovered => {
        return { ...item, draft: { ...item.draft, document: item.draft.document || only } }
      }),
    ),
  }
}

/** A document that lists no citation labels has those that its evidence names. */
function withCitedLabels(document: DocumentDraft, facts: readonly DatasetFact[]): DocumentDraft {
  if (document.references.length > 0) return document
  const labels = facts.flatMap(({ draft }) =>
    draft.evidence.flatMap((piece) => (piece.document === document.slug ? piece.references : [])),
  )
  return withLabels(document, new Set(labels))
}

export function withLabels(document: DocumentDraft, labels: Iterable<string>): DocumentDraft {
  return { ...document, references: [...labels].map((label) => ({ label })) }
}

export function citeDocument(draft: FactDraft, only: string): FactDraft {
  return { ...draft, evidence: draft.evidence.map((piece) => ({ ...piece, document: piece.document || only })) }
}

/** The document that need not be named; empty when there are several, or none. */
export function onlyDocument(documents: readonly DocumentDraft[]): string {
  return documents.length === 1 ? (documents[0]?.slug ?? '') : ''
}
