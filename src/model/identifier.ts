/** A catalogue whose pages have addresses that end in its identifiers: the scheme, and what stands before those. */
interface Catalogue {
  readonly scheme: string
  /** Regular expressions, without the protocol and "www.". */
  readonly pages: readonly string[]
}

const catalogues: readonly Catalogue[] = [
  { scheme: 'wikidata', pages: ['(?:[a-z]+[.])?wikidata[.]org/(?:wiki|entity)/'] },
  { scheme: 'ror', pages: ['ror[.]org/'] },
  { scheme: 'isni', pages: ['isni[.]org/(?:isni/)?'] },
  {
    scheme: 'lei',
    pages: ['search[.]gleif[.]org/#/record/', 'gleif[.]org/lei/', 'api[.]gleif[.]org/api/v1/lei-records/'],
  },
  { scheme: 'grid', pages: ['grid[.]ac/institutes/'] },
  { scheme: 'orcid', pages: ['orcid[.]org/'] },
  { scheme: 'viaf', pages: ['viaf[.]org/viaf/'] },
  { scheme: 'gnd', pages: ['d-nb[.]info/gnd/'] },
  { scheme: 'loc', pages: ['id[.]loc[.]gov/authorities/[a-z]+/'] },
  { scheme: 'geonames', pages: ['(?:sws[.])?geonames[.]org/'] },
  { scheme: 'doi', pages: ['(?:dx[.])?doi[.]org/'] },
]

const protocol = '(?:https?://)?(?:www[.])?'
const address = `^${protocol}(?:${catalogues.flatMap(({ pages }) => pages).join('|')})?`
const grouped = '^([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9x])$'

/**
 * The form in which identifiers are compared: "https://ror.org/04WXNSJ81/" and "04wxnsj81" have the same one, and so
 * have an ISNI with and without its spaces.
 */
export function identifierKey(value: string): string {
  return value
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/\/+$/, '')
    .replace(new RegExp(address), '')
    .replace(new RegExp(grouped), '$1$2$3$4')
}

/** The same for an identifier with its scheme. */
export function schemeAndKey(scheme: string, value: string): string {
  return `${scheme.toLowerCase()} ${identifierKey(value)}`
}

/** The scheme that the address of a page stands for; undefined for other texts. */
export function schemeOfAddress(text: string): string | undefined {
  const isOf = (page: string) => new RegExp(`^${protocol}${page}.`, 'i').test(text.trim())
  return catalogues.find(({ pages }) => pages.some(isOf))?.scheme
}

/** The body of identifier_key(value), which does the same in the database. A migration contains this text. */
export function identifierKeyBody(): string {
  return `
  SELECT regexp_replace(
    regexp_replace(rtrim(regexp_replace(lower(value), '\\s+', '', 'g'), '/'), '${address}', ''),
    '${grouped}', '\\1\\2\\3\\4')
`
}
