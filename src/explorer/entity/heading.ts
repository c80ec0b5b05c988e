import { type Content, html } from '../../http/page/html.ts'
import { entityLink, entityLinks, type LinkedEntity } from '../part/entity-link.ts'
import { counted } from '../part/number.ts'
import { kindWords, typeWord } from './kind-words.ts'
import type { ShownEntity } from './question.ts'
import { factsPath } from './section.ts'

/** The name, what it is, and what the entity shows as its own, as far as it is known. */
export function heading(entity: ShownEntity): Content {
  const { name, summary, kind, labels } = entity
  const type = typeWord(entity.organizationType ?? entity.eventType ?? '')
  return html`<header class="entity-head">
    <p class="kind">${kindWords[kind]}${type !== '' && `, ${type}`}</p>
    <h1><bdi>${name}</bdi></h1>
    ${summary !== null && html`<p class="lead" dir="auto">${summary}</p>`}
    <dl class="own">${lines(entity).map(([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>`)}</dl>
    <ul class="line no-print">${actions(entity)}</ul>
    ${labels.length > 0 && html`<p class="labels soft">Also found as ${labels.map((label, index) => html`${index > 0 && ', '}<bdi>${label}</bdi>`)}</p>`}
  </header>`
}

function facts({ slug, all }: ShownEntity): Content {
  return all.totalCount > 0 && html`<a href=${factsPath(slug)}>${counted(all.totalCount, 'fact')}</a>`
}

/** What can be asked about it next. */
function actions({ slug, kind }: ShownEntity): Content {
  return html`<li><a href=${`/path?${new URLSearchParams({ from: slug })}`}>How is it connected to something else?</a></li>
    ${kind === 'ORGANIZATION' && html`<li><a href=${`/compare?${new URLSearchParams({ entity: slug })}`}>Compare it with another organisation</a></li>`}`
}

type Line = readonly [term: string, content: Content]

/** What is known, in the order in which it is shown; each kind has other fields. */
function lines(entity: ShownEntity): Line[] {
  const all: readonly (readonly [string, Content])[] = [
    ['Founded', ownDate(entity, 'founded', entity.foundedOn?.label)],
    ['Dissolved', ownDate(entity, 'dissolved', entity.dissolvedOn?.label)],
    ['When', ownDate(entity, 'date', entity.period?.label)],
    ['Adopted', ownDate(entity, 'adopted', entity.adoptedOn?.label)],
    ['In force', ownDate(entity, 'in-force', entity.inForceOn?.label)],
    ['Headquarters', entity.headquarters && entityLink(entity.headquarters)],
    ['Part of', entity.partOf && entityLink(entity.partOf)],
    ['Broader topic', entity.broader && entityLink(entity.broader)],
    ['Country code', entity.countryCode],
    ['Organised by', linksOf(entity.organizers)],
    ['Where', linksOf(entity.places)],
    ['Works on', linksOf(entity.topics)],
    ['Languages', entity.officialLanguages?.join(', ')],
    ['Website', entity.website && website(entity.website)],
    ['Elsewhere', identifiers(entity)],
    ['Facts', facts(entity)],
    ['Dataset', entity.dataset.title],
  ]
  return all.filter(([, content]) => content !== undefined && content !== null && content !== false && content !== '')
}

/** A date that an entity shows as its own. Where sources give others, too, a link leads to all of them. */
function ownDate({ attributes }: ShownEntity, attribute: string, label: string | undefined): Content {
  if (label === undefined) return undefined
  const given = new Set(attributes.nodes.filter((fact) => fact.attribute === attribute).map(({ value }) => value))
  return given.size < 2
    ? label
    : html`${label} <a class="soft" href="#properties">and other dates that sources give</a>`
}

/** How many links a line has. */
const most = 8

function linksOf(entities: readonly LinkedEntity[] | undefined): Content {
  if (entities === undefined || entities.length === 0) return undefined
  const more = entities.length - most
  return html`${entityLinks(entities.slice(0, most))}${more > 0 && html` <a class="soft" href="#relationships">and ${more} more</a>`}`
}

function website(url: string): Content {
  return html`<a rel="external noreferrer" href=${url}>${url.replace(/^https?:\/\//, '')}</a>`
}

function identifiers({ identifiers: all }: ShownEntity): Content {
  if (all.length === 0) return undefined
  return html`<ul class="line">
    ${all.map(({ scheme, value, url }) => {
      const words = `${scheme} ${value}`
      return html`<li>${url === null ? words : html`<a rel="external noreferrer" href=${url}>${words}</a>`}</li>`
    })}
  </ul>`
}
