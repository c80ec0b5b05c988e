import { type Content, html } from '../../http/page/html.ts'
import type { AnswerError } from '../ask.ts'
import { entityWord, isEntityKind } from './kind.ts'

/**
 * Says which names stand for nothing or for several things, and what may be meant, with links that put it into the address.
 * Undefined: some of the errors are of another kind. `pathWith` gives the address with another value in place of a name.
 */
export function whichIsMeant(
  errors: readonly AnswerError[],
  pathWith: (name: string, value: string, isSlug: boolean) => string,
): Content | undefined {
  // Several fields of a question may look for the same name.
  const different = new Map(errors.map((error) => [JSON.stringify(error.extensions), error]))
  const parts = [...different.values()].map((error) => meantBy(error, pathWith))
  return parts.includes(undefined) ? undefined : html`<div class="note" role="alert">${parts}</div>`
}

function meantBy(
  { extensions = {} }: AnswerError,
  pathWith: (name: string, value: string, isSlug: boolean) => string,
): Content | undefined {
  const { code, name, named, slug, candidates = [], suggestions = [] } = extensions
  if (code === 'AMBIGUOUS_NAME' && name !== undefined) {
    return html`<p>“<bdi>${name}</bdi>” is the name of several things. Which one do you mean?</p>
      <ul>
        ${candidates.map((candidate) => {
          const href = pathWith(name, candidate.slug, true)
          const kind = isEntityKind(candidate.kind) ? entityWord(candidate.kind) : ''
          return html`<li><a href=${href}><bdi>${candidate.name}</bdi></a> <span class="badge">${kind}</span></li>`
        })}
      </ul>`
  }
  const given = named ?? slug
  if (code !== 'NOT_FOUND' || given === undefined) return undefined
  const isSlug = named === undefined
  const links = suggestions.map((suggestion, index) => {
    const href = pathWith(given, suggestion, isSlug)
    return html`${index > 0 && ', '}<a href=${href}><bdi>${suggestion}</bdi></a>`
  })
  return html`<p>
    Nothing in the graph is called “<bdi>${given}</bdi>”.${links.length > 0 && html` Did you mean ${links}?`}
  </p>`
}
