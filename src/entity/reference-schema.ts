import { builder } from '../builder.ts'
import type { EntityRef } from './reference.ts'

export const EntityRefRef = builder.inputRef<EntityRef>('EntityRef').implement({
  isOneOf: true,
  description: 'Points to one entity or document. Give exactly one of these fields.',
  fields: (t) => ({
    id: t.id({ description: 'Its id, as this API returned it.' }),
    slug: t.string({ description: 'Its readable key: `human-rights-watch`.' }),
    named: t.string({
      description:
        'Any whole name that it has or had. Case, accents, punctuation and spaces do not matter. If several things have the name, a lookup fails with AMBIGUOUS_NAME and lists them, and a filter takes all of them.',
    }),
  }),
})
