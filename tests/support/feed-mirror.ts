import type { SnapshotItem } from '../../src/history/snapshot.ts'
import { snapshotLine } from '../../src/history/snapshot.ts'

/** A line of the feed, as a consumer sees it. */
export interface FeedLine extends Omit<SnapshotItem, 'content'> {
  readonly cursor: string
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly formerKey?: string
  readonly after?: SnapshotItem['content']
}

/** The order of a snapshot's types. */
const types = ['dataset', 'document', 'entity', 'sameAs', 'fact']

/** A consumer of snapshots and feeds that knows what docs/changes.md says, and nothing else. */
export class Mirror {
  /** What is kept if the consumer dies: the cursor and the things are stored together. */
  #items = new Map<string, SnapshotItem>()
  #cursor: string

  constructor(snapshot: string) {
    const [first = '', ...lines] = snapshot.trimEnd().split('\n')
    this.#cursor = (JSON.parse(first) as { revision: string }).revision
    for (const line of lines) this.#put(JSON.parse(line) as SnapshotItem)
  }

  /** A copy: what another process reads of what this one has stored. */
  revived(): Mirror {
    const other = new Mirror(snapshotLine({ revision: this.#cursor }))
    other.#items = new Map(this.#items)
    return other
  }

  get cursor(): string {
    return this.#cursor
  }

  /** Applies one line of the feed. */
  apply(line: FeedLine | { readonly revision: string }): void {
    if (!('cursor' in line)) {
      this.#cursor = line.revision
      return
    }
    const { type, dataset, key, formerKey, after } = line
    if (formerKey !== undefined) this.#items.delete(identity({ type, dataset, key: formerKey }))
    if (after) this.#put({ type, dataset, key, content: after })
    else this.#items.delete(identity(line))
    this.#cursor = line.cursor
  }

  #put(item: SnapshotItem): void {
    this.#items.set(identity(item), item)
  }

  /** The snapshot that this consumer would make. */
  snapshot(): string {
    const inOrder = [...this.#items.values()].sort(
      (one, other) =>
        types.indexOf(one.type) - types.indexOf(other.type) ||
        Buffer.compare(Buffer.from(one.dataset), Buffer.from(other.dataset)) ||
        Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)),
    )
    return [{ revision: this.#cursor }, ...inOrder.map(plain)].map(snapshotLine).join('')
  }
}

function plain({ type, dataset, key, content }: SnapshotItem): SnapshotItem {
  return { type, dataset, key, content }
}

function identity({ type, dataset, key }: Pick<SnapshotItem, 'type' | 'dataset' | 'key'>): string {
  return type === 'fact' ? `${type} ${dataset}/${key}` : `${type} ${key}`
}
