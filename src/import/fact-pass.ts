import type { KnownNames } from '../change/claim.ts'
import type { FactDraft } from '../change/draft.ts'
import { checkFact, type SourceSentence } from '../change/fact-check.ts'
import { findFactsByPath, findInGraph } from '../change/known-slugs.ts'
import { checkReferences, factReferencesOf, type Known, referencesOfFact } from '../change/reference.ts'
import type { ItemDraft } from '../change/stream.ts'
import type { Transaction } from '../change/writer.ts'
import { quoted } from '../model/value.ts'
import type { RowReport } from './problem.ts'
import type { DraftedRecord } from './read-pass.ts'
import type { Scratch, ScratchEntity } from './scratch.ts'
import { batchesOf, type Spool } from './spool.ts'
import type { Unchanged } from './unchanged.ts'

interface FactPass {
  readonly tx: Transaction
  readonly dataset: string
  readonly document: string
  readonly refersToGraph: boolean
  readonly scratch: Scratch
  readonly report: RowReport
  readonly unchanged: Unchanged
}

/** Writes the facts that are to be written into `items`. Returns how many the file states. */
export async function passFacts(
  pass: FactPass,
  records: AsyncIterable<DraftedRecord>,
  items: Spool<ItemDraft>,
): Promise<number> {
  let count = 0
  for await (const batch of batchesOf(records, 500)) {
    const known = await knownTo(pass, batch)
    const unchanged = await pass.unchanged.of(batch)
    const sound = batch.flatMap((record) =>
      record.facts.filter((draft) => isSound(pass, record, draft, known)).map((draft) => ({ record, draft })),
    )
    const keys = await pass.scratch.addFacts(sound.map(({ draft }) => draft.key))
    const sources = new Map(batch.map((record) => [record, sourceOf(record)]))
    for (const { record, draft } of sound) {
      // A relationship that two records state is stated by the first.
      if (!keys.delete(draft.key)) continue
      count += 1
      const isOld = unchanged.has(record) && !referencesOfFact(draft).some(({ slug }) => known.fresh.has(slug))
      if (isOld) continue
      const named = withNames(draft, known.names)
      await items.add({ type: 'fact', draft: answered(named, sources.get(record), known.names) })
    }
  }
  return count
}

interface KnownThings extends Known {
  readonly names: KnownNames
  /** The slugs that nothing had before. */
  readonly fresh: ReadonlySet<string>
}

/** What the facts of these records may name. */
async function knownTo(pass: FactPass, records: readonly DraftedRecord[]): Promise<KnownThings> {
  const facts = records.flatMap((record) => record.facts)
  const slugs = [...new Set(facts.flatMap(referencesOfFact).map(({ slug }) => slug))]
  const inFile = new Map([...(await pass.scratch.find(slugs))].filter(([, { state }]) => state !== 'ABSENT'))
  const others = pass.refersToGraph ? slugs.filter((slug) => !inFile.has(slug)) : []
  const inGraph = await findInGraph(pass.tx).find({ entities: others, documents: [], facts: [] })
  const keys = [...new Set(facts.flatMap(factReferencesOf).map(({ key }) => key))]
  const found = await findFactsByPath(
    pass.tx,
    keys.map((key) => pathOf(key, pass.dataset)),
  )
  const kinds = new Map(found.map(({ path, kind }) => [path, kind]))
  return {
    entities: new Map([...inGraph.entities, ...[...inFile].map(([slug, { kind }]) => [slug, kind] as const)]),
    documents: new Map([[pass.document, new Set<string>()]]),
    facts: new Map(
      keys.flatMap((key) => {
        const kind = kinds.get(pathOf(key, pass.dataset))
        return kind === undefined ? [] : [[key, kind] as const]
      }),
    ),
    names: new Map([...inFile].map(([slug, one]) => [slug, namesOf(one)])),
    fresh: new Set([...inFile.values()].flatMap(({ slug, state }) => (state === 'NEW' ? [slug] : []))),
  }
}

const pathOf = (key: string, dataset: string) => (key.includes('/') ? key : `${dataset}/${key}`)

function namesOf({ kind, names }: ScratchEntity) {
  return { kind, name: names[0] ?? '', names }
}

/** Whether everything that a fact names is there, and of the right kind. What is not is told. */
function isSound({ report }: FactPass, record: DraftedRecord, draft: FactDraft, known: Known): boolean {
  const tell = (code: 'DANGLING' | 'BAD_REFERENCE', message: string) => {
    report.add({ line: record.line, ...(record.id === undefined ? {} : { record: record.id }), code, message })
  }
  const missing = [
    ...referencesOfFact(draft).flatMap(({ slug }) => (known.entities.has(slug) ? [] : [slug])),
    ...factReferencesOf(draft).flatMap(({ key }) => (known.facts.has(key) ? [] : [key])),
  ]
  if (missing.length > 0) {
    tell('DANGLING', `${missing.map(quoted).join(' and ')} is not there, so this is left out: ${draft.statement}`)
    return false
  }
  const problems = checkReferences({ entities: [], facts: [draft] }, known)
  for (const { message } of problems) tell('BAD_REFERENCE', `${message}, so this is left out: ${draft.statement}`)
  return problems.length === 0
}

/** With the names of what its statement calls by slugs in braces, because the record gives only their numbers. */
function withNames(draft: FactDraft, names: KnownNames): FactDraft {
  const statement = draft.statement.replaceAll(/\{([a-z0-9-]+)\}/gu, (_, slug: string) => names.get(slug)?.name ?? slug)
  return { ...draft, statement }
}

/** The record as a text in which is looked for what its facts say. */
function sourceOf({ sentence }: DraftedRecord): SourceSentence {
  return { text: sentence.text, labels: sentence.references, language: 'en' }
}

/** With an answer where the record does not call something by a name that it has: it gives its number. */
function answered(draft: FactDraft, source: SourceSentence | undefined, names: KnownNames): FactDraft {
  if (draft.computed !== undefined || source === undefined) return draft
  const checks = checkFact(draft, names, [{ status: 'FOUND', found: { sentences: [source], at: 0 } }])
  if (!checks.some(({ subject, status }) => subject === 'NAME' && status === 'NOT_CONFIRMED')) return draft
  return { ...draft, computed: 'The record gives the number that the register has for what it names.' }
}
