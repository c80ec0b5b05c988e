import type { DatasetDraft, FactDraft } from '../../change/draft.ts'
import type { DraftProblem } from '../../change/problem.ts'
import type { DatasetStream, ItemDraft } from '../../change/stream.ts'
import type { LineFile } from './folder.ts'
import { type DatasetFile, type Locate, type Position, sections } from './format.ts'
import { readNdjson } from './ndjson.ts'
import { documentPosition, inOrder, type Problem, placeProblems, problemError } from './problem.ts'
import { citeDocument, onlyDocument, readYamlPart, withLabels } from './read.ts'
import type { ShapedFile } from './shape.ts'

/** A dataset of a folder whose files of lines are read as often as they are needed. */
export interface StreamedDataset extends DatasetStream {
  /** Its YAML files. */
  readonly files: readonly DatasetFile[]
  /** Adds places in files to the problems of drafts. */
  locate(problems: readonly DraftProblem[]): Problem[]
}

export interface OpenedDataset {
  /** Undefined when there are problems. */
  readonly dataset: StreamedDataset | undefined
  /** Those of the files in themselves, in their order; of very many, the first thousand. */
  readonly problems: readonly Problem[]
}

interface OpenOptions {
  /** Called before each file is read. */
  readonly onFile?: (file: string) => void
}

const mostProblems = 1000

/**
 * Opens the dataset in `folder`, without holding its files of lines. What its items refer to, and whether two have the
 * same slug, is found out when it is written.
 */
export async function openDataset(folder: string, { onFile }: OpenOptions = {}): Promise<OpenedDataset> {
  const { head, shaped, files, lineFiles, ...yaml } = await readYamlPart(folder, onFile)
  const problems = [...yaml.problems]
  const only = onlyDocument(head.documents)
  const parts = shaped.map((file) => citing(file, only))
  const labels = new Map(
    head.documents.filter(({ references }) => references.length === 0).map(({ slug }) => [slug, new Set<string>()]),
  )
  for (const { facts } of parts) for (const { draft } of facts) addLabels(labels, draft)
  for (const lineFile of lineFiles) {
    onFile?.(lineFile.file)
    for await (const line of readNdjson(lineFile)) {
      problems.push(...line.problems)
      for (const { draft } of citing(line, only).facts) addLabels(labels, draft)
      if (problems.length >= mostProblems) break
    }
  }
  if (problems.length > 0) return { dataset: undefined, problems: inOrder(problems).slice(0, mostProblems) }
  const { slug, title, language, licence, at } = head
  const documents = head.documents.map((document) => withCited(document, labels))
  const header = { slug, title, language, licence, documents }
  return { dataset: streamOf(header, { at, parts, files, lineFiles, only }), problems }
}

interface Parts {
  readonly at: Locate
  readonly parts: readonly ShapedFile[]
  readonly files: readonly DatasetFile[]
  readonly lineFiles: readonly LineFile[]
  readonly only: string
}

function streamOf(
  header: Omit<DatasetDraft, 'entities' | 'sameAs' | 'facts'>,
  { at, parts, files, lineFiles, only }: Parts,
): StreamedDataset {
  // Kept as long as somebody has the draft.
  const positions = new WeakMap<object, Position>()
  function* itemsOf(file: ShapedFile, wanted?: ItemDraft['type']): Generator<ItemDraft> {
    for (const [type, list] of [
      ['entity', file.entities],
      ['sameAs', file.sameAs],
      ['fact', file.facts],
    ] as const) {
      if (wanted !== undefined && wanted !== type) continue
      for (const item of list) {
        positions.set(item.draft, item)
        yield { type, draft: item.draft } as ItemDraft
      }
    }
  }
  return {
    ...header,
    files,
    async *items(wanted) {
      for (const part of parts) yield* itemsOf(part, wanted)
      for (const lineFile of lineFiles) {
        for await (const line of readNdjson(lineFile, (section) => mayHold(section, wanted))) {
          if (line.problems.length > 0)
            throw problemError('A file of the dataset has changed meanwhile:', line.problems)
          yield* itemsOf(citing(line, only), wanted)
        }
      }
    },
    locate: (problems) =>
      placeProblems(problems, (draft) => positions.get(draft) ?? documentPosition({ ...header, at }, draft)),
  }
}

/** Whether a section has items of this type: entities and what is the same as one share theirs. */
function mayHold(section: string, wanted: ItemDraft['type'] | undefined): boolean {
  const kind = sections().get(section)?.kind
  return wanted === undefined || kind === undefined || 'subject' in kind === (wanted === 'fact')
}

/** The same, whose evidence names the document of the dataset if it names none. */
function citing(file: ShapedFile, only: string): ShapedFile {
  return { ...file, facts: file.facts.map((item) => ({ ...item, draft: citeDocument(item.draft, only) })) }
}

function addLabels(labels: ReadonlyMap<string, Set<string>>, { evidence }: FactDraft): void {
  for (const { document, references } of evidence) {
    const known = labels.get(document)
    for (const label of references) known?.add(label)
  }
}

/** A document that lists no citation labels has those that its evidence names. */
function withCited(document: DatasetDraft['documents'][number], labels: ReadonlyMap<string, ReadonlySet<string>>) {
  const cited = labels.get(document.slug)
  return cited === undefined ? document : withLabels(document, cited)
}
