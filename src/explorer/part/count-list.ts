import { type Content, html } from '../../http/page/html.ts'
import { grouped } from './number.ts'

/** A line of `countList`. */
export interface CountLine {
  readonly name: Content
  readonly count: number
  /** Where the name leads. Undefined: nowhere. */
  readonly href?: string | undefined
  /** This one is chosen. */
  readonly isChosen?: boolean
}

/** Names with their counts, each with a bar in proportion to the longest. */
export function countList(lines: readonly CountLine[]): Content {
  const most = Math.max(1, ...lines.map(({ count }) => count))
  return html`<ul class="count-list">${lines.map((line) => countLine(line, most))}</ul>`
}

function countLine({ name, count, href, isChosen = false }: CountLine, most: number): Content {
  const words = html`<bdi>${name}</bdi>`
  return html`<li>
    ${href === undefined ? words : html`<a href=${href} aria-current=${isChosen ? 'true' : undefined}>${words}</a>`}
    ${' '}<span class="count">${grouped(count)}</span>
    <svg class="count-bar" aria-hidden="true" height="4" preserveAspectRatio="none">
      <rect width="100%" height="4" class="count-rest" />
      <rect width=${`${(100 * count) / most}%`} height="4" />
    </svg>
  </li>`
}
