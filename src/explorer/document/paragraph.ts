import { type Content, html } from '../../http/page/html.ts'
import { documentPath, factPath } from '../../model/address.ts'
import { statusBadge } from '../part/evidence.ts'
import { counted } from '../part/number.ts'
import { segmentsOf } from './marked.ts'
import { labelLinks } from './references.ts'
import type { DocumentFact, PlacedEvidence, ShownParagraph, ShownSentence } from './shown-document.ts'

/** What a paragraph needs to know of its document. */
interface Place {
  readonly slug: string
  readonly language: string
  /** The labels whose references are on the page. */
  readonly listed: ReadonlySet<string>
}

/** A paragraph with its anchors marked, and beside it the facts that rest on it. */
export function paragraphRow(paragraph: ShownParagraph, place: Place): Content {
  const { number, page, section, text, sentences, evidence } = paragraph
  const bySentence = Map.groupBy(evidence.nodes, ({ sentenceNode }) => sentenceNode?.number ?? 0)
  return html`<div class=${`paragraph ${section === 'BODY' ? '' : 'box'}`} id=${`p${number}`}>
    <p class="number">
      <a href=${`#p${number}`} aria-label=${`Paragraph ${number}`}>${number}</a>${page !== null && html` <span class="soft">page ${page}</span>`}
    </p>
    <p class="text" dir="auto" lang=${place.language}>
      ${sentences.length === 0 ? text : sentences.map((one) => [sentence(one, paragraph, bySentence.get(one.number) ?? [], place), ' '])}
    </p>
    <div class="margin">
      ${sentences.map((one) => marginOf(`p${number}s${one.number}`, one.number, bySentence.get(one.number), sentences.length))}
      ${marginOf(`p${number}s0`, 0, bySentence.get(0), 1)} ${moreFacts(paragraph, place.slug)}
    </div>
  </div>`
}

function sentence(
  { number, text, labels }: ShownSentence,
  { number: paragraph }: ShownParagraph,
  evidence: readonly PlacedEvidence[],
  { listed }: Place,
): Content {
  const id = `p${paragraph}s${number}`
  const spans = evidence.flatMap(({ anchorSpan, fact }) => (anchorSpan ? [{ span: anchorSpan, value: fact }] : []))
  const pieces = segmentsOf(text, spans).map((piece) => segment(piece.text, distinct(piece.values), id))
  return html`<span class=${evidence.length === 0 ? 'sentence bare' : 'sentence'} id=${id}>${pieces}${labelLinks(labels, listed)}</span>`
}

/** Marked words lead to their fact; words of several facts lead to the list of them. */
function segment(text: string, facts: readonly DocumentFact[], id: string): Content {
  const [fact] = facts
  if (fact === undefined) return text
  const depth = Math.min(facts.length, 3)
  const address = facts.length === 1 ? factPath(fact.dataset.slug, fact.key) : `#${id}-facts`
  const title = facts.length === 1 ? fact.statement : `${facts.length} facts`
  return html`<a class="anchored" href=${address} title=${title}><mark class=${`deep-${depth}`}>${text}</mark></a>`
}

function distinct(facts: readonly DocumentFact[]): DocumentFact[] {
  return [...new Map(facts.map((fact) => [`${fact.dataset.slug}/${fact.key}`, fact])).values()]
}

/** Facts of one sentence that are shown at once. */
const shownAtOnce = 3

function marginOf(id: string, number: number, evidence: readonly PlacedEvidence[] = [], sentences: number): Content {
  if (evidence.length === 0) return null
  const pieces = [...new Map(evidence.map((piece) => [`${piece.fact.dataset.slug}/${piece.fact.key}`, piece])).values()]
  const rest = pieces.slice(shownAtOnce)
  return html`<div class="of-sentence" id=${`${id}-facts`}>
    ${number === 0 ? html`<p class="soft">Not found in this paragraph:</p>` : sentences > 1 && html`<p class="soft">Sentence ${number}</p>`}
    <ul class="plain">${pieces.slice(0, shownAtOnce).map(marginItem)}</ul>
    ${rest.length > 0 && html`<details><summary>${counted(rest.length, 'more fact')}</summary><ul class="plain">${rest.map(marginItem)}</ul></details>`}
  </div>`
}

function marginItem({ fact, status }: PlacedEvidence): Content {
  return html`<li><a href=${factPath(fact.dataset.slug, fact.key)} dir="auto">${fact.statement}</a>${status !== 'FOUND' && html` ${statusBadge(status)}`}</li>`
}

/** A paragraph of very many facts has pages of its own. */
function moreFacts({ number, evidence }: ShownParagraph, slug: string): Content {
  const { totalCount, pageInfo } = evidence
  if (!pageInfo.hasNextPage) return null
  const query = new URLSearchParams({ only: String(number), after: pageInfo.endCursor ?? '' })
  return html`<p><a href=${`${documentPath(slug)}?${query}`}>More of the ${counted(totalCount, 'piece of evidence', 'pieces of evidence')} in paragraph ${number}</a></p>`
}
