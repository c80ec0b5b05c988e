import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import { amountOf } from '../part/amount.ts'
import { entityLink, entityLinks } from '../part/entity-link.ts'
import { statusBadge } from '../part/evidence.ts'
import { statusOf } from '../part/fact-line.ts'
import { counted, grouped } from '../part/number.ts'
import { type Compared, type ComparedFigure, mostFigures } from './question.ts'

/** What one organisation shows of a row. */
type Cell = (one: Compared) => Content

/** Names that are shown of each organisation before the rest is only counted. */
const mostNames = 10

/** Topics of criticisms that are shown. */
const mostTopics = 15

/** Organisations as columns. */
export function comparedTable(all: readonly Compared[]): Content {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Comparison">
    <table class="compared">
      <thead>
        <tr>
          <td></td>
          ${all.map((one) => html`<th scope="col">${entityLink(one)}</th>`)}
        </tr>
      </thead>
      ${group('What it is', all, whatItIs)} ${group('Figures', all, figureRows(all))} ${group('Criticisms', all, criticismRows(all))}
    </table>
  </div>
  ${
    all.some(({ figures }) => figures.totalCount > figures.nodes.length) &&
    html`<p class="soft">Only the latest ${mostFigures} figures of each are compared.</p>`
  }`
}

function group(
  title: string,
  all: readonly Compared[],
  rows: readonly (readonly [name: Content, cell: Cell])[],
): Content {
  if (rows.length === 0) return null
  return html`<tbody>
    <tr>
      <th scope="rowgroup" class="group" colspan=${all.length + 1}>${title}</th>
    </tr>
    ${rows.map(([name, cell]) => html`<tr><th scope="row">${name}</th>${all.map((one) => html`<td>${cell(one)}</td>`)}</tr>`)}
  </tbody>`
}

const unknown = html`<span class="soft">not known</span>`

const whatItIs: readonly (readonly [name: string, cell: Cell])[] = [
  ['Kind', ({ organizationType }) => typeWords[organizationType] ?? organizationType],
  ['In short', ({ summary }) => summary ?? unknown],
  ['Other names', names],
  ['Founded', ({ foundedOn }) => foundedOn?.label ?? unknown],
  // That an organisation has no end is what one expects, and the graph does not say it.
  ['Ended', ({ dissolvedOn }) => dissolvedOn?.label ?? html`<span class="soft">no end known</span>`],
  ['Headquarters', ({ headquarters }) => (headquarters ? entityLink(headquarters) : unknown)],
  ['Languages', ({ officialLanguages }) => (officialLanguages.length > 0 ? officialLanguages.join(', ') : unknown)],
  ['Website', ({ website }) => (website ? html`<a rel="external noreferrer" href=${website}>${website}</a>` : unknown)],
  ['Works on', ({ topics }) => (topics.length > 0 ? entityLinks(topics) : unknown)],
  ['In the graph', ({ facts }) => counted(facts.totalCount, 'fact')],
]

const typeWords: Readonly<Record<string, string>> = {
  INTERGOVERNMENTAL: 'intergovernmental organisation',
  UN_AGENCY: 'agency of the United Nations',
  NGO: 'non-governmental organisation',
  GOVERNMENT: 'government or a part of one',
  MEDIA: 'media',
  NETWORK: 'network',
  COMPANY: 'company',
  OTHER: 'other',
}

function names({ aliases }: Compared): Content {
  if (aliases.length === 0) return unknown
  const rest = aliases.length - mostNames
  return html`<ul class="plain">
    ${aliases.slice(0, mostNames).map(({ key, dataset, name, period }) => {
      return html`<li><a href=${factPath(dataset.slug, key)}><bdi>${name}</bdi></a> <span class="soft">${period.label}</span></li>`
    })}
    ${rest > 0 && html`<li class="soft">and ${grouped(rest)} more</li>`}
  </ul>`
}

/** A row for each metric: those that several organisations have come first. */
function figureRows(all: readonly Compared[]): (readonly [name: string, cell: Cell])[] {
  const owners = new Map<string, number>()
  for (const { figures } of all) {
    for (const metric of new Set(figures.nodes.map((figure) => figure.metric)))
      owners.set(metric, (owners.get(metric) ?? 0) + 1)
  }
  const metrics = [...owners].sort(([a, many], [b, few]) => few - many || a.localeCompare(b, 'en'))
  return metrics.map(([metric]) => [
    metric.replaceAll('-', ' '),
    ({ figures }) => figuresOf(figures.nodes.filter((one) => one.metric === metric)),
  ])
}

function figuresOf(figures: readonly ComparedFigure[]): Content {
  if (figures.length === 0) return unknown
  return html`<ul class="plain">
    ${figures.map((figure) => {
      const { key, dataset, asOf, evidence } = figure
      return html`<li>
        <a href=${factPath(dataset.slug, key)}>${amountOf(figure)}</a>
        <span class="soft"> ${asOf?.label ?? 'date not known'}</span> ${statusBadge(statusOf(evidence))}
      </li>`
    })}
  </ul>`
}

/** A row for each topic that one of them is criticised for, the most frequent first. */
function criticismRows(all: readonly Compared[]): (readonly [name: Content, cell: Cell])[] {
  const topics = new Map<string, { readonly name: string; count: number }>()
  for (const { criticismsReceived } of all) {
    for (const { count, entity } of criticismsReceived.facets.topics) {
      const topic = topics.get(entity.slug) ?? { name: entity.name, count: 0 }
      topic.count += count
      topics.set(entity.slug, topic)
    }
  }
  const first = [...topics].sort(([, a], [, b]) => b.count - a.count).slice(0, mostTopics)
  const rows = first.map(([slug, { name }]) => {
    const cell: Cell = (one) => {
      const count = one.criticismsReceived.facets.topics.find(({ entity }) => entity.slug === slug)?.count ?? 0
      return criticismCount(count, { target: one.slug, topic: slug })
    }
    return [entityLink({ slug, name }), cell] as const
  })
  return [
    ['Received', (one) => criticismCount(one.criticismsReceived.totalCount, { target: one.slug })],
    ['Made', (one) => criticismCount(one.criticismsMade.totalCount, { critic: one.slug })],
    ...rows,
  ]
}

function criticismCount(count: number, conditions: Readonly<Record<string, string>>): Content {
  if (count === 0) return html`<span class="soft">none</span>`
  return html`<a href=${`/criticisms?${new URLSearchParams(conditions)}`}>${counted(count, 'criticism')}</a>`
}
