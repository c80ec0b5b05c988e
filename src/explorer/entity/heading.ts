import { type Content, html } from '../../http/page/html.ts'
import { entityLink, entityLinks } from '../part/entity-link.ts'
import { counted } from '../part/number.ts'
import { kindWords, typeWord } from './kind-words.ts'
import type { ShownEntity } from './question.ts'

/** The name, what it is, and what the entity shows as its own, as far as it is known. */
export function heading(entity: ShownEntity): Content {
  const { name, summary, kind } = entity
  const type = typeWord(entity.organizationType ?? entity.eventType ?? '')
  return html`<header class="entity-head">
    <p class="kind">${kindWords[kind]}${type !== '' && `, ${type}`}</p>
    <h1><bdi>${name}</bdi></h1>
    ${summary !== null && html`<p class="lead" dir="auto">${summary}</p>`}
    <dl class="own">${lines(entity).map(([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>`)}</dl>
  </header>`
}

type Line = readonly [term: string, content: Content]

/** What is known, in the order in which it is shown; each kind has other fields. */
function lines(entity: ShownEntity): Line[] {
  const all: readonly (readonly [string, Content])[] = [
    ['Founded', entity.foundedOn?.label],
    ['Dissolved', entity.dissolvedOn?.label],
    ['When', entity.period?.label],
    ['Adopted', entity.adoptedOn?.label],
    ['In force', entity.inForceOn?.label],
    ['Headquarters', entity.headquarters && entityLink(entity.headquarters)],
    ['Part of', entity.partOf && entityLink(entity.partOf)],
    ['Part of', entity.broader && entityLink(entity.broader)],
    ['Country code', entity.countryCode],
    ['Organised by', linksOf(entity.organizers)],
    ['Where', linksOf(entity.places)],
    ['Works on', linksOf(entity.topics)],
    ['Languages', entity.officialLanguages?.join(', ')],
    ['Website', entity.website && website(entity.website)],
    ['Elsewhere', identifiers(entity)],
    ['Also found as', entity.labels.join(', ')],
    [
      'Dataset',
      html`${entity.dataset.title} <span class="soft">${counted(entity.all.totalCount, 'fact')} in all</span>`,
    ],
  ]
  return all.filter(([, content]) => content !== undefined && content !== null && content !== '')
}

function linksOf(entities: Parameters<typeof entityLinks>[0] | undefined): Content {
  return entities === undefined || entities.length === 0 ? undefined : entityLinks(entities)
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
