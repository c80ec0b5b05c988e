import { html as htmlOf } from 'htm/preact'
import { type ComponentChildren, h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { HttpResponse } from '../message.ts'

/** What an element can hold: elements, texts, numbers, lists of these; null, undefined and booleans show nothing. */
export type Content = ComponentChildren

/** HTML of elements. Every value is escaped, whether it is a text or an attribute. */
export const html = htmlOf as (strings: TemplateStringsArray, ...values: unknown[]) => VNode

/** Writes elements as HTML. */
export function renderHtml(content: Content): string {
  return renderToString(h('div', null, content)).slice('<div>'.length, -'</div>'.length)
}

/** HTML that is ours already, such as that of our documentation. */
export function rawHtml(text: string): Content {
  return h('div', { dangerouslySetInnerHTML: { __html: text } })
}

/**
 * HTML under a content security policy. Its forms go to this server alone, and no other site may frame it, unless
 * `frameAncestors` says which may.
 */
export function htmlResponse(
  status: number,
  text: string,
  contentPolicy: string,
  frameAncestors: "'none'" | '*' = "'none'",
): HttpResponse {
  const framing = `base-uri 'none'; form-action 'self'; frame-ancestors ${frameAncestors}`
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `${contentPolicy}; ${framing}`,
  }
  return { status, headers, body: text }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

/** A text whose words in backticks are code. */
export function prose(text: string): Content {
  return text.split(/`([^`]+)`/g).map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}
