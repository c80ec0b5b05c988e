/**
 * Makes a function that gives one value for each object, made when it is first asked for. The object keeps it itself. A
 * WeakMap is no place for what belongs to one operation: V8 frees what an old WeakMap keeps with a young key only when it
 * collects the whole heap. Until then the value and all that it leads to survive, and surviving is what young objects cost.
 */
export function keptBy<Keeper extends object, Value extends object>(
  make: (keeper: Keeper) => Value,
): (keeper: Keeper) => Value {
  const kept = Symbol('kept')
  return (keeper: Keeper & { [kept]?: Value }) => {
    keeper[kept] ??= make(keeper)
    return keeper[kept]
  }
}
