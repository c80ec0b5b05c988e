import { builder } from '../builder.ts'
import type { EntityKind } from '../generated/prisma/enums.ts'
import { entitiesOfSlugs } from '../node/find.ts'
import { Conditions, condition, defineWhere, type Where } from '../query/condition.ts'
import { costs } from '../query/cost.ts'
import { ListWhere } from '../query/list-condition.ts'
import { all, always, inSmallSet, not, ofKinds, oneOf } from '../query/logic.ts'
import { IntWhereRef } from '../query/number.ts'
import { matchesSearch } from '../query/search.ts'
import { checkText } from '../query/text.ts'
import { EntityKindRef } from './enum.ts'
import { entitiesIdentified, entitiesNamed, hasId, type IdentifierMatch, referencedEntities } from './reference.ts'
import { EntityRefRef } from './reference-schema.ts'
import { SearchWords } from './search-words.ts'
import { isNextBelow, isTopmost, isWithin, withNarrower } from './tree.ts'
import { entityIds, identifierSchemes, identifiers, names, slugs } from './vocabulary.ts'

const IdentifierWhereRef = builder.inputRef<IdentifierMatch>('IdentifierWhere').implement({
  description: 'Conditions on an identifier in another catalogue. All that are given must be met.',
  fields: (t) => ({
    scheme: t.string({
      description: 'It is of this catalogue: `wikidata`, `ror`. Case does not matter.',
      extensions: { words: { vocabulary: identifierSchemes } },
    }),
    value: t.stringList({
      extensions: { words: { vocabulary: identifiers } },
      description:
        'It is one of these, such as `Q9061`. Case and spaces do not matter, and the address of a page stands for its identifier.',
    }),
  }),
})

/** What entities of every kind can be asked. Nouns add to it what they know of entities. */
export const entityConditions = new Conditions<'entity'>().add(() => ({
  id: condition({
    type: ['ID'],
    description: 'It has one of these ids.',
    words: { vocabulary: entityIds },
    few: true,
    sql: hasId,
  }),
  slug: condition({
    type: ['String'],
    description: 'It has or had one of these slugs.',
    words: { vocabulary: slugs },
    few: true,
    sql: (entity, slugs) => inSmallSet(entity.id, entitiesOfSlugs(slugs.map((slug) => checkText('slug', slug)))),
  }),
  direct: condition({
    type: 'Boolean',
    description:
      'True: only the thing itself matches. It matters where a condition leads to topics or places (`topics`, `about`, `places`, `headquarters`): there, what is filed below matches, too, so that "detention" finds offshore detention.',
    sql: () => always,
  }),
  kind: condition({
    type: [EntityKindRef],
    description: 'It is of one of these kinds.',
    holdsBelow: true,
    sql: (entity, kinds) => oneOf(entity.ref('kind'), kinds),
  }),
  identifier: condition({
    type: IdentifierWhereRef,
    description: 'One of its identifiers in other catalogues matches this. `{}`: it has one.',
    few: true,
    sql: (entity, match) => inSmallSet(entity.id, entitiesIdentified(match)),
  }),
  named: condition({
    type: 'String',
    words: { vocabulary: names },
    description:
      'It has or had this name. Only whole names match; case, accents, punctuation and spaces do not matter. For single words of a name use `search`; for its start or a misspelling use `Query.resolve`.',
    few: true,
    sql: (entity, name) => inSmallSet(entity.id, entitiesNamed(name)),
    ids: (_entity, name) => entitiesNamed(name),
  }),
  search: condition({
    type: 'String',
    words: { vocabulary: new SearchWords('entity') },
    description:
      'Searches its names and summary. Words match in any form. You can write "quoted phrases", `or`, and `-` before a word that must not occur. At most 1,000 characters.',
    cost: costs.search,
    sql: (entity, words) => matchesSearch(entity.ref('search'), words, 'entity'),
  }),
  within: condition({
    type: EntityRefRef,
    description:
      'It is this topic or place, or one within it. Entities of other kinds match if they are located there, have their headquarters there, or work on it.',
    few: true,
    holdsBelow: true,
    cost: costs.tree,
    sql: isWithin,
    ids: (entity, ref) => (entity.isOnly('TOPIC') ? withNarrower(referencedEntities(ref), true) : undefined),
  }),
}))

export const EntityWhere = defineWhere('EntityWhere', 'entity', {
  description: 'Conditions on an entity. All that are given must be met; `{}` matches everything.',
  base: entityConditions,
  conditions: () => ({
    topmost: condition({
      type: 'Boolean',
      description: 'True: it is a topic or a place with nothing above it. False: it is anything else.',
      sql: (entity, topmost) => (topmost ? isTopmost(entity) : not(isTopmost(entity))),
    }),
    nextBelow: condition({
      type: EntityRefRef,
      description:
        'It is a topic or a place that is filed directly under this one. `within` takes what is filed further below, too, and the thing itself.',
      cost: costs.tree,
      sql: isNextBelow,
    }),
  }),
})

/** A condition of EntityWhere on entities of one kind, which the input of that kind describes. */
export function ofKind(kind: EntityKind, where: Where<'entity'>, description: string) {
  return condition<'entity', typeof where.ref>({
    type: where.ref,
    description,
    words: { kinds: [kind] },
    sql: (entity, asked) => all([ofKinds(entity.ref('kind'), [kind]), where.sql(entity, asked)]),
  })
}

export const EntityListWhere = new ListWhere('EntityListWhere', EntityWhere, {
  description: 'Conditions on a list of entities. All that are given must be met.',
  every: true,
  count: IntWhereRef,
})
