import { LRUCache } from 'lru-cache'

/** A cache of limited size that knows how often it had what was asked for. */
export class CountedCache<Value extends object> extends LRUCache<string, Value> {
  hits = 0
  misses = 0

  /** The value, if it is there and fits; counted. */
  lookUp(key: string, fits: (value: Value) => boolean = () => true): Value | undefined {
    const value = this.get(key)
    if (value !== undefined && fits(value)) {
      this.hits += 1
      return value
    }
    this.misses += 1
    return undefined
  }
}

/** The caches of an app by their names: whoever makes one puts it in. */
export type Caches = Map<string, Pick<CountedCache<object>, 'hits' | 'misses' | 'size' | 'calculatedSize'>>
