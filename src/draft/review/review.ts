import { type CheckedCandidate, checkCandidates } from '../check/check.ts'
import type { Decision } from '../decision.ts'
import type { DraftCandidate } from '../format.ts'
import type { KnownGraph } from '../known.ts'
import { saysOf } from '../report.ts'
import type { OpenDraft } from '../run.ts'
import { editCandidate } from './edit.ts'
import { reviewOrder } from './order.ts'
import type { Choice, Prompter } from './prompter.ts'
import { candidateText } from './show.ts'
import type { Entry, ReviewState } from './state.ts'

const choices: readonly Choice[] = [
  { key: 'a', label: 'accept' },
  { key: 'e', label: 'edit' },
  { key: 'r', label: 'reject' },
  { key: 'l', label: 'later' },
  { key: 'u', label: 'undo' },
  { key: 'q', label: 'quit' },
]

interface ReviewInput extends Pick<OpenDraft, 'draft' | 'source' | 'workspace' | 'checked'> {
  readonly known: KnownGraph
  readonly state: ReviewState
  /** Called after each decision. */
  readonly keep: (state: ReviewState) => Promise<void>
}

/** What came of a review. */
export interface Reviewed {
  readonly accepted: readonly CheckedCandidate[]
  readonly decisions: readonly Decision[]
  /** How many candidates are left to decide. */
  readonly left: number
}

/** A person going through the candidates of a draft that are right, one by one. */
export class Review {
  readonly #input: ReviewInput
  readonly #prompter: Prompter
  /** The places of the candidates in the draft, in the order in which they are reviewed. */
  readonly #order: readonly number[]
  #entries: readonly Entry[]

  constructor(input: ReviewInput, prompter: Prompter) {
    this.#input = input
    this.#prompter = prompter
    this.#order = reviewOrder(input.checked)
    // What was left for later comes again.
    const known = new Set(input.checked.map(({ identity }) => identity))
    this.#entries = input.state.filter(({ identity, decision }) => decision !== 'LATER' && known.has(identity))
  }

  async run(): Promise<Reviewed> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { index, checked } = next
      const done = this.#entries.length
      this.#prompter.show(candidateText(checked, `[${done + 1}/${done + this.#open().length}]`))
      const isGoing = await this.#decide(index, checked)
      if (!isGoing) break
    }
    return this.#result()
  }

  /** False if the person leaves. */
  async #decide(index: number, checked: CheckedCandidate): Promise<boolean> {
    const identity = this.#identityAt(index)
    const edited = this.#edited.get(identity)
    const entry = { identity, ...(edited === undefined ? {} : { edited }) }
    switch (await this.#prompter.choose('What about it?', choices)) {
      case 'a':
        if (checked.problems.length > 0) this.#prompter.show('It is not right yet: edit it, or reject it.')
        else await this.#add({ ...entry, decision: 'ACCEPTED' })
        return true
      case 'e':
        await this.#edit(identity, checked)
        return true
      case 'r':
        return await this.#reject(entry)
      case 'l':
        await this.#add({ ...entry, decision: 'LATER' })
        return true
      case 'u':
        await this.#undo()
        return true
      default:
        return false
    }
  }

  async #add(entry: Entry): Promise<void> {
    this.#entries = [...this.#entries, entry]
    await this.#input.keep(this.#entries)
  }

  async #undo(): Promise<void> {
    const last = this.#entries.at(-1)
    if (last === undefined) this.#prompter.show('There is nothing to undo.')
    this.#entries = this.#entries.slice(0, -1)
    await this.#input.keep(this.#entries)
  }

  async #reject(entry: Omit<Entry, 'decision'>): Promise<boolean> {
    const reason = await this.#prompter.ask('Why? Whoever drafts it again is told.')
    if (reason === undefined) return false
    if (reason === '') this.#prompter.show('A rejection needs a reason.')
    else await this.#add({ ...entry, decision: 'REJECTED', reason })
    return true
  }

  /** Edits that are not decided about, by the identity of the candidate in the draft. */
  readonly #edited = new Map<string, DraftCandidate>()

  async #edit(identity: string, { given }: CheckedCandidate): Promise<void> {
    const edited = await editCandidate(this.#prompter, given as DraftCandidate)
    if (edited !== undefined) this.#edited.set(identity, edited)
  }

  #identityAt(index: number): string {
    return this.#input.checked[index]?.identity ?? ''
  }

  /** Those that are not decided about. */
  #open(): number[] {
    const decided = new Set(this.#entries.map(({ identity }) => identity))
    return this.#order.filter((index) => !decided.has(this.#identityAt(index)))
  }

  /** The first that is not decided about, and has not become wrong because something that it names was rejected. */
  #next(): { readonly index: number; readonly checked: CheckedCandidate } | undefined {
    const checked = this.#checked()
    const index = this.#open().find((one) => {
      return checked.get(one)?.problems.length === 0 || this.#edited.has(this.#identityAt(one))
    })
    const found = index === undefined ? undefined : checked.get(index)
    return index === undefined || found === undefined ? undefined : { index, checked: found }
  }

  /** All but what was rejected, as it is now, by its place in the draft. */
  #checked(): Map<number, CheckedCandidate> {
    const entries = new Map(this.#entries.map((entry) => [entry.identity, entry]))
    const kept = this.#order.filter((index) => entries.get(this.#identityAt(index))?.decision !== 'REJECTED')
    const candidates = kept.map((index) => {
      const identity = this.#identityAt(index)
      return this.#edited.get(identity) ?? entries.get(identity)?.edited ?? this.#given(index)
    })
    const { draft, source, known, workspace } = this.#input
    const { document } = draft
    const checked = checkCandidates({ document, candidates, source, known, decisions: workspace.decisions })
    return new Map(kept.map((index, at) => [index, checked[at] as CheckedCandidate]))
  }

  /** With the id that the check gave it, so that it stays the same whatever becomes of the others. */
  #given(index: number): DraftCandidate {
    const { given, id } = this.#input.checked[index] as CheckedCandidate
    return { ...(given as DraftCandidate), id }
  }

  #result(): Reviewed {
    const checked = this.#checked()
    const on = new Date().toISOString().slice(0, 10)
    const entries = new Map(this.#entries.map((entry) => [entry.identity, entry]))
    const accepted: CheckedCandidate[] = []
    const decisions: Decision[] = []
    let left = 0
    for (const index of this.#order) {
      const identity = this.#identityAt(index)
      const { decision, reason } = entries.get(identity) ?? {}
      const now = checked.get(index)
      const said = saysOf(this.#given(index))
      if (decision === 'REJECTED') decisions.push({ identity, decision, said, reason: reason ?? '', on })
      if (now === undefined || now.problems.length > 0) continue
      if (decision !== 'ACCEPTED') {
        left += 1
        continue
      }
      accepted.push(now)
      if (now.identity !== identity) decisions.push({ identity, decision: 'EDITED', said, key: now.id, on })
    }
    return { accepted, decisions, left }
  }
}
