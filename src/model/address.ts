// Where the pages of the graph are: paths within the server, which GraphQL, pages, exports and reconciliation share.

/** The page of an entity. */
export function entityPath(slug: string): string {
  return `/entity/${encodeURIComponent(slug)}`
}

/** The page of a fact, which its key names within its dataset. */
export function factPath(dataset: string, key: string): string {
  return `/fact/${encodeURIComponent(dataset)}/${encodeURIComponent(key)}`
}

/** The page of a document, or a place on it: a paragraph, or a sentence of one. Both are counted from 1. */
export function documentPath(slug: string, paragraph?: number, sentence?: number): string {
  const page = `/document/${encodeURIComponent(slug)}`
  if (paragraph === undefined) return page
  return sentence === undefined ? `${page}#p${paragraph}` : `${page}#p${paragraph}s${sentence}`
}
