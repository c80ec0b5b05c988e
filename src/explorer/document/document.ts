import { type Content, html } from '../../http/page/html.ts'
import { documentPath, paragraphsOfPage } from '../../model/address.ts'
import { counted, grouped } from '../part/number.ts'
import { type Address, AddressFault, type Moved, type Page, type View } from '../view.ts'
import { paragraphRow } from './paragraph.ts'
import { documentQuestion, evidenceQuestion } from './question.ts'
import { referenceList } from './references.ts'
import type { DocumentData, ShownDocument } from './shown-document.ts'
import { unplacedEvidence } from './unplaced.ts'

/** The text of a document, with everything that rests on it. */
export const documentView: View<DocumentData> = {
  path: '/document/:slug',
  question: documentQuestion,
  list: evidenceQuestion,
  variables(address) {
    const { only, first } = asked(address)
    const after = address.query.get('after')
    return {
      slug: address.parts.slug,
      from: only ?? first,
      to: only ?? first + paragraphsOfPage - 1,
      // The most that the limits let pages of many paragraphs and of one have.
      evidence: only === undefined ? 60 : 100,
      evidenceAfter: only === undefined ? null : after,
      after: only === undefined ? after : null,
    }
  },
  show({ document }, { address }): Page | Moved | undefined {
    if (document === null) return noSuchDocument
    const { slug, title, isLoaded } = document
    if (slug !== address.parts.slug) return { movedTo: documentPath(slug) }
    const { to, number } = asked(address)
    const last = document.last.nodes[0]?.number ?? 0
    if (isLoaded && (number ?? 1) > last) {
      throw new AddressFault(`The document has ${counted(last, 'paragraph')}: there is no paragraph ${number}.`)
    }
    if (to !== undefined) return { movedTo: `${documentPath(slug)}?paragraph=${firstOfPage(to)}#p${to}` }
    const main = html`${documentHead(document)}
      ${isLoaded ? loadedText(document, address, last) : howToLoad()}
      ${unplacedEvidence(document, address)} ${referenceList(document)}`
    return { title, description: `${title}: its text, and the facts that rest on each sentence.`, main }
  },
}

/** The hints above it say which word of the address stands for nothing. */
const noSuchDocument: Page = {
  title: 'No such document',
  status: 404,
  main: html`<h1>There is no such document</h1>
    <p><a href="/documents">All documents that facts rest on</a></p>`,
}

/** What the address asks for: a page by any of its paragraphs, one paragraph alone, or to be led to a paragraph. */
function asked({ query }: Address) {
  const [paragraph, only, to] = ['paragraph', 'only', 'to'].map((name) => numberOf(query, name))
  const number = only ?? to ?? paragraph
  return { only, to, number, first: firstOfPage(number ?? 1) }
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)?.trim()
  if (text === undefined || text === '') return undefined
  if (!/^[1-9]\d{0,8}$/u.test(text)) {
    throw new AddressFault(
      `The address says ${name}=${text.slice(0, 40)}: give the number of a paragraph, counted from 1.`,
    )
  }
  return Number(text)
}

function firstOfPage(paragraph: number): number {
  return paragraph - ((paragraph - 1) % paragraphsOfPage)
}

function documentHead({
  title,
  url,
  licence,
  asOf,
  retrievedOn,
  allEvidence,
  unplaced,
  isLoaded,
}: ShownDocument): Content {
  const found = allEvidence.totalCount - unplaced.totalCount
  const isAddress = url !== null && /^https?:/u.test(url)
  return html`<p class="kind"><a href="/documents">Sources</a></p>
    <h1><bdi>${title}</bdi></h1>
    <ul class="line soft">
      <li>${counted(allEvidence.totalCount, 'piece of evidence', 'pieces of evidence')}${isLoaded && `, ${grouped(found)} found in the text`}</li>
      ${asOf && html`<li>It speaks of ${asOf.label}</li>`}
      ${retrievedOn && html`<li>Retrieved: ${retrievedOn.label}</li>`}
      ${licence && html`<li>Licence: ${licence}</li>`}
      ${isAddress && html`<li><a rel="external noreferrer" href=${url}>Read it at the source</a></li>`}
    </ul>`
}

function loadedText(document: ShownDocument, address: Address, last: number): Content {
  const { slug, language, paragraphs, references } = document
  const listed = new Set(references.nodes.map(({ label }) => label))
  const { only, first } = asked(address)
  const pages =
    only === undefined
      ? pageLinks(slug, first, last)
      : html`<p><a href=${documentPath(slug, only)}>Paragraph ${only} among the others</a></p>`
  return html`<section aria-labelledby="text">
    <div class="text-head">
      <h2 id="text">Text</h2>
      <form action=${documentPath(slug)} method="get" class="jump">
        <label for="to">Paragraph</label>
        <input id="to" name="to" type="number" min="1" max=${last} required inputmode="numeric" />
        <button class="quiet" type="submit">Go</button>
      </form>
    </div>
    <p class="soft">
      Facts rest on the <mark>marked words</mark>: each leads to its fact, or to the list of the facts that share it. Sentences
      in grey have none.
    </p>
    ${pages}
    <div class="paragraphs">${paragraphs.nodes.map((paragraph) => paragraphRow(paragraph, { slug, language, listed }))}</div>
    ${pages}
  </section>`
}

/** Links to the pages of paragraphs before and after this one. */
function pageLinks(slug: string, first: number, last: number): Content {
  const end = Math.min(first + paragraphsOfPage - 1, last)
  if (first === 1 && end === last) return null
  const before = first - paragraphsOfPage
  return html`<nav class="pager" aria-label="Pages of this text">
    ${first > 1 && html`<a rel="prev" href=${`${documentPath(slug)}${before > 1 ? `?paragraph=${before}` : ''}`}>← Before</a>`}
    <span class="soft">Paragraphs ${grouped(first)} to ${grouped(end)} of ${grouped(last)}</span>
    ${end < last && html`<a rel="next" href=${`${documentPath(slug)}?paragraph=${end + 1}`}>Next →</a>`}
  </nav>`
}

function howToLoad(): Content {
  return html`<div class="note">
    <p>The text of this document is not in the graph, so nothing could be looked for in it. Whoever has the text loads it with</p>
    <pre>dossier document load FILE</pre>
    <p>Then every anchor is checked, and this page shows the sentences. <a href="/docs/texts.md">How texts are loaded</a></p>
  </div>`
}
