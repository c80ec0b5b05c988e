import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import type { ShownFact } from './shown-fact.ts'

/** What a citation of a fact says. The address names the revision, so its page tells what has changed since. */
export interface Citation {
  readonly fact: ShownFact
  readonly revision: string
}

/** Ways to cite a fact, each with a text to copy. */
export function citeFact(citation: Citation): Content {
  const forms = [
    ['Text', plainCitation(citation)],
    ['BibTeX', bibTex(citation)],
    ['CSL-JSON', cslJson(citation)],
  ] as const
  return html`<section aria-labelledby="cite">
    <h2 id="cite">Cite this fact</h2>
    <p class="soft">The address names the revision of the graph, so whoever follows it sees what has changed since.</p>
    ${forms.map(
      ([name, text], index) => html`<details open=${index === 0}>
      <summary>${name}</summary>
      <pre class="citation" id=${`cite-${index}`} tabindex="0" aria-label=${`Citation as ${name}`}>${text}</pre>
      <p data-copy=${`cite-${index}`} data-copy-label=${`Copy as ${name}`}></p>
    </details>`,
    )}
  </section>`
}

function addressOf({ fact, revision }: Citation): string {
  return `${fact.url ?? factPath(fact.dataset.slug, fact.key)}?revision=${encodeURIComponent(revision)}`
}

const noteOf = ({ fact, revision }: Citation) =>
  `Fact ${fact.key} of the dataset ${fact.dataset.slug}, version ${fact.version}, revision ${revision} of the graph`

export function plainCitation(citation: Citation): string {
  const { statement, dataset, recordedAt, evidence } = citation.fact
  const sources = new Set(evidence.map(({ document, paragraph }) => `${document.title}, paragraph ${paragraph}`))
  return `“${statement}” ${dataset.title}, ${recordedAt.slice(0, 10)}. ${noteOf(citation)}. Source: ${[...sources].join('; ')}. ${addressOf(citation)}`
}

const escapes: Readonly<Record<string, string>> = {
  '\\': String.raw`\textbackslash{}`,
  // BibTeX counts even escaped braces, so a single one would swallow the rest of the file.
  '{': String.raw`\textbraceleft{}`,
  '}': String.raw`\textbraceright{}`,
  '~': String.raw`\textasciitilde{}`,
  '^': String.raw`\textasciicircum{}`,
}

/** A text as BibTeX writes it. Letters of all scripts stay, because BibTeX files are UTF-8 today. */
function texText(text: string): string {
  const written = text.replaceAll(/[\\{}~^$&#%_]/gu, (sign) => escapes[sign] ?? `\\${sign}`)
  return written.replaceAll(/\s+/gu, ' ')
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** The entry for BibTeX and BibLaTeX. The second pair of braces keeps capitals as they are. */
export function bibTex(citation: Citation): string {
  const { statement, dataset, key, recordedAt } = citation.fact
  const name = `${dataset.slug}-${key}`.normalize('NFKD').replaceAll(/[^A-Za-z0-9:.-]+/gu, '-')
  const fields = [
    `title = {{${texText(statement)}}}`,
    `author = {{${texText(dataset.title)}}}`,
    `year = {${recordedAt.slice(0, 4)}}`,
    `month = ${months[Number(recordedAt.slice(5, 7)) - 1]}`,
    `note = {${texText(noteOf(citation))}}`,
    `url = {${addressOf(citation)}}`,
  ]
  return `@misc{${name},\n${fields.map((field) => `  ${field},`).join('\n')}\n}`
}

/** The item as the schema of CSL 1.0.2 has it. */
export function cslJson(citation: Citation): string {
  const { statement, dataset, key, recordedAt, version } = citation.fact
  const date = recordedAt.slice(0, 10).split('-').map(Number)
  const item = {
    id: `${dataset.slug}/${key}`,
    type: 'entry',
    title: statement,
    'container-title': dataset.title,
    issued: { 'date-parts': [date] },
    version: String(version),
    note: noteOf(citation),
    URL: addressOf(citation),
  }
  return JSON.stringify([item], null, 2)
}
