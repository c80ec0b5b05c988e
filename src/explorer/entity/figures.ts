import { type Content, html } from '../../http/page/html.ts'
import type { FigureFact, Listed } from './answer.ts'
import { proof } from './proof.ts'
import { allOf, factsPath, type Section } from './section.ts'

/** The figures, those of one metric side by side: sources disagree, and both are shown. */
export function figuresSection(slug: string, { nodes, totalCount }: Listed<FigureFact>): Section | undefined {
  if (nodes.length === 0) return undefined
  const metrics = [...Map.groupBy(nodes, ({ metric }) => metric.toLowerCase()).values()]
  const body = html`<div class="metrics">${metrics.map(metricOf)}</div>
    ${allOf(totalCount, nodes.length, 'figures', factsPath(slug, { kind: 'FIGURE' }))}`
  return { id: 'figures', title: 'Figures', count: totalCount, body }
}

function metricOf(figures: readonly FigureFact[]): Content {
  return html`<div class="metric">
    <h3>${(figures[0]?.metric ?? '').replaceAll('-', ' ')}</h3>
    ${disagree(figures) && html`<p class="disagree">Sources disagree about the same time.</p>`}
    <ul class="plain">
      ${figures.map((figure) => {
        return html`<li>
          <span class="amount">${amountOf(figure)}</span>
          ${proof(figure, figure.asOf === null ? 'date unknown' : figure.asOf.label)}
          <span class="soft"> in ${figure.dataset.slug}</span>
        </li>`
      })}
    </ul>
  </div>`
}

/** Whether figures of one metric and one date say different things. */
function disagree(figures: readonly FigureFact[]): boolean {
  const dated = figures.filter(({ asOf }) => asOf !== null)
  return [
    ...Map.groupBy(dated, ({ asOf, unit, currency }) => JSON.stringify([asOf?.label, unit, currency])).values(),
  ].some(
    (same) => new Set(same.map(({ amount, upTo, qualifier }) => JSON.stringify([amount, upTo, qualifier]))).size > 1,
  )
}

const qualifiers: Readonly<Record<string, string>> = {
  ABOUT: 'about ',
  AT_LEAST: 'at least ',
  AT_MOST: 'at most ',
  LESS_THAN: 'less than ',
  MORE_THAN: 'more than ',
}

/** A figure as its source says it: "more than 150", "USD 2,500,000,000", "10 to 12 per cent". */
export function amountOf({ amount, upTo, unit, currency, qualifier, metric }: FigureFact): string {
  const number = upTo === null ? digits(amount) : `${digits(amount)} to ${digits(upTo)}`
  const before = currency === null ? '' : `${currency} `
  const after = unit === null || unit.toLowerCase() === metric.toLowerCase() ? '' : ` ${unit}`
  return `${qualifiers[qualifier] ?? ''}${before}${number}${after}`
}

/** A decimal number with its thousands apart. No digit is lost, because it stays a text. */
function digits(amount: string): string {
  const [whole = '', fraction] = amount.split('.')
  const apart = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? apart : `${apart}.${fraction}`
}
