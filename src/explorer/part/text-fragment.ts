/** Where words stand in a text: what is before them and after them tells them from the same words elsewhere. */
export interface TextPlace {
  readonly prefix: string
  readonly text: string
  readonly suffix: string
}

/**
 * The address of a page with a text fragment, which lets browsers scroll to the words and mark them:
 * `https://example.org/page#:~:text=prefix-,words,-suffix`.
 */
export function textFragment(url: string, { prefix, text, suffix }: TextPlace): string {
  const before = prefix.trim() === '' ? '' : `${written(prefix)}-,`
  const after = suffix.trim() === '' ? '' : `,-${written(suffix)}`
  const [page, own = ''] = splitAt(url, url.indexOf('#'))
  // What another text fragment says gives way to this one; the rest of a fragment is kept.
  return `${page}${own === '' ? '#' : own.replace(/:~:.*$/su, '')}:~:text=${before}${written(text)}${after}`
}

function splitAt(text: string, at: number): readonly [string, string?] {
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at)]
}

/** "-" has a meaning of its own in text fragments, as "," and "&" have, which are escaped everywhere. */
function written(text: string): string {
  return encodeURIComponent(text.trim().toWellFormed()).replaceAll('-', '%2D')
}
