/** The address of an entity's page on this server: `/entity/SLUG`. */
export function entityPath(slug: string): string {
  return `/entity/${encodeURIComponent(slug)}`
}

/** The address of a fact's page on this server: `/fact/DATASET/KEY`. */
export function factPath(dataset: string, key: string): string {
  return `/fact/${encodeURIComponent(dataset)}/${encodeURIComponent(key)}`
}

/** How many paragraphs the page of a document shows. */
export const paragraphsOfPage = 50

/**
 * The address of a document's page on this server, or of a paragraph or a sentence of it: `/document/SLUG#p20s2`. A fragment
 * never reaches the server, so a paragraph that is not on the first page is named before it, too.
 */
export function documentPath(slug: string, paragraph?: number, sentence?: number): string {
  const page = `/document/${encodeURIComponent(slug)}`
  if (paragraph === undefined) return page
  const query = paragraph > paragraphsOfPage ? `?paragraph=${paragraph}` : ''
  return `${page}${query}#p${paragraph}${sentence === undefined ? '' : `s${sentence}`}`
}

/** The address of a dataset's page on this server: `/dataset/SLUG`. */
export function datasetPath(slug: string): string {
  return `/dataset/${encodeURIComponent(slug)}`
}
