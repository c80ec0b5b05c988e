import type { Database } from '../database/open.ts'
import type { HttpRequest, HttpResponse } from '../http/message.ts'
import { type Content, html, htmlResponse, renderHtml } from '../http/page/html.ts'
import { pageAssets } from '../http/page/page-assets.ts'
import { entityPath } from '../model/address.ts'
import { type EntityValues, readEntitiesBySlug, type Wanted } from './entity.ts'
import { propertyOf, textOf } from './property.ts'
import type { Suggestion } from './suggest.ts'
import { typeOf } from './type.ts'

/** The size in which clients show a preview. */
export const previewSize = { width: 430, height: 300 }

/** What a preview says of an entity besides its name and its summary. */
const shown = ['formerNames', 'founded', 'dissolved', 'headquarters', 'country', 'website', 'criticismsReceived']

const policy = "default-src 'none'; style-src 'self'"

/** A small page about an entity. Clients show it in a frame. */
export async function previewOf(
  db: Database,
  request: HttpRequest,
  id: string,
  hasPages: boolean,
): Promise<HttpResponse> {
  const entity = await readShown(db, id)
  const status = entity ? 200 : 404
  const main = entity
    ? html`<h1><${Name} entity=${entity} address=${hasPages ? request.base + entityPath(entity.slug) : undefined} /></h1>${rest(entity)}`
    : html`<p>Nothing has this id any more.</p>`
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <title>${entity?.name ?? 'Nothing here'}</title>
      <link rel="stylesheet" href=${pageAssets().style.address} />
    </head>
    <body class="preview"><main>${main}</main></body>
  </html>`
  return htmlResponse(status, `<!doctype html>\n${renderHtml(page)}\n`, policy, '*')
}

/** The same without the page around it, for suggestions; undefined if nothing has this id. */
export async function flyoutOf(db: Database, id: string): Promise<string | undefined> {
  const entity = await readShown(db, id)
  return entity && renderHtml(html`<h1><${Name} entity=${entity} /></h1>${rest(entity)}`)
}

async function readShown(db: Database, id: string): Promise<EntityValues | undefined> {
  const wanted = shown.map((property): Wanted => ({ property: propertyOf(property), time: null, limit: 3 }))
  return (await readEntitiesBySlug(db, [id], wanted)).get(id)
}

function Name({ entity, address }: { entity: EntityValues; address?: string }): Content {
  const name = html`<bdi>${entity.name}</bdi>`
  return address === undefined ? name : html`<a href=${address} target="_blank" rel="noopener">${name}</a>`
}

function rest({ kind, summary, values }: EntityValues): Content {
  const rows = shown.flatMap((id, place) => {
    const said = (values[place] ?? []).map(textOf).filter((text) => text !== '0')
    if (said.length === 0) return []
    return [
      html`<dt>${propertyOf(id).name}</dt><dd>${said.map((text, index) => [index > 0 && ', ', html`<bdi>${text}</bdi>`])}</dd>`,
    ]
  })
  return html`<p class="soft">${typeOf(kind).name}</p>
    ${summary !== null && html`<p dir="auto">${summary}</p>`}
    ${rows.length > 0 && html`<dl>${rows}</dl>`}`
}

/** A type or a property in a few words. */
export function suggestionHtml({ name, description }: Suggestion): string {
  return renderHtml(html`<h1>${name}</h1>${description !== undefined && html`<p>${description}</p>`}`)
}
