/** The address of an entity's page on this server: `/entity/SLUG`. */
export function entityPath(slug: string): string {
  return `/entity/${encodeURIComponent(slug)}`
}

/** The address of a fact's page on this server: `/fact/DATASET/KEY`. */
export function factPath(dataset: string, key: string): string {
  return `/fact/${encodeURIComponent(dataset)}/${encodeURIComponent(key)}`
}

/** The address of a document's page on this server, or of a paragraph or a sentence of it: `/document/SLUG#p20s2`. */
export function documentPath(slug: string, paragraph?: number, sentence?: number): string {
  const place = paragraph === undefined ? '' : `#p${paragraph}${sentence === undefined ? '' : `s${sentence}`}`
  return `/document/${encodeURIComponent(slug)}${place}`
}
