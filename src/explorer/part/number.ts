const digits = new Intl.NumberFormat('en')

/** A number as people read it: 12,345. */
export function grouped(number: number): string {
  return digits.format(number)
}

/** A number with its noun: "1 fact", "12,345 facts". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${grouped(number)} ${number === 1 ? one : many}`
}
