import { builder } from '../builder.ts'
import type { EntityRef, IdentifierRef } from './reference.ts'
import { entityIds, identifierSchemes, identifiers, names, slugs } from './vocabulary.ts'

const IdentifierRefRef = builder.inputRef<IdentifierRef>('IdentifierRef').implement({
  description: 'An identifier in another catalogue.',
  fields: (t) => ({
    scheme: t.string({
      required: true,
      description: 'The catalogue: `wikidata`, `ror`, `isni`. Case does not matter.',
      extensions: { words: { vocabulary: identifierSchemes } },
    }),
    value: t.string({
      required: true,
      description:
        'The identifier in that catalogue, such as `Q9061`, or the address of its page there. Case and spaces do not matter.',
      extensions: { words: { vocabulary: identifiers } },
    }),
  }),
})

export const EntityRefRef = builder.inputRef<EntityRef>('EntityRef').implement({
  isOneOf: true,
  description: 'Points to one entity or document. Give exactly one of these fields.',
  fields: (t) => ({
    id: t.id({
      description: 'Its id, as this API returned it.',
      extensions: { words: { vocabulary: entityIds } },
    }),
    slug: t.string({
      description: 'Its readable key: `human-rights-watch`.',
      extensions: { words: { vocabulary: slugs } },
    }),
    named: t.string({
      extensions: { words: { vocabulary: names } },
      description:
        'Any whole name that it has or had. Case, accents, punctuation and spaces do not matter. If several things have the name, a lookup fails with AMBIGUOUS_NAME and lists them, and a filter takes all of them.',
    }),
    identifier: t.field({
      type: IdentifierRefRef,
      description:
        'Its identifier in another catalogue. If several things have it, a lookup fails with AMBIGUOUS_NAME and lists them, and a filter takes all of them.',
    }),
  }),
})
