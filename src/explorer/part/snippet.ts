import { type Content, html } from '../../http/page/html.ts'

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/**
 * Shows a snippet of the API, which is HTML with `<mark>` as its only element. It is parsed and rendered again, so anything
 * else in it becomes text.
 */
export function snippetOf(snippet: string): Content {
  return snippet.split(/<mark>(.*?)<\/mark>/s).map((part, index) => {
    return index % 2 === 1 ? html`<mark>${textOf(part)}</mark>` : textOf(part)
  })
}

/** A snippet without its marks. */
export function wordsOf(snippet: string): string {
  return textOf(snippet.replace(/<\/?mark>/g, ''))
}

function textOf(part: string): string {
  return part.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => characters[name] ?? '')
}
