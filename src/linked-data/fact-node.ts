import { quoteSelector } from '../change/quote.ts'
import { factKind } from '../model/kind.ts'
import type { Addresses } from './address.ts'
import { assertions } from './assertion.ts'
import { link, links, type Node, node, period } from './node.ts'
import type { EvidenceRecord, FactRecord } from './record.ts'

/**
 * A fact as a named graph that holds what it asserts. What is said of the graph itself tells where it comes from (PROV-O),
 * and each sentence that states it is an annotation of its document (Web Annotation).
 */
export function factNodes(fact: FactRecord, addresses: Addresses): Node[] {
  const id = addresses.fact(`${fact.dataset}/${fact.key}`)
  const documents = fact.sources.map(({ document }) => addresses.document(document))
  const graph = node(id, ['prov:Entity', 'schema:Claim', `dossier:${factKind(fact.kind).type}`], {
    'schema:text': fact.statement,
    'schema:temporalCoverage': period(fact.start_date, fact.end_date, fact.ongoing),
    'dossier:computed': fact.computed,
    'prov:wasAttributedTo': link(addresses.dataset(fact.dataset)),
    'prov:hadPrimarySource': links(documents),
    'prov:wasDerivedFrom': links(fact.sources.map((_, place) => targetOf(id, place))),
    '@graph': assertions(fact, id, addresses),
  })
  return [graph, ...fact.sources.map((source, place) => annotation(id, place, source, addresses))]
}

const targetOf = (fact: string, place: number) => `${fact}#source-${place + 1}`

function annotation(fact: string, place: number, source: EvidenceRecord, { document }: Addresses): Node {
  const { anchor, sentence, paragraph, status } = source
  const quote = sentence === null ? undefined : quoteSelector(sentence, anchor)
  const selector = node(`${fact}#selector-${place + 1}`, 'oa:TextQuoteSelector', {
    'oa:exact': anchor,
    'oa:prefix': quote?.prefix,
    'oa:suffix': quote?.suffix,
  })
  const target = node(targetOf(fact, place), ['oa:SpecificResource', 'prov:Entity'], {
    'oa:hasSource': link(document(source.document)),
    'oa:hasSelector': selector,
    'prov:wasQuotedFrom': link(document(source.document)),
    'dossier:paragraph': paragraph,
    'dossier:status': status,
  })
  return node(`${fact}#evidence-${place + 1}`, 'oa:Annotation', {
    'oa:motivatedBy': link('oa:linking'),
    'oa:hasBody': link(fact),
    'oa:hasTarget': target,
  })
}
