import { type Content, html } from '../../http/page/html.ts'
import { entityPath } from '../../model/address.ts'

/** An entity as a link needs it. */
export interface LinkedEntity {
  readonly slug: string
  readonly name: string
}

/** What `entityLink` shows. */
export const linkedEntityFields = 'slug name'

/** A link to an entity's page. Its name is read in its own direction. */
export function entityLink({ slug, name }: LinkedEntity): Content {
  return html`<a href=${entityPath(slug)}><bdi>${name}</bdi></a>`
}

/** Links to several entities, with commas between them. */
export function entityLinks(entities: readonly LinkedEntity[]): Content {
  return entities.map((entity, index) => [index > 0 && ', ', entityLink(entity)])
}
