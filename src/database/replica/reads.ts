import { DossierError } from '../../errors.ts'
import { coalesced } from '../coalesced.ts'
import type { Database } from '../open.ts'
import { runWithin } from '../tracked-operation.ts'
import { PrimaryCourse } from './course.ts'
import { type Need, PrimaryHistory } from './history.ts'
import { type Position, type Revision, reaches, readPosition, readRevisionRow, textOf } from './position.ts'
import { type IsFit, ReplicaRing, type ReplicaStatus } from './ring.ts'
import { type Choice, ChosenSource, type Source } from './source.ts'
import type { Stay } from './stay.ts'
import { ReplicaWatch, type WatchOptions } from './watch.ts'

/** How new an answer has to be: see docs/decisions/0028. */
export type Consistency = 'strong' | 'session' | 'relaxed'

export interface ReadsOptions extends Omit<WatchOptions, 'history' | 'position'> {
  readonly primary: Database
  readonly consistency: Consistency
}

/** Chooses where operations read. */
export interface Reads {
  /**
   * Chooses for an operation whose request has come.
   *
   * @param isCached Its answer may come from a cache, or go into one: the source has a mark if the database tells one.
   * @param named What its caller has seen. The consistency "session" alone looks at it.
   * @throws DossierError CONFLICT when nothing is known of the revision that was named; UNAVAILABLE when nobody can tell.
   */
  choose(isCached: boolean, named?: Revision): Promise<Source>
  /** Whether somebody can answer reads; rejects or returns false if not. */
  answers(): Promise<boolean>
  status(): ReplicaStatus[]
  /** Looks at all replicas, as a server does before it answers. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Milliseconds after which an operation no longer waits for the revision. */
const revisionTimeout = 1_000

/** Milliseconds to wait for a replica that is not new enough yet. */
const patience = 40

/** The same while the primary cannot be reached, so that nobody else can answer. */
const longPatience = 1_000

/** Milliseconds for which a revision is good enough as what an answer is at least as new as. */
const recentAge = 1_000

/** What is known of an operation before its server is chosen. */
interface Given {
  readonly course: number
  readonly isCached: boolean
}

/** Reads from the primary alone. */
export function readsFrom(primary: Database, consistency: Consistency = 'strong'): Reads {
  const log = { info: () => undefined, warn: () => undefined }
  return createReads({ primary, consistency, connections: [], course: new PrimaryCourse(), log })
}

/** Reads from replicas that are new enough, and else from the primary. */
export function createReads(options: ReadsOptions): Reads {
  return new ReplicatedReads(options)
}

class ReplicatedReads implements Reads {
  readonly #options: ReadsOptions
  readonly #history = new PrimaryHistory()
  readonly #watch: ReplicaWatch
  readonly #ring: ReplicaRing
  readonly #position: () => Promise<Need>
  /** What the primary showed a moment ago. */
  #recent: { readonly shown: Position; readonly course: number; readonly at: number } | undefined
  #refreshing: Promise<void> | undefined

  constructor(options: ReadsOptions) {
    this.#options = options
    const { primary, connections } = options
    const read = connections.length > 0 ? readPosition : readRevisionRow
    this.#position = coalesced(async () => {
      return this.#history.note(await runWithin(revisionTimeout, () => read(primary)), performance.now())
    })
    this.#watch = new ReplicaWatch({ ...options, history: this.#history, position: this.#position })
    this.#ring = new ReplicaRing(this.#watch, this.#history)
  }

  async choose(isCached: boolean, named?: Revision): Promise<Source> {
    const { primary, course } = this.#options
    const before = course.number
    let choice = await this.#choose({ course: before, isCached }, named)
    // The first to connect to another primary learns it by choosing.
    if (course.number !== before) choice = await this.#choose({ course: course.number, isCached }, named)
    return new ChosenSource({ primary, course, ring: this.#ring }, choice)
  }

  async #choose(given: Given, named: Revision | undefined): Promise<Choice> {
    const { consistency, connections } = this.#options
    if (consistency === 'session' && named) return await this.#chooseNamed(given, named)
    if (!given.isCached && connections.length === 0) return await this.#choosePrimary(given)
    return await (consistency === 'strong' ? this.#chooseCurrent(given) : this.#chooseAny(given))
  }

  async answers(): Promise<boolean> {
    const { consistency, primary } = this.#options
    if (consistency === 'strong' || this.#ring.size === 0) await primary.pool.ping()
    return true
  }

  status(): ReplicaStatus[] {
    return this.#ring.status()
  }

  async check(): Promise<void> {
    if (this.#options.connections.length === 0) return
    // Replicas have to have what the primary has now.
    await this.#primaryShows()
    await this.#watch.check()
  }

  async close(): Promise<void> {
    await this.#watch.close()
  }

  /** A replica that shows what the primary shows now, or else the primary. */
  async #chooseCurrent({ course }: Given): Promise<Choice> {
    const shown = await this.#primaryShows()
    // If the primary cannot be reached, the operation will say so.
    if (!shown) return { course }
    const isFit: IsFit = (stay) =>
      stay.timeline === shown.timeline && stay.shown.epoch === shown.epoch && stay.shown.lsn >= shown.need
    return { course, shown, isShownByAll: true, isFit, stay: await this.#ring.waitFor(isFit, patience) }
  }

  /** Any replica, or else the primary. */
  async #chooseAny(given: Given): Promise<Choice> {
    const found = await this.#chooseKnown(given, () => true)
    return found ?? { course: given.course, shown: await this.#primaryShows() }
  }

  /** A server that shows the revision that the caller names, or a later one. */
  async #chooseNamed(given: Given, named: Revision): Promise<Choice> {
    const { course } = given
    const isFit: IsFit = ({ shown }) => reaches(shown, named)
    const found = await this.#chooseKnown(given, isFit)
    if (found) return found
    const shown = await this.#primaryShows()
    if (shown && !reaches(shown, named)) throw unknownRevision(named, shown)
    const stay = await this.#ring.waitFor(isFit, shown ? patience : longPatience)
    if (!stay && !shown) throw unreachableRevision(named)
    return { course, isFit, stay, shown: stay?.shown ?? shown }
  }

  /** A replica that is new enough by what is remembered of it; for a cached answer it has to say what it shows now. */
  async #chooseKnown({ course, isCached }: Given, isFit: IsFit): Promise<Choice | undefined> {
    const silent = new Set<Stay>()
    for (;;) {
      const stay = this.#ring.pick(isFit, silent)
      if (!stay) return undefined
      if (!isCached || (await this.#ring.look(stay))) return { course, isFit, stay, shown: stay.shown }
      silent.add(stay)
    }
  }

  /** The primary, with what it showed a moment ago: no operation has a statement just to know the revision. */
  async #choosePrimary({ course }: Given): Promise<Choice> {
    const isKnown = this.#recent?.course === course
    if (!isKnown || performance.now() - (this.#recent?.at ?? 0) > recentAge) {
      this.#refreshing ??= this.#refresh(course)
      if (!isKnown) await this.#refreshing
    }
    const recent = this.#recent
    return { course, shown: recent?.course === course ? recent.shown : undefined }
  }

  async #refresh(course: number): Promise<void> {
    const shown = await this.#primaryShows()
    this.#recent = shown && { shown, course, at: performance.now() }
    this.#refreshing = undefined
  }

  async #primaryShows(): Promise<Need | undefined> {
    return await this.#position().catch(() => undefined)
  }
}

function unknownRevision(named: Revision, present: Revision): DossierError {
  const [text, now] = [textOf(named), textOf(present)]
  const why =
    named.epoch === present.epoch
      ? 'The graph has not come so far'
      : 'The graph has begun another epoch since, because its database was restarted, restored or replaced'
  const message = `The header x-dossier-revision names the revision ${text}, and the graph is at ${now}. ${why}. Ask again without the header, or with the revision of a newer answer.`
  return new DossierError('CONFLICT', message, { named: text, revision: now })
}

function unreachableRevision(named: Revision): DossierError {
  const message = `No replica shows the revision ${textOf(named)} of the header x-dossier-revision yet, and the primary cannot be reached at the moment. Try again in a little while.`
  return new DossierError('UNAVAILABLE', message, { named: textOf(named) })
}
