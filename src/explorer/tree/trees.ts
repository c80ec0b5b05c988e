import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import { counted } from '../part/number.ts'
import { pager, pageVariables } from '../part/pager.ts'
import { referenceTo, valueOf } from '../part/reference.ts'
import type { View } from '../view.ts'
import { nestedNodes, nodeLine, type TreeWords } from './nodes.ts'
import { type Above, largestTree, type Root, type TreeData, type TreeOf, treeList, treeQuestion } from './question.ts'

/** The tree of topics. */
export const topicsView = treeView(
  { name: 'Topics', many: 'topics', one: 'topic', type: 'Topic', above: 'broader', criticisms: 'criticisms' },
  { path: '/topics', title: 'Topics', one: 'topic', many: 'topics', condition: 'topic' },
  'What criticisms are filed under, and what organisations work on.',
)

/** The tree of places. */
export const placesView = treeView(
  { name: 'Places', many: 'places', one: 'place', type: 'Place', above: 'partOf', criticisms: 'criticismsAbout' },
  { path: '/places', title: 'Places', one: 'place', many: 'places', condition: 'about' },
  'Buildings, cities, countries and parts of the world.',
)

function treeView(tree: TreeOf, words: TreeWords, description: string): View<TreeData> {
  return {
    path: words.path,
    question: treeQuestion(tree),
    list: treeList(tree),
    variables(address) {
      const below = valueOf(address.query, 'below')
      const ref = referenceTo(below ?? '')
      const page = pageVariables(address, largestTree)
      const where =
        below === undefined ? { all: {}, next: { topmost: true } } : { all: { within: ref }, next: { nextBelow: ref } }
      return { ...where, below: ref, hasBelow: below !== undefined, ...page }
    },
    show(data, { address }) {
      const root = data.topic ?? data.place ?? undefined
      if (root === undefined && valueOf(address.query, 'below') !== undefined) return notThere(words)
      const title = root === undefined ? words.title : `${words.title} below ${root.name}`
      const main = html`${root && crumbs(root, words)}
        <h1>${title}</h1>
        <p class="soft">${root?.summary ?? description}</p>
        ${root && html`<p>${entityLink(root)}: all that the graph knows about it.</p>`}
        ${data.all.totalCount > largestTree ? stepOf(data, words, address) : wholeOf(data, words, root)}`
      return { title, description, main }
    },
  }
}

function notThere({ path, one, many }: TreeWords) {
  const main = html`<h1>There is no such ${one}</h1>
    <p><a href=${path}>All ${many}</a></p>`
  return { title: `There is no such ${one}`, main, status: 404 }
}

/** The way from the top of the tree. */
function crumbs(root: Root, { path, title }: TreeWords): Content {
  const above: Above[] = []
  for (let up = root.broader ?? root.partOf; up; up = up.broader ?? up.partOf) above.unshift(up)
  return html`<nav aria-label="Above it">
    <a href=${path}>${title}</a>
    ${above.map(({ slug, name }) => html` › <a href=${belowPath(path, slug)}><bdi>${name}</bdi></a>`)} › <bdi>${root.name}</bdi>
  </nav>`
}

function belowPath(path: string, slug: string): string {
  return `${path}?${new URLSearchParams({ below: slug })}`
}

const countsSay = html`<p class="soft">Criticisms are counted with those of everything below. Facts are those that name the thing itself.</p>`

/** All of a small tree. */
function wholeOf({ all }: TreeData, words: TreeWords, root: Root | undefined): Content {
  const nodes = all.nodes.filter(({ slug }) => slug !== root?.slug)
  if (nodes.length === 0) return html`<p>There are no ${words.many} here.</p>`
  return html`<p>${counted(nodes.length, words.one, words.many)}.</p>
    ${countsSay} ${nestedNodes(nodes, words, root?.slug)}`
}

/** One step of a large tree: what comes next below. */
function stepOf({ all, next }: TreeData, words: TreeWords, address: Parameters<typeof pager>[1]): Content {
  const total = counted(all.totalCount, words.one, words.many)
  return html`<p>${counted(next.totalCount, words.one, words.many)} at this level, of ${total} in all.</p>
    ${countsSay}
    <ul class="tree">
      ${next.nodes.map((node) => {
        const href = belowPath(words.path, node.slug)
        return html`<li>${nodeLine(node, words)} <a href=${href} aria-label=${`What lies below ${node.name}`}>below</a></li>`
      })}
    </ul>
    ${pager(words.path, address, next.pageInfo)}`
}
