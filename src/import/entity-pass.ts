import type { EntityDraft, SameAsDraft } from '../change/draft.ts'
import { ownedSlugs } from '../change/known-slugs.ts'
import type { ItemDraft } from '../change/stream.ts'
import type { Transaction } from '../change/writer.ts'
import { quoted } from '../model/value.ts'
import { type Candidate, findSame } from './join.ts'
import type { RowReport } from './problem.ts'
import { type DraftedRecord, isSameAs } from './read-pass.ts'
import type { EntityState, Scratch } from './scratch.ts'
import { batchesOf, type Spool } from './spool.ts'
import type { Unchanged } from './unchanged.ts'

interface EntityPass {
  readonly tx: Transaction
  readonly dataset: string
  readonly scratch: Scratch
  readonly report: RowReport
  readonly unchanged: Unchanged
}

/** What the entities of a file became. */
export interface PassedEntities {
  readonly own: number
  readonly joined: number
  /** Entities that the dataset has already, and that are now found to be those of other datasets. */
  readonly late: readonly SameAsDraft[]
}

/** Decides of each entity whether the graph knows it already, and writes those that are to be written into `items`. */
export async function passEntities(
  pass: EntityPass,
  records: AsyncIterable<DraftedRecord>,
  items: Spool<ItemDraft>,
): Promise<PassedEntities> {
  const counts = { own: 0, joined: 0 }
  const late: SameAsDraft[] = []
  for await (const batch of batchesOf(records, 500)) {
    const drafts = batch.flatMap(({ entities }) => entities)
    const stored = await storedItems(pass.tx, drafts)
    const unchanged = await pass.unchanged.of(batch)
    const fresh = batch.filter((record) => !unchanged.has(record)).flatMap(({ entities }) => entities)
    const same = await findSame(pass.tx, pass.dataset, fresh)
    const states: { slug: string; state: EntityState }[] = []
    for (const record of batch) {
      for (const draft of record.entities) {
        const known = stored.get(draft.slug)
        if (known?.dataset === pass.dataset && known.target !== null) await pass.scratch.addJoin(known.target)
        const decided = unchanged.has(record)
          ? decideUnchanged(pass, known)
          : await decide(pass, { record, draft, known, candidates: same.get(draft.slug) ?? [] })
        states.push({ slug: draft.slug, state: decided.state })
        if (decided.late !== undefined) late.push(decided.late)
        if (decided.item !== undefined) await items.add(decided.item)
        if (decided.state !== 'ABSENT') counts[decided.isJoined ? 'joined' : 'own'] += 1
      }
    }
    await pass.scratch.setStates(states)
  }
  return { ...counts, late }
}

interface StoredItem {
  readonly slug: string
  readonly dataset: string
  /** The slug of the entity that it is, if that is one of another dataset. */
  readonly target: string | null
}

/** Who has the slugs of these drafts. */
async function storedItems(
  tx: Transaction,
  drafts: readonly (EntityDraft | SameAsDraft)[],
): Promise<Map<string, StoredItem>> {
  const rows = await tx.$queryRawUnsafe<StoredItem[]>(
    `select named.slug, d.slug as dataset, e.slug as target
    from ${ownedSlugs.entity} as named join dataset as d on d.id = named.dataset_id
      left join same_as as s on s.slug = named.slug left join entity as e on e.id = s.entity_id
    where named.slug = any($1::text[])`,
    drafts.map(({ slug }) => slug),
  )
  return new Map(rows.map((row) => [row.slug, row]))
}

interface Decided {
  readonly state: EntityState
  readonly isJoined: boolean
  readonly item?: ItemDraft
  readonly late?: SameAsDraft
}

/** What people made of it since then stays: it may be gone, or something else. */
function decideUnchanged({ dataset }: EntityPass, known: StoredItem | undefined): Decided {
  const isOurs = known?.dataset === dataset
  return { state: isOurs ? 'PRESENT' : 'ABSENT', isJoined: isOurs && known.target !== null }
}

interface Case {
  readonly record: DraftedRecord
  readonly draft: EntityDraft | SameAsDraft
  readonly known: StoredItem | undefined
  readonly candidates: readonly Candidate[]
}

async function decide(pass: EntityPass, { record, draft, known, candidates }: Case): Promise<Decided> {
  const tell = (code: 'SLUG_TAKEN' | 'AMBIGUOUS', message: string) => {
    pass.report.add({ line: record.line, ...(record.id === undefined ? {} : { record: record.id }), code, message })
  }
  if (known !== undefined && known.dataset !== pass.dataset) {
    const message = `${quoted(draft.slug)} belongs to the dataset ${quoted(known.dataset)} already; give it another slug, and name that one with sameAs if it is the same`
    tell('SLUG_TAKEN', message)
    return { state: 'ABSENT', isJoined: false }
  }
  const state = known === undefined ? 'NEW' : 'PRESENT'
  if (isSameAs(draft)) return { state, isJoined: true, item: { type: 'sameAs', draft } }
  if (known !== undefined && known.target !== null) {
    return { state, isJoined: true, item: { type: 'sameAs', draft: joined(draft, known.target) } }
  }
  const target = await theOne(pass, draft, candidates, tell)
  if (target === undefined) return { state, isJoined: false, item: { type: 'entity', draft } }
  if (known === undefined) return { state, isJoined: true, item: { type: 'sameAs', draft: joined(draft, target) } }
  return { state, isJoined: true, item: { type: 'entity', draft }, late: joined(draft, target) }
}

/** The entity that a draft is; undefined, and told, if there are several. */
async function theOne(
  { scratch }: EntityPass,
  { slug, kind }: EntityDraft,
  candidates: readonly Candidate[],
  tell: (code: 'AMBIGUOUS', message: string) => void,
): Promise<string | undefined> {
  const fitting = candidates.filter((one) => one.kind === kind)
  const [first] = fitting
  if (first === undefined) return undefined
  if (fitting.length > 1) {
    const list = fitting.map((one) => `${quoted(one.slug)} (${one.by})`).join(', ')
    tell(
      'AMBIGUOUS',
      `${quoted(slug)} may be ${list}; take the identifier from the wrong one, or join it by a proposal`,
    )
    return undefined
  }
  if (await scratch.addJoin(first.slug)) return first.slug
  const message = `${quoted(slug)} has the identifier ${first.by} of ${quoted(first.slug)}, which another record is already`
  tell('AMBIGUOUS', message)
  return undefined
}

/** The entity as an item that is one of another dataset. */
export function joined({ kind, slug, formerSlugs, name, summary, labels, identifiers }: EntityDraft, sameAs: string) {
  const item = { kind, slug, formerSlugs, name, labels, identifiers, sameAs }
  return (summary === undefined ? item : { ...item, summary }) satisfies SameAsDraft
}
