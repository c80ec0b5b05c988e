import type { CriticismFact, NeighbourEntity, RelationshipFact, RoleFact, StatedFact } from './answer.ts'
import { relationshipWords } from './relationship-words.ts'

/** A fact that links an entity with a neighbour, and how a list says it. */
export interface Link {
  readonly fact: StatedFact
  readonly words: string
}

/** An entity at the other end of facts. */
export interface Neighbour {
  readonly entity: NeighbourEntity
  readonly links: readonly Link[]
}

/** Facts in which an entity is at one end, by their kinds. */
export interface LinkingFacts {
  readonly roles: readonly RoleFact[]
  readonly outgoing: readonly RelationshipFact[]
  readonly incoming: readonly RelationshipFact[]
  readonly criticisms: readonly CriticismFact[]
}

/** The neighbours of an entity, those with the most facts first. */
export function neighboursOf(slug: string, facts: LinkingFacts): Neighbour[] {
  const found = new Map<string, { entity: NeighbourEntity; links: Map<string, Link> }>()
  const add = (entity: NeighbourEntity | null, fact: StatedFact, words: string) => {
    if (entity === null || entity.slug === slug) return
    const neighbour = found.get(entity.slug) ?? { entity, links: new Map<string, Link>() }
    found.set(entity.slug, neighbour)
    // A criticism stands in the lists of what was received and of what it is about.
    neighbour.links.set(`${fact.dataset.slug} ${fact.key}`, { fact, words })
  }
  for (const fact of facts.roles) {
    add(fact.person, fact, fact.title)
    add(fact.organization, fact, fact.title)
  }
  for (const fact of facts.criticisms) {
    add(fact.critic, fact, 'Criticism')
    add(fact.target, fact, 'Criticism')
  }
  for (const fact of facts.outgoing) add(fact.other, fact, wordsOf(fact, 'subject'))
  for (const fact of facts.incoming) add(fact.other, fact, wordsOf(fact, 'object'))
  return [...found.values()]
    .map(({ entity, links }) => ({ entity, links: [...links.values()] }))
    .toSorted((a, b) => b.links.length - a.links.length)
}

function wordsOf({ relationshipType }: RelationshipFact, end: 'subject' | 'object'): string {
  return relationshipWords[relationshipType]?.[end] ?? relationshipType
}
