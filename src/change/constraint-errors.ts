import { DossierError } from '../errors.ts'

/** What PostgreSQL says when a check of the migrations refuses a fact: its words name the fact. */
const refusals = [
  [/fact \S+ has no evidence/, 'every fact needs at least one piece of evidence'],
  [/fact \S+ is not a whole \w+/, 'it lacks an end, or lies between the wrong kinds of entities'],
  [/fact_has_statement/, 'every fact needs a statement'],
  [/evidence_has_anchor/, 'every piece of evidence needs an anchor'],
] as const

/** A refusal by the database's own checks, for datasets that did not come from files; undefined for anything else. */
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
