import { type Content, html } from '../../http/page/html.ts'
import { entityLink } from '../part/entity-link.ts'
import { counted } from '../part/number.ts'
import { forwardPager } from '../part/pager.ts'
import { ownReferenceTo, valueOf } from '../part/reference.ts'
import type { View } from '../view.ts'
import { nestedNodes, nodeLine, type TreeWords } from './nodes.ts'
import {
  type Above,
  largestTree,
  type Root,
  type TreeData,
  type TreeNode,
  type TreeOf,
  treeList,
  treeQuestion,
} from './question.ts'

/** The tree of topics. */
export const topicsView = treeView(
  {
    name: 'Topics',
    many: 'topics',
    one: 'topic',
    type: 'Topic',
    above: 'broader',
    children: '',
    criticisms: 'criticisms',
  },
  { path: '/topics', title: 'Topics', one: 'topic', many: 'topics', condition: 'topic' },
  'What criticisms are filed under, and what organisations work on.',
)

/** The tree of places. */
export const placesView = treeView(
  {
    name: 'Places',
    many: 'places',
    one: 'place',
    type: 'Place',
    above: 'partOf',
    children: 'contains(first: 1) { totalCount }',
    criticisms: 'criticismsAbout',
  },
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
      const ref = ownReferenceTo(below ?? '')
      const where =
        below === undefined ? { all: {}, next: { topmost: true } } : { all: { within: ref }, next: { nextBelow: ref } }
      // A step through one level is not a place in the list of the whole tree, which is the page's CSV.
      const [step, after] = [address.query.get('step'), address.query.get('after')]
      return { ...where, below: ref, hasBelow: below !== undefined, step, after }
    },
    show(data, { address }) {
      const root = data.topic ?? data.place ?? undefined
      if (root === undefined && valueOf(address.query, 'below') !== undefined) return notThere(words)
      const title = root === undefined ? words.title : `${words.title} below ${root.name}`
      const heading = root ? html`${words.title} below <bdi>${root.name}</bdi>` : title
      const main = html`${root && crumbs(root, words)}
        <h1>${heading}</h1>
        <p>${root?.summary ?? description}</p>
        ${root && html`<p>${entityLink(root)}: all that the graph knows about it.</p>`}
        ${data.all.totalCount > largestTree ? stepOf(data, words, address.query) : wholeOf(data, words, root)}`
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

const countsSay = 'Criticisms are counted with those of everything below; facts are those that name the thing itself.'

/** All of a small tree. */
function wholeOf({ all }: TreeData, words: TreeWords, root: Root | undefined): Content {
  const nodes = all.nodes.filter(({ slug }) => slug !== root?.slug)
  if (nodes.length === 0) return html`<p>There are no ${words.many} here.</p>`
  return html`<p class="soft">${counted(nodes.length, words.one, words.many)}. ${countsSay}</p>
    ${nestedNodes(nodes, words, root?.slug)}`
}

/** One step of a large tree: what comes next below. */
function stepOf({ all, next }: TreeData, words: TreeWords, query: URLSearchParams): Content {
  const total = counted(all.totalCount, words.one, words.many)
  const here = counted(next.totalCount, words.one, words.many)
  return html`<p class="soft">${here} at this level, of ${total} in all. ${countsSay}</p>
    <ul class="tree">
      ${next.nodes.map((node) => html`<li>${nodeLine(node, words)} ${leadsBelow(node) && belowLink(node, words)}</li>`)}
    </ul>
    ${forwardPager(words.path, query, 'step', next.pageInfo)}`
}

/** True unless the answer says that nothing is filed below. */
function leadsBelow({ contains }: TreeNode): boolean {
  return contains === undefined || contains.totalCount > 0
}

function belowLink({ slug, name, contains }: TreeNode, { path, one, many }: TreeWords): Content {
  const what = contains ? counted(contains.totalCount, one, many) : 'What lies'
  return html`<a href=${belowPath(path, slug)} aria-label=${`${what} below ${name}`}>${what} below</a>`
}
