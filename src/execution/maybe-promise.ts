export type MaybePromise<T> = T | Promise<T>

export function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'
}

/** Goes on with a value, at once if it is there. */
export function whenThere<T, U>(value: MaybePromise<T>, then: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPromise(value) ? value.then((known) => then(known as T)) : then(value)
}

/** The object with what its promises come to, in the same order of keys. */
export async function settled(object: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const keys = Object.keys(object)
  const values = await Promise.all(Object.values(object))
  return Object.fromEntries(keys.map((key, index) => [key, values[index]]))
}
