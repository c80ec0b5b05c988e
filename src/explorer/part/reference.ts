/** A reference to an entity, as the API takes it. */
type Reference = { readonly slug: string } | { readonly named: string }

/**
 * A thing as an address names it: by its slug, or by any name that people write. A single word such as `hrw` may be
 * either; it is a name, because that is what people write in small letters. `slug:guam` is a slug in any case.
 */
export function referenceTo(text: string): Reference {
  const exact = exactSlug.exec(text)?.[1]
  if (exact !== undefined) return { slug: exact }
  return slugWithHyphen.test(text) ? { slug: text } : { named: text }
}

/** The same where addresses come from our own links: a single word is a slug. */
export function ownReferenceTo(text: string): Reference {
  return singleWord.test(text) ? { slug: text } : referenceTo(text)
}

/** The condition that something is what an address names. A single word may be its slug or a name. */
export function conditionOn(text: string): object {
  if (singleWord.test(text)) return { OR: [{ slug: [text] }, { named: text }] }
  const reference = referenceTo(text)
  return 'slug' in reference ? { slug: [reference.slug] } : reference
}

/** A slug as an address names it, so that `referenceTo` takes it for nothing else. */
export function exactly(slug: string): string {
  return slugWithHyphen.test(slug) ? slug : `slug:${slug}`
}

const exactSlug = /^slug:(.+)$/s

const slugWithHyphen = /^[a-z0-9]+(-[a-z0-9]+)+$/

const singleWord = /^[a-z0-9]+$/

/** A value of an address without spaces around it; undefined if it is empty or not there. */
export function valueOf(query: URLSearchParams, name: string): string | undefined {
  return query.get(name)?.trim() || undefined
}
