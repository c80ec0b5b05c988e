import { type Content, html } from '../../http/page/html.ts'
import { counted } from '../part/number.ts'
import { minuteOf } from '../part/words.ts'
import type { Author, FactData, ItemContent, ShownChange } from './shown-fact.ts'

const operations: Readonly<Record<ShownChange['operation'], string>> = {
  CREATE: 'Added',
  UPDATE: 'Edited',
  DELETE: 'Removed',
}

/** What happened to a fact, the newest first. */
export function factHistory({ totalCount, nodes }: FactData['changes']): Content {
  return html`<section aria-labelledby="history">
    <h2 id="history">History</h2>
    ${totalCount > nodes.length && html`<p class="soft">The last ${nodes.length} of ${counted(totalCount, 'change')}.</p>`}
    <ol class="plain history" reversed>${nodes.toReversed().map((change) => changeItem(change, byWhom(change)))}</ol>
  </section>`
}

function byWhom({ origin, actor }: Author): Content {
  return html`${' '}by ${origin.name}${actor && actor.name !== origin.name && `, asked by ${actor.name}`}`
}

function changeItem(change: ShownChange, by: Content = null): Content {
  const { at, revision, operation, before, after } = change
  const fields = before && after ? changedFields(before, after) : []
  return html`<li>
    <p><strong>${operations[operation]}</strong> <time datetime=${at}>${minuteOf(at)}</time>${by} <span class="soft">in revision ${revision}</span></p>
    ${fields.length > 0 && html`<dl class="difference">${fields.map(fieldDifference)}</dl>`}
  </li>`
}

function fieldDifference([name, before, after]: readonly [string, unknown, unknown]): Content {
  return html`<div><dt><code>${name}</code></dt><dd><del dir="auto">${written(before)}</del> <ins dir="auto">${written(after)}</ins></dd></div>`
}

/** The fields that differ, with what they said before and what they say after. */
function changedFields(before: ItemContent, after: ItemContent): (readonly [string, unknown, unknown])[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => [name, before[name], after[name]])
}

function written(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Says whether the fact is as it was at the revision that somebody cited. */
export function changedSince(revision: string, { since, graph }: FactData): Content {
  if (since === undefined) return null
  const { nodes, pageInfo } = since
  if (nodes.length === 0) {
    return html`<div class="note" role="status">
      <p>You follow a citation of revision ${revision}. The fact says today what it said then.${graph.revision === revision ? ' Nothing in the graph has changed since.' : ''}</p>
    </div>`
  }
  return html`<div class="note warn" role="status">
    <p>You follow a citation of revision ${revision}. The fact has changed since, ${timesOf(nodes.length, pageInfo.hasNextPage)}:</p>
    <ol class="plain history">${nodes.map((change) => changeItem(change))}</ol>
  </div>`
}

function timesOf(count: number, isMore: boolean): string {
  if (isMore) return `more than ${count} times`
  return count === 1 ? 'once' : `${count} times`
}
