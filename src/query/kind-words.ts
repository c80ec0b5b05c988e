import { once } from 'es-toolkit/function/once'
import { EntityKind, FactKind } from '../generated/prisma/enums.ts'
import { entityKind, factKind } from '../model/kind.ts'

/** What people call things of a kind in English, beside the name of their section in datasets. */
const otherWords: Partial<Record<EntityKind | FactKind, string>> = {
  ORGANIZATION: 'organisations ngos',
  PERSON: 'persons',
  EVENT: 'happened happen happens',
  CRITICISM: `criticism critique critiques criticise criticises criticised criticising critic critics complaint complaints
    accusation accusations accuse accuses accused allegation allegations condemn condemns condemned denounce denounces
    denounced say says said statement statements`,
  RESPONSE: 'replies',
  ALIAS: 'name names former acronym acronyms abbreviation abbreviations',
  FIGURE: 'statistics number numbers many',
  ROLE: 'leader leaders leads head heads runs',
}

interface KindWord {
  readonly of: 'entity' | 'fact'
  readonly kind: string
}

/**
 * The words that name kinds in questions, such as "criticisms", as search folds them (-ise). What is of the kind need
 * not contain the word.
 */
export const kindWords = once((): Readonly<Record<string, KindWord>> => {
  const entities = Object.values(EntityKind).map((kind) => ({ of: 'entity', ...entityKind(kind) }) as const)
  const facts = Object.values(FactKind).map((kind) => ({ of: 'fact', ...factKind(kind) }) as const)
  const words = [...entities, ...facts].flatMap(({ of, kind, section }) =>
    [section.toLowerCase(), ...(otherWords[kind]?.split(/\s+/u) ?? [])].map((word) => [word, { of, kind }] as const),
  )
  return Object.fromEntries(words)
})

/** Whether a question has a word that names a kind of fact, such as "criticisms". */
export function namesKindOfFact(question: string): boolean {
  const words = kindWords()
  const asked = question.toLowerCase().match(/\p{L}+/gu) ?? []
  return asked.some((word) => Object.hasOwn(words, word) && words[word]?.of === 'fact')
}
