import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import { counted } from '../part/number.ts'
import type { TreeNode } from './question.ts'

/** What a tree is called on its page. */
export interface TreeWords {
  readonly path: string
  readonly title: string
  readonly one: string
  readonly many: string
  /** The condition of `/criticisms` that names such a thing. */
  readonly condition: string
}

/** Nodes within one another. What is filed under nothing else here stands at the top. */
export function nestedNodes(nodes: readonly TreeNode[], words: TreeWords, root?: string): Content {
  const slugs = new Set(nodes.map(({ slug }) => slug))
  const children = Map.groupBy(nodes, (node) => {
    const above = (node.broader ?? node.partOf)?.slug
    return above !== undefined && above !== root && slugs.has(above) ? above : ''
  })
  const listBelow = (slug: string): Content => {
    const below = children.get(slug)
    if (below === undefined) return null
    return html`<ul class="tree">
      ${below.map((node) => html`<li>${nodeLine(node, words)} ${listBelow(node.slug)}</li>`)}
    </ul>`
  }
  return listBelow('')
}

/** A topic or place with how much there is about it. */
export function nodeLine(node: TreeNode, { condition }: TreeWords): Content {
  const { slug, facts, criticisms, criticismsAbout } = node
  const { totalCount = 0 } = criticisms ?? criticismsAbout ?? {}
  const address = `/criticisms?${new URLSearchParams({ [condition]: slug })}`
  return html`<span class="tree-node">
    ${entityLink(node)}
    ${totalCount > 0 && html` <a class="count" href=${address}>${counted(totalCount, 'criticism')}</a>`}
    ${facts.totalCount > 0 && html` <span class="soft">${counted(facts.totalCount, 'fact')}</span>`}
  </span>`
}
