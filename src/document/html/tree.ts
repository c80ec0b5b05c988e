import { type DefaultTreeAdapterTypes, html, parse } from 'parse5'

export type Element = DefaultTreeAdapterTypes.Element
type ParentNode = DefaultTreeAdapterTypes.ParentNode
type Node = DefaultTreeAdapterTypes.ChildNode

/** The root of a page as browsers read it. */
export function parsePage(text: string): ParentNode {
  return parse(text)
}

interface Visitor {
  /** Whether what is inside of the element is visited, too. */
  enter(element: Element): boolean
  /** Called for elements that were entered. */
  leave?(element: Element): void
  text?(value: string): void
}

/** Visits what is inside of `root`, in its order. It calls itself for nothing: pages may be nested as deep as they like. */
export function visit(root: ParentNode, visitor: Visitor): void {
  const open: { readonly nodes: readonly Node[]; next: number; readonly element?: Element }[] = []
  open.push({ nodes: root.childNodes, next: 0 })
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const node = top.nodes[top.next]
    top.next += 1
    if (node === undefined) {
      open.pop()
      if (top.element) visitor.leave?.(top.element)
    } else if (isText(node)) {
      visitor.text?.(node.value)
    } else if (isElement(node) && visitor.enter(node)) {
      open.push({ nodes: node.childNodes, next: 0, element: node })
    }
  }
}

function isText(node: Node): node is DefaultTreeAdapterTypes.TextNode {
  return node.nodeName === '#text'
}

function isElement(node: Node): node is Element {
  return 'tagName' in node
}

/** The elements inside of `root` that `isWanted` selects, in their order; not what is inside of those. */
export function elementsIn(root: ParentNode, isWanted: (element: Element) => boolean): Element[] {
  const found: Element[] = []
  visit(root, {
    enter: (element) => {
      if (!isWanted(element)) return true
      found.push(element)
      return false
    },
  })
  return found
}

/** The first element inside of `root` that `isWanted` selects. */
export function firstIn(root: ParentNode, isWanted: (element: Element) => boolean): Element | undefined {
  let first: Element | undefined
  visit(root, {
    enter: (element) => {
      if (first === undefined && isWanted(element)) first = element
      return first === undefined
    },
  })
  return first
}

/** The text inside of an element, as the page has it. */
export function rawText(root: ParentNode): string {
  const parts: string[] = []
  visit(root, { enter: () => true, text: (value) => parts.push(value) })
  return parts.join('')
}

export function attributeOf({ attrs }: Element, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value
}

export function classesOf(element: Element): readonly string[] {
  return attributeOf(element, 'class')?.split(/\s+/u) ?? []
}

/** The nearest element around `element`, or itself, that `isWanted` selects. */
export function closest(element: Element, isWanted: (element: Element) => boolean): Element | undefined {
  for (let at: ParentNode | null = element; at && 'tagName' in at; at = at.parentNode) if (isWanted(at)) return at
  return undefined
}

export function isHtml({ namespaceURI }: Element): boolean {
  return namespaceURI === html.NS.HTML
}
