/**
 * What it takes to find something, in the unit of an operation's cost: a field of the result (src/http/operation/cost.ts).
 * An input or a field declares it as `extensions: { cost }`. Measured on graphs of 100,000 and a million facts, where
 * a field takes some 3 microseconds.
 */
export const costs = {
  /** Words that are searched for in the whole graph. */
  search: 2_000,
  /** A name, of which similar ones are looked for. */
  similarName: 500,
  /** What is below a topic or a place, at any depth. */
  tree: 500,
  /** A shortest route between two things. */
  paths: 500,
  /** Each route that is asked for, because those that are longer than the shortest take most. */
  eachPath: 500,
  /** What routes may pass. */
  pathsThrough: 2_000,
  /** Counts of all matches of a list, by one of their properties. */
  facets: 1_000,
} as const

/** How long the text of a field is, in fields of ordinary length. A field declares it as `extensions: { length }`. */
export const lengths = {
  sentence: 5,
  paragraph: 20,
} as const
