import { type Content, html } from '../../http/page/html.ts'
import { entityDocument } from '../../linked-data/document.ts'
import { entityPath } from '../../model/address.ts'
import { type EntityKind, entityWord } from '../part/kind.ts'
import { counted } from '../part/number.ts'
import type { Page, View } from '../view.ts'
import type { StatedFact } from './answer.ts'
import { axisOf } from './axis.ts'
import { barGradients } from './bar.ts'
import { criticismSections } from './criticisms.ts'
import { figuresSection } from './figures.ts'
import { heading } from './heading.ts'
import { entityListSections } from './linked-entities.ts'
import { missingPage } from './missing.ts'
import { namesSection } from './names.ts'
import { neighbourTable } from './neighbour-table.ts'
import { neighboursOf } from './neighbours.ts'
import { picture } from './picture.ts'
import { postsSection } from './posts.ts'
import { proofLegend } from './proof.ts'
import { propertiesSection } from './properties.ts'
import { entityQuestion, type ShownEntity } from './question.ts'
import { relationshipsSection } from './relationships.ts'
import { type Section, sectionOf } from './section.ts'
import { readRevision, revisionLine, sinceNote } from './since.ts'
import { sourcesSection } from './sources.ts'
import { timelineSection } from './timeline.ts'

interface Data {
  readonly graph: { readonly revision: string }
  readonly entity: ShownEntity | null
}

/** How many neighbours the picture of this page has. */
const drawn = 30

/** The sections in the order in which each kind shows them. What is not named comes after, as in `everything`. */
const everything = [
  'names',
  'figures',
  'posts',
  'received',
  'made',
  'about',
  'campaigns',
  'events',
  'participants',
  'narrower',
  'contains',
  'relationships',
  'timeline',
  'properties',
  'neighbours',
  'sources',
] as const

const first: Readonly<Record<EntityKind, readonly string[]>> = {
  ORGANIZATION: [],
  PERSON: ['posts', 'made', 'received'],
  EVENT: ['participants', 'about', 'timeline'],
  CAMPAIGN: ['relationships', 'about'],
  PLACE: ['contains', 'about', 'relationships'],
  TOPIC: ['narrower', 'about', 'relationships'],
  AGREEMENT: ['timeline', 'relationships', 'about'],
}

/** An entity: what it is, and everything that sources say of it. */
export const entityView: View<Data> = {
  path: '/entity/:slug',
  question: entityQuestion,
  linkedData: entityDocument,
  variables: (address) => {
    const since = readRevision(address)
    return { slug: address.parts['slug'], since, isSince: since !== null }
  },
  show({ entity, graph }, context) {
    if (entity === null) return missingPage(context)
    if (entity.slug !== context.address.parts['slug']) return { movedTo: entityPath(entity.slug) }
    return entityPage(entity, graph.revision, readRevision(context.address))
  },
}

function entityPage(entity: ShownEntity, revision: string, since: string | null): Page {
  const order = [...new Set([...first[entity.kind], ...everything])]
  const sections = sectionsOf(entity).toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
  const main = html`${barGradients()}${heading(entity)}
    ${since !== null && entity.changesAbout && sinceNote(since, entity.changesAbout)}
    ${sections.length > 1 && contents(sections)}
    ${sections.length > 0 && proofLegend()}
    ${sections.length === 0 && html`<p class="soft">No source says anything of it yet.</p>`}
    ${sections.map(sectionOf)} ${revisionLine(entity.slug, revision)}`
  const description = entity.summary ?? `${entityWord(entity.kind)}: ${counted(entity.all.totalCount, 'fact')}.`
  return { title: entity.name, description, main }
}

function sectionsOf(entity: ShownEntity): Section[] {
  const { slug, kind, received, made, about, names, roles, chronology } = entity
  const dated: readonly StatedFact[] = [...names.nodes, ...roles.nodes, ...chronology.nodes]
  // One scale for the whole page, so that bars of different sections can be compared.
  const axis = axisOf(dated.map(({ period }) => period))
  const found = [
    namesSection(slug, names, axis),
    figuresSection(slug, entity.figures),
    postsSection(slug, kind, roles, axis),
    ...criticismSections(slug, kind, { received, about, ...(made ? { made } : {}) }),
    ...entityListSections(entity),
    relationshipsSection(slug, entity.outgoing, entity.incoming),
    timelineSection(slug, chronology, axis),
    propertiesSection(slug, entity.attributes),
    neighboursSection(entity),
    sourcesSection(entity),
  ]
  return found.filter((section) => section !== undefined)
}

function neighboursSection(entity: ShownEntity): Section | undefined {
  const { slug, roles, outgoing, incoming, criticisms } = entity
  const facts = {
    roles: roles.nodes,
    outgoing: outgoing.nodes,
    incoming: incoming.nodes,
    criticisms: criticisms.nodes,
  }
  const all = neighboursOf(slug, facts)
  if (all.length === 0) return undefined
  const some = all.slice(0, drawn)
  const body = html`${some.length > 2 && picture(entity, some, 'picture')}
    <details open=${some.length <= 2}><summary>The same as a table</summary>${neighbourTable(some)}</details>
    <p><a href=${`${entityPath(slug)}/neighbours`}>A larger picture, with more neighbours</a></p>`
  return { id: 'neighbours', title: 'Neighbours', body }
}

/** Links to the sections, because a page can be long. */
function contents(sections: readonly Section[]): Content {
  return html`<nav class="contents" aria-label="On this page">
    <ul class="line">
      ${sections.map(({ id, title }) => html`<li><a href=${`#${id}`}>${title}</a></li>`)}
    </ul>
  </nav>`
}
