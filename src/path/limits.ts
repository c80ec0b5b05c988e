/** The limits of a search, however many facts a node has. docs/asking.md names them. */
export const pathLimits = {
  /** The longest path that can be asked for. */
  length: 8,
  /** The most paths that can be asked for. */
  paths: 20,
  /** Nodes that are reached from one end. */
  nodes: 50_000,
  /** Pairs of connected entities that lead from one place to the next, in paths longer than the shortest. */
  pairs: 20_000,
  /** Steps that are tried while paths longer than the shortest are put together. */
  steps: 200_000,
} as const
