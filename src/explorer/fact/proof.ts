import { type Content, html } from '../../http/page/html.ts'
import { documentPath } from '../../model/address.ts'
import { evidenceQuote } from '../part/evidence.ts'
import { factLine, type LineFact } from '../part/fact-line.ts'
import { counted } from '../part/number.ts'
import { textFragment } from '../part/text-fragment.ts'
import { capitalized, wordsOf } from '../part/words.ts'
import type { Check, FactEvidence, ShownFact } from './shown-fact.ts'

/** What each status means, and what it does not. */
const meanings: Readonly<Record<FactEvidence['status'], string>> = {
  FOUND:
    'A program found the words in this sentence of the text. Whether the sentence is true, and says what the fact says, is for you to judge.',
  AMBIGUOUS: 'More than one sentence of the paragraph has these words, so nobody can say which is meant.',
  ORPHANED:
    'The text that is loaded does not have these words in this paragraph any more. It was changed, or the evidence is wrong.',
  NOT_LOADED: 'The text of the document is not in this graph, so the words were not looked for.',
}

/** Each sentence that a fact rests on, with the anchor marked, and where it can be read. */
export function factEvidence({ evidence }: ShownFact): Content {
  return html`<section aria-labelledby="evidence">
    <h2 id="evidence">${evidence.length === 1 ? 'The sentence' : `The ${evidence.length} sentences`} that it rests on</h2>
    ${evidence.map(pieceOfEvidence)}
  </section>`
}

function pieceOfEvidence(piece: FactEvidence): Content {
  const { references, status, moved, citedParagraph, document } = piece
  const source = sourceAddress(piece)
  const whereTo = moved && ` The sentence was cited in paragraph ${citedParagraph}, and has moved.`
  return html`<div class="evidence-part">
    ${evidenceQuote({ ...piece, references: [] })}
    <p class="soft">${meanings[status]}${whereTo}</p>
    ${source !== undefined && html`<p><a rel="external noreferrer" href=${source}>Read it at the source</a>${document.licence && html` <span class="soft">Licence: ${document.licence}</span>`}</p>`}
    ${references.length > 0 && html`<ul class="plain cited">${references.map(referenceItem)}</ul>`}
  </div>`
}

function referenceItem({ label, title, url }: FactEvidence['references'][number]): Content {
  const named = title ?? url ?? 'The document does not say what this refers to, or its text is not loaded.'
  return html`<li>
    <span class="label">[${label}]</span>${' '}
    ${url ? html`<a rel="external noreferrer" href=${url}><bdi>${named}</bdi></a>` : html`<span class=${title ? undefined : 'soft'} dir="auto">${named}</span>`}
  </li>`
}

/** The address of the document, at the words, as the sentence writes them. */
function sourceAddress({ document, sentence, anchor, anchorSpan, prefix, suffix }: FactEvidence): string | undefined {
  const { url } = document
  if (url === null || !/^https?:/u.test(url)) return undefined
  const text = sentence !== null && anchorSpan ? sentence.slice(anchorSpan.start, anchorSpan.end) : anchor
  return textFragment(url, { prefix: prefix ?? '', text, suffix: suffix ?? '' })
}

/** What a program looked for in the sentences, word for word. */
export function factChecks({ checks, computed }: ShownFact): Content {
  if (checks.length === 0) {
    return html`<section aria-labelledby="checks">
      <h2 id="checks">Checked word for word</h2>
      <p>The fact has no quotation, number, name or date that could be looked for in its sentences.</p>
    </section>`
  }
  return html`<section aria-labelledby="checks">
    <h2 id="checks">Checked word for word</h2>
    <p class="soft">
      What the fact says was looked for in its sentences. “Confirmed” means that a sentence says it, in any usual spelling. It
      does not mean that the sentence is true, or well understood.
    </p>
    <div class="wide" tabindex="0" role="region" aria-label="Table of checks">
      <table class="checks">
        <thead><tr><th scope="col">What</th><th scope="col">Value</th><th scope="col">Field</th><th scope="col">Result</th></tr></thead>
        <tbody>${checks.map(checkRow)}</tbody>
      </table>
    </div>
    ${computed !== null && html`<p>How the rest follows from the sentences: <span dir="auto">${computed}</span></p>`}
  </section>`
}

const checkWords: Readonly<Record<Check['status'], string>> = {
  CONFIRMED: 'confirmed',
  NOT_CONFIRMED: 'not confirmed',
  NOT_LOADED: 'text not loaded',
}

function checkRow({ subject, value, field, status, message }: Check): Content {
  return html`<tr>
    <th scope="row">${capitalized(wordsOf(subject))}</th>
    <td dir="auto">${value}</td>
    <td><code>${field}</code></td>
    <td><span class=${`badge ${status.toLowerCase()}`}>${checkWords[status]}</span>${message && html` <span class="soft">${message}</span>`}</td>
  </tr>`
}

/** Other facts that rest on the same sentences, each once. */
export function factsBeside({ key, dataset, evidence }: ShownFact): Content {
  const own = `${dataset.slug}/${key}`
  const others = new Map<string, LineFact>()
  for (const { sentenceNode } of evidence) {
    for (const { fact } of sentenceNode?.evidence.nodes ?? []) others.set(`${fact.dataset.slug}/${fact.key}`, fact)
  }
  others.delete(own)
  const cut = evidence.filter(({ sentenceNode }) => isCut(sentenceNode?.evidence))
  if (others.size === 0) return null
  return html`<section aria-labelledby="beside">
    <h2 id="beside">What else rests on ${evidence.length === 1 ? 'this sentence' : 'these sentences'}</h2>
    <ul class="facts">${[...others.values()].map(factLine)}</ul>
    ${cut.map(
      ({ document, paragraph, sentenceNode }) => html`<p>
      <a href=${documentPath(document.slug, paragraph, sentenceNode?.number)}>
        All ${counted(sentenceNode?.evidence.totalCount ?? 0, 'piece of evidence', 'pieces of evidence')} in paragraph ${paragraph}
      </a>
    </p>`,
    )}
  </section>`
}

function isCut(list: { readonly totalCount: number; readonly nodes: readonly unknown[] } | undefined): boolean {
  return list !== undefined && list.totalCount > list.nodes.length
}
