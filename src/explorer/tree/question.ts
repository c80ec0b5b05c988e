import type { ForwardPageInfo } from '../part/pager.ts'

/** What differs between the two trees. */
export interface TreeOf {
  /** The name of the operation, and of the list's. */
  readonly name: string
  /** The list of the API, the field of one thing, its type, and the field that leads up. */
  readonly many: string
  readonly one: string
  readonly type: string
  readonly above: string
  /** What tells how many are next below one; empty: the API does not say. */
  readonly children: string
  /** The list of criticisms of one thing, which counts what lies below it, too. */
  readonly criticisms: string
}

/** The largest tree that is shown as a whole. A larger one is shown step by step. */
export const largestTree = 100

/**
 * A small tree as a whole, and the first steps of a large one: the page shows one of them. Below one topic or place it is
 * the same.
 */
export function treeQuestion({ name, many, one, type, above, children, criticisms }: TreeOf): string {
  return `query ${name}(
  $all: EntityWhere
  $next: EntityWhere
  $below: EntityRef!
  $hasBelow: Boolean!
  $step: String
) {
  ${one}(ref: $below) @include(if: $hasBelow) {
    slug
    name
    summary
    ${above} { slug name ${above} { slug name ${above} { slug name ${above} { slug name } } } }
  }
  all: ${many}(where: $all, first: ${largestTree}) {
    totalCount
    nodes { ...Node ${above} { slug } }
  }
  next: ${many}(where: $next, first: ${largestTree}, after: $step) {
    totalCount
    nodes { ...Node ${children} }
    pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}

fragment Node on ${type} {
  slug
  name
  summary
  ${criticisms}(first: 1) { totalCount }
  facts(first: 1) { totalCount }
}`
}

/** The whole tree as a list, page by page: each node with the one above it. */
export function treeList({ name, many, above, criticisms }: TreeOf): string {
  return `query ${name}List($all: EntityWhere, $after: String) {
  ${many}(where: $all, first: ${largestTree}, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      slug
      name
      ${above} { slug }
      ${criticisms}(first: 1) { totalCount }
      facts(first: 1) { totalCount }
    }
  }
}`
}

/** An answer, with the fields of one of the trees under names of their own: see `read` of `trees.ts`. */
export interface TreeData {
  readonly all: { readonly totalCount: number; readonly nodes: readonly TreeNode[] }
  readonly next: {
    readonly totalCount: number
    readonly nodes: readonly TreeNode[]
    readonly pageInfo: ForwardPageInfo
  }
  readonly topic?: Root | null
  readonly place?: Root | null
}

export interface TreeNode {
  readonly slug: string
  readonly name: string
  readonly summary: string | null
  readonly facts: { readonly totalCount: number }
  /** Of topics. */
  readonly criticisms?: { readonly totalCount: number }
  readonly broader?: { readonly slug: string } | null
  /** Of places. */
  readonly criticismsAbout?: { readonly totalCount: number }
  readonly partOf?: { readonly slug: string } | null
  readonly contains?: { readonly totalCount: number }
}

/** The topic or place that a page begins at. */
export interface Root extends Above {
  readonly summary: string | null
}

export interface Above {
  readonly slug: string
  readonly name: string
  readonly broader?: Above | null
  readonly partOf?: Above | null
}
