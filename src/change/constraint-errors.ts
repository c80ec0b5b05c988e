import { DossierError } from '../errors.ts'

/** The messages of PostgreSQL when a check of the migrations refuses a fact. They name the fact. */
const refusals = [
  [/fact \S+ has no evidence/, 'every fact needs at least one piece of evidence'],
  [/fact \S+ is not a whole \w+/, 'it lacks an end, or lies between the wrong kinds of entities'],
  [/fact_has_statement/, 'every fact needs a statement'],
  [/evidence_has_anchor/, 'every piece of evidence needs an anchor'],
] as const

/** The error of a check in the database, as a DossierError; undefined for other errors. */
export function constraintError(error: unknown): DossierError | undefined {
  const text = error instanceof Error ? error.message : ''
  for (const [pattern, advice] of refusals) {
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) {
      return new DossierError('BAD_USER_INPUT', `The database refused: ${found}; ${advice}.`, {}, { cause: error })
    }
  }
  return undefined
}
