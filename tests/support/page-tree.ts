import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Element = DefaultTreeAdapterTypes.Element
export type PageNode = DefaultTreeAdapterTypes.Node

/** An element of a page as a browser reads it. */
export interface PageElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly element: Element
}

/** All elements of a page, in their order. */
export function elementsOf(html: string): PageElement[] {
  const found: PageElement[] = []
  const visit = (node: PageNode) => {
    if ('tagName' in node) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]))
      found.push({ name: node.tagName, attributes, element: node })
    }
    if ('childNodes' in node) node.childNodes.forEach(visit)
  }
  visit(parse(html))
  return found
}

/** What a reader sees of an element: its texts. */
export function textOf(node: PageNode): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}
