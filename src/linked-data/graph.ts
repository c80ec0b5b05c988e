import type { Snapshot } from '../database/snapshot.ts'
import { type Addresses, addresses } from './address.ts'
import { entityNode } from './entity-node.ts'
import { factNodes } from './fact-node.ts'
import { context, type Node } from './node.ts'
import { readDatasets, readDocuments, readEntities, readFacts } from './read.ts'
import { catalogueNode, datasetNode, documentNode } from './source-node.ts'

/** Everything in the graph as nodes of JSON-LD, a batch at a time. */
async function* nodesOf(snapshot: Snapshot, names: Addresses): AsyncGenerator<readonly Node[]> {
  const datasets = await readDatasets(snapshot)
  yield [catalogueNode(snapshot.revision, datasets, names), ...datasets.map((dataset) => datasetNode(dataset, names))]
  for await (const batch of readDocuments(snapshot)) yield batch.map((document) => documentNode(document, names))
  for await (const batch of readEntities(snapshot)) yield batch.map((entity) => entityNode(entity, names))
  for await (const batch of readFacts(snapshot)) yield batch.flatMap((fact) => factNodes(fact, names))
}

/** The graph as one JSON-LD document, with a node on each line. */
export async function* jsonldOf(snapshot: Snapshot, base?: string): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(context)},\n"@graph":[\n`
  let separator = ''
  for await (const nodes of nodesOf(snapshot, addresses(base))) {
    if (nodes.length === 0) continue
    yield separator + nodes.map((each) => JSON.stringify(each)).join(',\n')
    separator = ',\n'
  }
  yield '\n]}\n'
}

/** The graph as N-Quads, a quad on each line: the same as the JSON-LD says. */
export async function* nquadsOf(snapshot: Snapshot, base?: string): AsyncGenerator<string> {
  const { toNquads } = await import('./nquads.ts')
  for await (const nodes of nodesOf(snapshot, addresses(base))) yield await toNquads(nodes)
}
