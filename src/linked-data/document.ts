import { type Addresses, addresses } from './address.ts'
import { entityFields, entityRecord, factFields, factRecord } from './answer.ts'
import { entityNode } from './entity-node.ts'
import { factNodes } from './fact-node.ts'
import { context, type Node } from './node.ts'
import { datasetNode, documentNode } from './source-node.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- the fields depend on the type of the thing
type Answer = any

/** One thing of the graph as JSON-LD: the question to the API, and the document that its answer makes. */
export interface LinkedDocument {
  readonly question: string
  /** Undefined: there is no such thing. `base` is the public address of the server, if it is known. */
  convert(data: Answer, base?: string): object | undefined
}

/** An entity, with its first facts in order of time. All of its facts are in the file of the whole graph. */
export const entityDocument: LinkedDocument = {
  question: `query EntityLinkedData($slug: String!) {
  entity(ref: { slug: $slug }) { ...EntityFields facts(first: 50) { totalCount nodes { ...FactFields } } }
}
${entityFields}
${factFields}
`,
  convert({ entity }, base) {
    if (!entity) return undefined
    const names = addresses(base)
    const { nodes, totalCount } = entity.facts
    const own = { ...entityNode(entityRecord(entity), names), 'dossier:factCount': totalCount }
    return documentOf([own, ...factsOf(nodes, names), ...sourcesOf([entity, ...nodes], names)])
  },
}

/** A fact, with its evidence, its documents and its dataset. */
export const factDocument: LinkedDocument = {
  question: `query FactLinkedData($dataset: String!, $key: String!) {
  fact(dataset: $dataset, key: $key) { ...FactFields }
}
${factFields}
`,
  convert({ fact }, base) {
    if (!fact) return undefined
    const names = addresses(base)
    return documentOf([...factsOf([fact], names), ...sourcesOf([fact], names)])
  },
}

const documentOf = (nodes: readonly Node[]) => ({ '@context': context, '@graph': nodes })

function factsOf(facts: readonly Answer[], names: Addresses): Node[] {
  return facts.flatMap((fact) => factNodes(factRecord(fact), names))
}

/** The datasets and documents of some things, each once. */
function sourcesOf(things: readonly Answer[], names: Addresses): Node[] {
  const datasets = new Map(things.map(({ dataset }) => [dataset.slug, dataset]))
  const documents = new Map(
    things.flatMap(({ evidence = [] }) => evidence.map(({ document }: Answer) => [document.slug, document] as const)),
  )
  return [
    ...[...datasets.values()].map((dataset) => datasetNode(dataset, names)),
    ...[...documents.values()].map((document) => documentNode(documentRecord(document), names)),
  ]
}

function documentRecord({ externalId, asOf, retrievedOn, ...document }: Answer) {
  return {
    ...document,
    external_id: externalId,
    as_of: asOf?.edtf ?? null,
    retrieved_on: retrievedOn?.edtf ?? null,
  }
}
