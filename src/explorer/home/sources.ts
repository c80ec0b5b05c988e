import { type Content, html } from '../../http/page/html.ts'
import { datasetPath, documentPath } from '../../model/address.ts'
import { counted } from '../part/number.ts'
import type { HomeData, HomeDataset, HomeDocument } from './question.ts'

/** The command that loads the text of a document. */
const loadCommand = 'npm run dossier -- document load ARTICLE.txt'

/** What the facts come from, and what is missing of it. */
export function sourcesOf({ documents, datasets }: HomeData): Content {
  if (documents.totalCount === 0 && datasets.totalCount === 0) return null
  return html`<div class="home-two">
    <section aria-labelledby="sources">
      <h2 id="sources">Sources</h2>
      <ul class="facts">${documents.nodes.map(documentLine)}</ul>
      ${missing(documents)}
      <p><a href="/documents">${counted(documents.totalCount, 'source')}, with what rests on each</a></p>
    </section>
    <section aria-labelledby="datasets">
      <h2 id="datasets">Datasets</h2>
      <ul class="facts">${datasets.nodes.map(datasetLine)}</ul>
      <p><a href="/datasets">${counted(datasets.totalCount, 'dataset')}, with what each says</a></p>
    </section>
  </div>`
}

function documentLine({ slug, title, isLoaded, allEvidence }: HomeDocument): Content {
  return html`<li class="fact">
    <a href=${documentPath(slug)}><bdi>${title}</bdi></a>
    <span class="soft">
      ${' '}${counted(allEvidence.totalCount, 'piece of evidence', 'pieces of evidence')}${isLoaded ? '' : ', text not loaded'}
    </span>
  </li>`
}

function datasetLine({ slug, title, licence, facts }: HomeDataset): Content {
  return html`<li class="fact">
    <a href=${datasetPath(slug)}><bdi>${title}</bdi></a>
    <span class="soft">${' '}${counted(facts.totalCount, 'fact')}${licence === null ? '' : `. ${licence}`}</span>
  </li>`
}

/** Says that texts are not loaded, which command loads them, and what changes then. */
function missing({ totalCount, nodes }: HomeData['documents']): Content {
  const first = nodes.find(({ isLoaded }) => !isLoaded)
  if (first === undefined) return null
  const title = html`“<bdi>${first.title}</bdi>”`
  const which = totalCount === 1 ? title : html`some of them, such as ${title},`
  return html`<div class="note">
    <p><strong>Some sentences are not shown yet.</strong> The text of ${which} is not part of this project, so of its
    sentences only the marked words are here. If you have the text, one command loads it:</p>
    <pre><code>${loadCommand}</code></pre>
  </div>`
}
