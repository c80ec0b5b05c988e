import { documentPath, entityPath, factPath } from '../model/address.ts'

/** How things are named in linked data. */
export interface Addresses {
  /** All of it. */
  readonly graph: string
  entity(slug: string): string
  /** `fact` is DATASET/KEY. */
  fact(fact: string): string
  document(slug: string): string
  dataset(slug: string): string
}

/** Of terms that no common vocabulary has. */
export const vocabulary = 'urn:dossier:vocabulary:'

/** Where nobody knows the public address of the server, names that stay the same wherever the graph is. */
const nowhere = 'urn:dossier:'

/** The addresses of pages below a public address, such as "https://graph.example.org/"; without it, URNs. */
export function addresses(base?: string): Addresses {
  const origin = base?.replace(/\/*$/, '')
  const name = (path: string) => (origin === undefined ? `${nowhere}${path.slice(1).replace('/', ':')}` : origin + path)
  return {
    graph: base ?? `${nowhere}graph`,
    entity: (slug) => name(entityPath(slug)),
    fact: (fact) => {
      const [dataset = '', key = ''] = fact.split('/')
      return name(factPath(dataset, key))
    },
    document: (slug) => name(documentPath(slug)),
    dataset: (slug) => name(`/dataset/${slug}`),
  }
}

/** What an IRI must not hold, and a web address sometimes does. */
// oxlint-disable-next-line no-control-regex -- these are the characters that it is about
const unsafe = /[\u0000-\u0020<>"{}|\\^`]/g

/** A web address as IRI; undefined for a text that is none. */
export function iriOf(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined
  return parsed.href.replaceAll(unsafe, (character) => encodeURIComponent(character))
}

/** What stands before identifiers in the addresses of their catalogues. */
const catalogues: Readonly<Record<string, string>> = {
  wikidata: 'http://www.wikidata.org/entity/',
  ror: 'https://ror.org/',
  isni: 'https://isni.org/isni/',
  viaf: 'https://viaf.org/viaf/',
  gnd: 'https://d-nb.info/gnd/',
  geonames: 'https://sws.geonames.org/',
  orcid: 'https://orcid.org/',
  doi: 'https://doi.org/',
}

/** The address of an identifier, "wikidata:Q12345"; undefined if its catalogue has none. */
export function identifierIri(identifier: string): string | undefined {
  const [scheme = '', ...rest] = identifier.split(':')
  const value = rest.join(':').replaceAll(/\s+/g, '')
  if (/^https?:/.test(value)) return iriOf(value)
  const catalogue = Object.hasOwn(catalogues, scheme) ? catalogues[scheme] : undefined
  return catalogue === undefined ? undefined : iriOf(catalogue + value)
}
