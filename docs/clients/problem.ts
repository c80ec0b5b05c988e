/** An error of the API, as every client passes it on. */
export interface Problem {
  readonly message: string
  readonly path?: readonly (string | number)[] | undefined
  readonly extensions?: Readonly<Record<string, unknown>> | undefined
}

/** One of the things that an ambiguous name may mean. */
export interface Candidate {
  readonly id: string
  readonly kind: string
  readonly slug: string
  readonly name: string
}

/** What an ambiguous name may mean; empty when no name was ambiguous. Ask again by the `slug` of one. */
export function candidatesOf(problems: readonly Pick<Problem, 'extensions'>[]): readonly Candidate[] {
  const ambiguous = problems.find(({ extensions }) => extensions?.code === 'AMBIGUOUS_NAME')
  return (ambiguous?.extensions?.candidates ?? []) as readonly Candidate[]
}
