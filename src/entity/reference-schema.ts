import { builder } from '../builder.ts'
import type { EntityRef } from './reference.ts'

export const EntityRefRef = builder.inputRef<EntityRef>('EntityRef').implement({
  isOneOf: true,
  description: 'Points at one thing. Exactly one field is set.',
  fields: (t) => ({
    id: t.id({ description: 'Its id, as this API returned it.' }),
    slug: t.string({ description: 'Its readable key: `human-rights-watch`.' }),
    named: t.string({
      description:
        'Any name it has or had: case, accents, punctuation and white space do not matter. A lookup by a name that several things bear is the error AMBIGUOUS_NAME and lists them; a filter takes all of them.',
    }),
  }),
})
