import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'
import { grouped } from '../part/number.ts'
import type { FactKind } from './answer.ts'

/** A part of the page, with the name that the list of contents has for it. */
export interface Section {
  readonly id: string
  readonly title: string
  /** How many things it has in all, if it counts any. */
  readonly count?: number
  readonly body: Content
}

/** A section of the page under its heading. */
export function sectionOf({ id, title, count, body }: Section): Content {
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${title}${count !== undefined && html`${' '}<span class="count">${grouped(count)}</span>`}</h2>
    ${body}
  </section>`
}

/** What the list of facts is asked for. */
export interface FactChoice {
  readonly kind?: FactKind
  readonly type?: string
  readonly end?: 'subject' | 'object'
  readonly document?: string
  readonly dated?: boolean
}

/** A value of an enum as addresses have it: MEMBER_OF is `member-of`. */
export function inAddress(value: string): string {
  return value.toLowerCase().replaceAll('_', '-')
}

/** The address of a list of an entity's facts. */
export function factsPath(slug: string, { kind, type, end, document, dated }: FactChoice = {}): string {
  const query = new URLSearchParams()
  if (kind !== undefined) query.set('kind', inAddress(kind))
  if (type !== undefined) query.set('type', inAddress(type))
  if (end !== undefined) query.set('end', end)
  if (document !== undefined) query.set('document', document)
  if (dated) query.set('dated', 'true')
  return `${entityPath(slug)}/facts${query.size > 0 ? `?${query}` : ''}`
}

/** A link to all items of a list of which only some are shown. */
export function allOf(total: number, shown: number, what: string, address: string): Content {
  if (total <= shown) return null
  return html`<p><a href=${address}>All ${grouped(total)} ${what}</a></p>`
}
