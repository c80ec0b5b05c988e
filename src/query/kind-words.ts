import { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { entityKind, factKind } from '../model/kind.ts'

/** What people call things of a kind in English, beside the name of their section in datasets. */
const otherWords: Partial<Record<EntityKind | FactKind, readonly string[]>> = {
  ORGANIZATION: ['organisations', 'ngos'],
  PERSON: ['persons'],
  CRITICISM: ['criticism', 'critiques', 'criticise', 'criticises', 'criticised', 'criticising'],
  RESPONSE: ['replies'],
  ALIAS: ['names'],
  FIGURE: ['statistics'],
}

interface KindWord {
  readonly of: 'entity' | 'fact'
  readonly kind: string
}

/**
 * The words that name kinds in questions, such as "criticisms", as search folds them (-ise). What is of the kind need
 * not contain the word.
 */
export function kindWords(): Record<string, KindWord> {
  const entities = Object.values(EntityKind).map((kind) => ({ of: 'entity', ...entityKind(kind) }) as const)
  const facts = Object.values(FactKind).map((kind) => ({ of: 'fact', ...factKind(kind) }) as const)
  const words = [...entities, ...facts].flatMap(({ of, kind, section }) =>
    [section.toLowerCase(), ...(otherWords[kind] ?? [])].map((word) => [word, { of, kind }] as const),
  )
  return Object.fromEntries(words)
}
