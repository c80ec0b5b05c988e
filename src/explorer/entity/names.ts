import { type Content, html } from '../../http/page/html.ts'
import type { Listed, NamedFact } from './answer.ts'
import { type Axis, axisLine } from './axis.ts'
import { type BarColour, bar } from './bar.ts'
import { proof } from './proof.ts'
import { allOf, factsPath, type Section } from './section.ts'

const kinds: Readonly<Record<string, { readonly word: string; readonly colour: BarColour }>> = {
  OFFICIAL: { word: 'name', colour: 'kind-1' },
  FORMER: { word: 'former name', colour: 'kind-2' },
  ACRONYM: { word: 'acronym', colour: 'kind-3' },
  ALSO_KNOWN_AS: { word: 'also called', colour: 'kind-4' },
  NICKNAME: { word: 'nickname', colour: 'kind-4' },
}

/** The names that sources give it, a row for each: when it was in use, drawn and in words. */
export function namesSection(
  slug: string,
  { nodes, totalCount }: Listed<NamedFact>,
  axis: Axis | undefined,
): Section | undefined {
  if (nodes.length === 0) return undefined
  const rows = Map.groupBy(nodes, ({ name }) => name)
  const body = html`<div class="lanes">
      ${axis && html`<div class="lane head">${axisLine(axis)}</div>`}
      <ul class="plain">
        ${[...rows].map(([name, facts]) => nameRow(name, facts, axis))}
      </ul>
    </div>
    ${allOf(totalCount, nodes.length, 'names', factsPath(slug, { kind: 'ALIAS' }))}`
  return { id: 'names', title: 'Names through time', body }
}

function nameRow(name: string, facts: readonly NamedFact[], axis: Axis | undefined): Content {
  const { word = 'name', colour = 'kind-6' } = kinds[facts[0]?.aliasKind ?? ''] ?? {}
  const language = facts.find((fact) => fact.language !== null)?.language ?? undefined
  return html`<li class="lane">
    <div class="lane-text">
      <bdi lang=${language}>${name}</bdi> <span class="soft">${word}</span>
      <div class="proofs">${facts.map((fact) => proof(fact, fact.period.label))}</div>
    </div>
    ${axis && html`<div class="lane-bars">${facts.filter(isDated).map(({ period }) => bar(axis, period, false, colour))}</div>`}
  </li>`
}

function isDated({ period }: NamedFact): boolean {
  return period.from !== null || period.until !== null
}
