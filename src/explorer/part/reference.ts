/**
 * A thing as an address names it. Our own links have slugs; people write any name, also as `hrw`. A slug with a hyphen is
 * one of ours. A single word is looked up as a name, because that is what people write in small letters.
 */
export function referenceTo(text: string): { readonly slug: string } | { readonly named: string } {
  return slugWithHyphen.test(text) ? { slug: text } : { named: text }
}

/** The condition that something is what an address names: by its slug, or by any name. */
export function conditionOn(text: string): object {
  if (slugWithHyphen.test(text)) return { slug: [text] }
  return singleWord.test(text) ? { OR: [{ slug: [text] }, { named: text }] } : { named: text }
}

const slugWithHyphen = /^[a-z0-9]+(-[a-z0-9]+)+$/

const singleWord = /^[a-z0-9]+$/

/** A value of an address without spaces around it; undefined if it is empty or not there. */
export function valueOf(query: URLSearchParams, name: string): string | undefined {
  return query.get(name)?.trim() || undefined
}
