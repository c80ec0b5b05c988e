import { type Addresses, iriOf } from './address.ts'
import { date, link, links, type Node, node } from './node.ts'
import type { DatasetRecord, DocumentRecord } from './record.ts'

export function documentNode(document: DocumentRecord, { document: addressOf }: Addresses): Node {
  return node(addressOf(document.slug), ['schema:DigitalDocument', 'prov:Entity'], {
    'schema:name': document.title,
    'schema:url': link(document.url === null ? undefined : iriOf(document.url)),
    'schema:identifier': document.external_id,
    'schema:license': document.licence,
    'schema:inLanguage': document.language,
    'schema:temporalCoverage': date(document.as_of),
    'schema:sha256': document.sha256,
    'dossier:retrievedOn': date(document.retrieved_on),
  })
}

/** A dataset is a work, and whoever keeps it answers for what it says. */
export function datasetNode({ slug, title, language, licence }: DatasetRecord, { dataset }: Addresses): Node {
  return node(dataset(slug), ['schema:Dataset', 'prov:Agent'], {
    'schema:name': title,
    'schema:inLanguage': language,
    'schema:license': licence,
  })
}

/** What all of it is: the graph, at one revision. */
export function catalogueNode(
  revision: string,
  datasets: readonly DatasetRecord[],
  { graph, dataset }: Addresses,
): Node {
  return node(graph, 'schema:DataCatalog', {
    'schema:version': revision,
    'schema:dataset': links(datasets.map(({ slug }) => dataset(slug))),
  })
}
