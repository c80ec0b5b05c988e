import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import { entityWord } from '../part/kind.ts'
import { isExact, matchLine, matchReason, type ShownMatch } from '../part/match.ts'

/** Names that are only similar, beside one that is right. */
const mostSimilar = 3

/** What the words may name. The only thing that has them as its name is shown big. */
export function namesFound(matches: readonly ShownMatch[]): Content {
  if (matches.length === 0) return null
  const named = matches.filter(isExact)
  const [only, ...others] = named
  if (only !== undefined && others.length === 0) {
    const rest = matches.filter((match) => match !== only).slice(0, mostSimilar)
    return html`${bigMatch(only)} ${rest.length > 0 && linesOf('Similar names', rest)}`
  }
  return linesOf(named.length > 0 ? `${named.length} things have this name` : 'Names like this', matches)
}

function bigMatch(match: ShownMatch): Content {
  const { slug, name, kind, summary } = match.entity
  return html`<section class="card match" aria-labelledby="match">
    <h2 id="match"><a href=${entityPath(slug)}><bdi>${name}</bdi></a></h2>
    <p><span class="badge">${entityWord(kind)}</span> ${' '}${matchReason(match)}</p>
    ${summary !== null && html`<p dir="auto">${summary}</p>`}
  </section>`
}

function linesOf(title: string, matches: readonly ShownMatch[]): Content {
  return html`<section aria-labelledby="names">
    <h2 id="names">${title}</h2>
    <ul class="facts">${matches.map(matchLine)}</ul>
  </section>`
}
