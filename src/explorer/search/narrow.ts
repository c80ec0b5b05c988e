import { type Content, html } from '../../http/page/html.ts'
import { countList } from '../part/count-list.ts'
import { entitiesWord, entityKinds, factKinds, factsWord } from '../part/kind.ts'
import { AddressFault } from '../view.ts'
import type { SearchFacets } from './question.ts'

/** What `in` of an address may say: a kind of entity or of fact as its plural, or `texts`. */
const places = new Map<string, Narrowed>([
  ...entityKinds.map((kind) => [entitiesWord(kind), { kinds: [kind] }] as const),
  ...factKinds.map((kind) => [factsWord(kind), { factKinds: [kind] }] as const),
  ['texts', { documents: true }],
])

/** The arguments of `search` that narrow it. */
interface Narrowed {
  readonly kinds?: readonly string[]
  readonly factKinds?: readonly string[]
  readonly documents?: boolean
}

/** What an address with `in` searches. @throws AddressFault */
export function narrowedBy(query: URLSearchParams): Narrowed {
  const place = query.get('in') ?? ''
  const narrowed = place === '' ? {} : places.get(place)
  if (narrowed) return narrowed
  throw new AddressFault(`Nothing can be searched in "${place}". Search in one of ${[...places.keys()].join(', ')}.`)
}

/** Links that narrow a search to one kind of things, and back. */
export function narrowing(query: URLSearchParams, total: number, facets: SearchFacets): Content {
  const chosen = query.get('in') ?? ''
  const line = (name: string, place: string, count: number) => {
    const address = new URLSearchParams({ q: query.get('q') ?? '', ...(place !== '' && { in: place }) })
    return { name, count, href: `/search?${address}`, isChosen: place === chosen }
  }
  const kinds = facets.kinds.map(({ kind, count }) => line(entitiesWord(kind), entitiesWord(kind), count))
  const facts = facets.factKinds.map(({ factKind, count }) => line(factsWord(factKind), factsWord(factKind), count))
  const texts = facets.documents > 0 ? [line('texts', 'texts', facets.documents)] : []
  return html`<aside class="side" aria-label="What was found, by kind">
    ${countList([line('everything', '', total)])}
    ${kinds.length > 0 && html`<h2>Entities</h2>${countList(kinds)}`}
    ${facts.length > 0 && html`<h2>Facts</h2>${countList(facts)}`}
    ${texts.length > 0 && html`<h2>Sources</h2>${countList(texts)}`}
  </aside>`
}
