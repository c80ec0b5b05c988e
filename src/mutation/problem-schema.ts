import { builder } from '../builder.ts'
import { DossierError, type ErrorCode } from '../errors.ts'

/** What stands in the way of a mutation. */
export interface ProblemValue {
  /** Which change of a proposal it is about, from 1. */
  readonly ordinal?: number | null
  readonly path: readonly string[]
  readonly code: string
  readonly message: string
  readonly suggestions?: readonly string[]
}

export const Problem = builder.objectRef<ProblemValue>('Problem').implement({
  description: 'What is wrong with the input of a mutation, or in the way of accepting a proposal.',
  fields: (t) => ({
    ordinal: t.exposeInt('ordinal', {
      nullable: true,
      description: 'The number of the change within a proposal, from 1; null if the problem is not about one change.',
    }),
    path: t.field({
      type: ['String'],
      description: 'The place in the input: names of fields, and positions in lists from 0.',
      resolve: ({ path }) => path,
    }),
    code: t.exposeString('code', { description: 'What kind of problem it is, for programs: `BAD_USER_INPUT`.' }),
    message: t.exposeString('message', { description: 'What is wrong and what would be right.' }),
    suggestions: t.field({
      type: ['String'],
      description: 'What may have been meant.',
      resolve: ({ suggestions = [] }) => suggestions,
    }),
  }),
})

/** What callers can mend by another input. Anything else is an error of the whole mutation. */
const codes = new Set<ErrorCode>(['BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT', 'AMBIGUOUS_NAME'])

/**
 * The problems that an error tells of. Throws it again if it is not about the input. A wrong `clientMutationId` is an
 * error of the whole mutation, because a payload would repeat it.
 */
export function problemsOf(error: unknown): ProblemValue[] {
  if (!(error instanceof DossierError) || !codes.has(error.code)) throw error
  if (error.details.argument === 'clientMutationId') throw error
  const { argument, suggestions } = error.details as { argument?: string; suggestions?: readonly string[] }
  const { code, message } = error
  return [{ path: argument === undefined ? [] : [argument], code, message, suggestions }]
}
