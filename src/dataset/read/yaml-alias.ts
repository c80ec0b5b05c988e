import { type Document, type Node, visit } from 'yaml'

/** A reference that stands for nothing: `*name` where no `&name` stands before it, or within the `&name` that it means. */
export interface WrongAlias {
  readonly name: string
  readonly offset: number
  /** It stands within its own anchor, so its value would contain itself. */
  readonly isWithin: boolean
}

/** The references of a document that cannot be followed. Without them no value contains itself. */
export function wrongAliases(document: Document): WrongAlias[] {
  const anchors = new Map<string, Node>()
  const wrong: WrongAlias[] = []
  visit(document, {
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
    },
    Alias(_key, { source: name, range }, path) {
      const meant = anchors.get(name)
      const isWithin = meant !== undefined && path.includes(meant)
      if (meant === undefined || isWithin) wrong.push({ name, offset: range?.[0] ?? 0, isWithin })
    },
  })
  return wrong
}
