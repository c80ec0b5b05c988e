import type { builder } from '../builder.ts'
import { defaultPageSize, maximumPageSize } from './page.ts'

/** The builder of arguments, for functions that add the same ones to several fields. */
type Arg = Pick<PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'Arg'>, 'int' | 'string'>

/** `first` and `after`: for lists that are only walked forward. */
export function forwardArguments(arg: Arg) {
  return {
    first: arg.int({
      description: `How many items, at most ${maximumPageSize}; ${defaultPageSize} by default.`,
    }),
    after: arg.string({ description: 'Only items after this cursor.' }),
  }
}

/** The four arguments of a Relay connection. */
export function pageArguments(arg: Arg) {
  return {
    ...forwardArguments(arg),
    last: arg.int({
      description: `How many items from the end of the list, at most ${maximumPageSize}. Not together with \`first\`.`,
    }),
    before: arg.string({ description: 'Only items before this cursor.' }),
  }
}
