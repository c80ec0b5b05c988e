import { type Content, html } from '../../http/page/html.ts'
import type { Hint } from '../ask.ts'

/** Says why something is empty, and what may have been meant. */
export function hintsBox(hints: readonly Hint[]): Content {
  const messages = [...new Set(hints.map(({ message }) => message))]
  return html`<div class="note" role="status">${messages.map((message) => html`<p>${message}</p>`)}</div>`
}
