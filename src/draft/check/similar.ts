import type { ItemContent } from '../../change/item.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import type { FactKind } from '../../generated/prisma/enums.ts'
import { factKind, textIn } from '../../model/kind.ts'

/** The key of a fact of the same kind that says something of the same by one of these sentences. */
export function similarFact(
  item: ItemContent,
  sentences: readonly PlacedSentence[],
  facts: readonly ItemContent[],
): string | undefined {
  const { subject, object } = factKind(item.kind as FactKind)
  const ends = [subject, ...(object ? [object] : [])].map(({ field }) => field)
  const cited = new Set(sentences.map(({ digest }) => digest))
  const found = facts.find(
    (fact) =>
      fact.kind === item.kind &&
      ends.every((field) => textIn(fact, field) === textIn(item, field)) &&
      digestsOf(fact).some((digest) => cited.has(digest)),
  )
  return found === undefined ? undefined : String(found.key)
}

function digestsOf(fact: ItemContent): string[] {
  const evidence = (fact.evidence ?? []) as readonly { readonly digest?: string }[]
  return evidence.flatMap(({ digest }) => digest ?? [])
}
