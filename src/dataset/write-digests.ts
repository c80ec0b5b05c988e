import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import { locateAnchor } from '../change/anchor.ts'
import { evidenceOf, type FileEvidence, placeProblem } from './evidence.ts'
import type { Dataset } from './read/format.ts'
import { itemProblem, type Problem } from './read/problem.ts'
import type { Source } from './source.ts'

export interface WrittenDigests {
  /** Digests that were written. */
  readonly written: number
  /** Digests that were there and right. */
  readonly unchanged: number
  /** Files that were written. */
  readonly files: readonly string[]
  /** Evidence that does not single out a sentence, and so gets no digest. */
  readonly problems: readonly Problem[]
}

/**
 * Writes the digest of its sentence to each piece of evidence in the files of a dataset. Nothing else in the files
 * changes. Evidence whose anchor is in no sentence, or in several, is not changed.
 */
export async function stampDataset(dataset: Dataset, sources: readonly Source[]): Promise<WrittenDigests> {
  const problems: Problem[] = []
  const stamps = new Map<string, Stamp[]>()
  let unchanged = 0
  for (const source of sources) {
    for (const piece of evidenceOf(dataset, source.document.slug)) {
      const digest = digestFor(piece, source, problems)
      if (digest === undefined) continue
      if (digest === piece.evidence.digest) unchanged += 1
      else {
        const { file } = piece.fact.at()
        const known = stamps.get(file) ?? []
        stamps.set(file, [...known, { path: [piece.fact.section, piece.fact.index, 'evidence', piece.index], digest }])
      }
    }
  }
  for (const [file, list] of stamps) await stampFile(file, list)
  const written = [...stamps.values()].reduce((sum, list) => sum + list.length, 0)
  return { written, unchanged, files: [...stamps.keys()], problems }
}

/** The digest of the one sentence that contains the anchor; of several, the one whose digest is in the files. */
function digestFor({ fact, index, evidence }: FileEvidence, source: Source, problems: Problem[]): string | undefined {
  const sentences = source.text.paragraphs[evidence.paragraph - 1]?.sentences ?? []
  const located = locateAnchor(sentences, evidence.anchor)
  const { status, sentence } =
    located.status === 'AMBIGUOUS' ? locateAnchor(sentences, evidence.anchor, evidence.digest) : located
  if (sentence !== undefined) return sentence.digest
  const message = placeProblem(status === 'ORPHANED' ? located.status : status, { ...evidence, digest: undefined })
  if (message) problems.push(itemProblem(fact, ['evidence', index, 'anchor'], evidence.anchor, message))
  return undefined
}

interface Stamp {
  readonly path: readonly (string | number)[]
  readonly digest: string
}

/** Replaces the file atomically, so that it is never half written. */
async function stampFile(file: string, stamps: readonly Stamp[]): Promise<void> {
  const real = await realpath(file)
  const unfinished = `${real}.${randomUUID()}.tmp`
  try {
    await writeFile(unfinished, stampText(await readFile(real, 'utf8'), stamps))
    await rename(unfinished, real)
  } finally {
    await rm(unfinished, { force: true })
  }
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Puts digests into the text of a file; comments, order and layout stay. */
export function stampText(source: string, stamps: readonly Stamp[]): string {
  const lines = new LineCounter()
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, keepSourceTokens: true })
  const edits = new Map<number, Edit>()
  for (const { path, digest } of stamps) {
    const found = path.reduce<Node | undefined>((node, part) => {
      const inside = isAlias(node) ? node.resolve(document) : node
      return (inside as YAMLMap | undefined)?.get?.(part as string, true) as Node | undefined
    }, document.contents ?? undefined)
    const map = isAlias(found) ? found.resolve(document) : found
    if (!isMap(map)) continue
    const edit = stampMap(source, map, digest, lines)
    edits.set(edit.start, edit)
  }
  return [...edits.values()]
    .toSorted((one, other) => other.start - one.start)
    .reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), source)
}

function stampMap(source: string, map: YAMLMap, digest: string, lines: LineCounter): Edit {
  // In quotes, because sixteen decimal digits would be a number to other readers of YAML.
  const text = `"${digest}"`
  const old = pairOf(map, 'digest')?.value
  if (isScalar(old) && old.range) return { start: old.range[0], end: old.range[1], text }
  const anchor = pairOf(map, 'anchor')
  const key = anchor?.key as Scalar
  const value = anchor?.value as Scalar
  const [keyStart = 0] = key.range ?? []
  const [, valueEnd = 0] = value.range ?? []
  if (map.flow) return { start: valueEnd, end: valueEnd, text: `, digest: ${text}` }
  const indent = ' '.repeat(lines.linePos(keyStart).col - 1)
  const isBlock = value.type === 'BLOCK_FOLDED' || value.type === 'BLOCK_LITERAL'
  // Before a block scalar, because it ends with its lines; else on the next line, after a comment on this one.
  if (isBlock) return { start: keyStart, end: keyStart, text: `digest: ${text}\n${indent}` }
  const lineEnd = source.slice(valueEnd).search(/\r?\n|$/)
  const end = valueEnd + lineEnd
  const lineBreak = source.slice(end).startsWith('\r\n') ? '\r\n' : '\n'
  return { start: end, end, text: `${lineBreak}${indent}digest: ${text}` }
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name)
}
