import jsonld, { type JsonLdDocument } from 'jsonld'
import { context, type Node } from './node.ts'

/** Nodes as N-Quads. None of them is blank, so what is written later can refer to them. */
export async function toNquads(nodes: readonly Node[]): Promise<string> {
  const document = { '@context': context, '@graph': nodes } as unknown as JsonLdDocument
  const options = { format: 'application/n-quads', safe: true, documentLoader: refuse } as const
  const written: unknown = await jsonld.toRDF(document, options)
  return written as string
}

/** The context stands in each file, so nothing has to be loaded. */
async function refuse(url: string): Promise<never> {
  throw new Error(`JSON-LD wanted to load ${url}`)
}
