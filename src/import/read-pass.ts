import { checkDrafts } from '../change/check.ts'
import type { EntityDraft, FactDraft, SameAsDraft } from '../change/draft.ts'
import { readItem } from '../change/item-draft.ts'
import { fieldText } from '../change/problem.ts'
import type { RecordDraft } from '../change/text.ts'
import type { RecordFile } from '../document/records/file.ts'
import { isRefused, readRecords } from '../document/records/read.ts'
import type { PlacedRecord, RefusedRecord } from '../document/records/record.ts'
import { quoted } from '../model/value.ts'
import { anchorIn } from './anchor.ts'
import type { ImportContext, Importer, RecordContent, StatedEntity, StatedFact } from './importer.ts'
import type { RowCode, RowReport } from './problem.ts'
import type { Scratch } from './scratch.ts'
import { batchesOf, type Spool } from './spool.ts'

/** A record as drafts. */
export interface DraftedRecord {
  readonly line: number
  readonly id?: string
  readonly paragraph: number
  readonly sentence: RecordDraft['sentences'][number]
  readonly text: string
  readonly entities: readonly (EntityDraft | SameAsDraft)[]
  readonly facts: readonly FactDraft[]
}

interface ReadPass {
  readonly importer: Importer
  readonly file: RecordFile
  readonly document: string
  readonly context: Omit<ImportContext, 'list'>
  readonly scratch: Scratch
  readonly report: RowReport
  readonly onRead: (records: number) => void
}

const batchSize = 500

interface ReadRecords {
  readonly count: number
  /** How many entities and facts they state. */
  readonly stated: number
}

/**
 * Reads every record of the file as drafts into `spool`, each for itself: what they name is looked up later. A record that
 * is refused is still a paragraph of the text, unless it is none at all.
 */
export async function readIntoSpool(pass: ReadPass, spool: Spool<DraftedRecord>): Promise<ReadRecords> {
  let count = 0
  let stated = 0
  for await (const batch of batchesOf(readRecords(pass.file), batchSize)) {
    const read = batch.flatMap((record) => readOne(pass, record))
    for (const record of await withoutRepetitions(pass, read)) {
      stated += record.entities.length + record.facts.length
      await spool.add(record)
    }
    count += batch.length
    pass.onRead(count)
  }
  await spool.end()
  return { count, stated }
}

type Read = DraftedRecord & { readonly shared: ReadonlySet<string> }

function readOne(pass: ReadPass, record: PlacedRecord | RefusedRecord): Read[] {
  if (isRefused(record)) {
    pass.report.add({ line: record.line, code: 'NOT_A_RECORD', message: record.problem })
    return []
  }
  const { line, paragraph, text, sentences } = record
  const [sentence] = sentences
  if (sentence === undefined) return []
  const content = contentOf(pass, record)
  const tell = (code: RowCode, message: string) => {
    pass.report.add({ line, ...(content.id === undefined ? {} : { record: content.id }), code, message })
  }
  for (const { code, message } of content.problems ?? []) tell(code, message)
  const place = { document: pass.document, paragraph, sentence: sentence.text, digest: sentence.digest }
  const entities = content.entities.flatMap((stated) => draftOfEntity(stated, tell) ?? [])
  // Without the thing that it is about, what else it says would hang in the air.
  const isWhole = content.entities.every(({ slug, isShared }) => isShared || entities.some((one) => one.slug === slug))
  const facts = isWhole ? content.facts.flatMap((stated) => draftOfFact(stated, place, tell) ?? []) : []
  const shared = new Set(content.entities.flatMap(({ slug, isShared }) => (isShared ? [slug] : [])))
  return [{ line, id: content.id, paragraph, text, sentence, entities: isWhole ? entities : [], facts, shared }]
}

/** Half surrogates and control characters, but for those that are white space. */
const noText = /(?!\s)[\p{Cs}\p{Cc}]/u

function contentOf({ importer, context }: ReadPass, { value, list }: PlacedRecord): RecordContent {
  const found = noTextIn(value)
  if (found !== undefined) {
    const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
    const message = `the record holds the character U+${code}, which is no text; take it out`
    return { entities: [], facts: [], problems: [{ code: 'BAD_VALUE', message }] }
  }
  return importer.read(value, { ...context, ...(list === undefined ? {} : { list }) })
}

/** A character in a value that no text can have, however deep it lies. */
function noTextIn(value: unknown): string | undefined {
  if (typeof value === 'string') return noText.exec(value)?.[0]
  if (typeof value !== 'object' || value === null) return undefined
  for (const inner of Object.values(value)) {
    const found = noTextIn(inner)
    if (found !== undefined) return found
  }
  return undefined
}

type Tell = (code: RowCode, message: string) => void

function draftOfEntity(stated: StatedEntity, tell: Tell): EntityDraft | SameAsDraft | undefined {
  const { isShared: _, ...content } = stated
  const { draft, problems } = readItem(stated.sameAs === undefined ? 'entity' : 'sameAs', content)
  for (const problem of problems ?? []) tell('BAD_VALUE', problemText(stated.slug, problem))
  if (draft === undefined) return undefined
  const wrong = checkDrafts(
    isSameAs(draft)
      ? { documents: [], entities: [], sameAs: [draft], facts: [] }
      : { documents: [], entities: [draft], facts: [] },
  )
  for (const problem of wrong) tell('BAD_VALUE', problemText(stated.slug, problem))
  return wrong.length === 0 ? draft : undefined
}

/** An item that says of itself that it is an entity of another dataset. */
export function isSameAs(draft: EntityDraft | SameAsDraft): draft is SameAsDraft {
  return draft.sameAs !== undefined
}

interface Place {
  readonly document: string
  readonly paragraph: number
  readonly sentence: string
  readonly digest: string
}

function draftOfFact(stated: StatedFact, place: Place, tell: Tell): FactDraft | undefined {
  const { words, ...content } = stated
  const { sentence, ...cited } = place
  const evidence = [{ ...cited, anchor: anchorIn(sentence, words) }]
  const { draft, problems } = readItem('fact', { ...content, evidence })
  for (const problem of problems ?? []) tell('BAD_VALUE', problemText(stated.key, problem))
  if (draft === undefined) return undefined
  const wrong = checkDrafts({ documents: [], entities: [], facts: [draft] })
  for (const problem of wrong) tell('BAD_VALUE', problemText(stated.key, problem))
  return wrong.length === 0 ? draft : undefined
}

/** "ror-1-website: value: "x" is not a web address" */
function problemText(
  name: string,
  { path, value, message }: { path: readonly PropertyKey[]; value?: string | undefined; message: string },
): string {
  const field = fieldText(path)
  const said = value === undefined || message.startsWith(value) ? '' : `${value} `
  return [name, field, `${said}${message}`].filter((part) => part !== '').join(': ')
}

/** Of several records with one number, and of several facts with one key, the first counts. */
async function withoutRepetitions({ scratch, report }: ReadPass, records: readonly Read[]): Promise<DraftedRecord[]> {
  const ids = await scratch.addRecords(records.flatMap(({ id }) => id ?? []))
  const named = records.flatMap(({ entities, facts }) =>
    entities.map(({ slug, kind, name = '' }) => ({ slug, kind, names: [name, ...aliasesIn(facts, slug)] })),
  )
  // The first of a batch comes first.
  const firsts = [...new Map(named.toReversed().map((one) => [one.slug, one])).values()]
  const slugs = await scratch.addEntities(firsts)
  return records.map(({ shared, ...record }) => {
    const { line, id } = record
    const repeats = (what: string) => {
      const message = `${what} is that of an earlier record; the first one counts`
      report.add({ line, ...(id === undefined ? {} : { record: id }), code: 'REPEATED', message })
      return { ...record, entities: [], facts: [] }
    }
    if (id !== undefined && !ids.delete(id)) return repeats(quoted(id))
    const entities = record.entities.filter(({ slug }) => slugs.delete(slug))
    const lost = record.entities.find((one) => !entities.includes(one) && !shared.has(one.slug))
    return lost === undefined ? { ...record, entities } : repeats(`the slug ${quoted(lost.slug)}`)
  })
}

function aliasesIn(facts: readonly FactDraft[], slug: string): string[] {
  return facts.flatMap(({ kind, subject, name }) => (kind === 'ALIAS' && subject === slug ? [String(name)] : []))
}
