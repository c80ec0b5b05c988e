import { type Content, html } from '../../http/page/html.ts'
import { entityLinks } from '../part/entity-link.ts'
import { entityKinds } from '../part/kind.ts'
import { valueOf } from '../part/reference.ts'
import { criticismsPath, isDirect, type Named, named, noYear } from './condition.ts'
import type { CriticismsData, Meant } from './question.ts'

const labels: Readonly<Record<Named, string>> = { critic: 'By', target: 'Of', topic: 'Topic', about: 'Concerns' }

interface Input {
  readonly name: string
  readonly label: string
  readonly placeholder: string
  /** Kinds of entities that are suggested. Undefined: none. */
  readonly kinds?: string
}

const inputs: readonly Input[] = [
  { name: 'critic', label: 'Who criticises', placeholder: 'HRW', kinds: 'ORGANIZATION PERSON' },
  { name: 'target', label: 'Who is criticised', placeholder: 'IOM', kinds: 'ORGANIZATION PERSON' },
  { name: 'topic', label: 'For what (topic)', placeholder: 'detention', kinds: 'TOPIC' },
  { name: 'about', label: 'What it concerns', placeholder: 'Nauru', kinds: entityKinds.join(' ') },
  { name: 'year', label: 'When', placeholder: '2003 or 200X' },
  { name: 'q', label: 'Words', placeholder: 'legal advice' },
]

/** A form with all conditions of the address. */
export function conditionForm(query: URLSearchParams): Content {
  return html`<form class="conditions no-print" action="/criticisms" method="get" aria-label="Narrow the criticisms">
    ${inputs.map(({ name, label, placeholder, kinds }) => {
      const suggest = kinds === undefined ? {} : { 'data-suggest': true, 'data-kinds': kinds }
      return html`<label>
        <span>${label}</span>
        <input name=${name} value=${valueOf(query, name) ?? ''} placeholder=${placeholder} autocomplete="off" dir="auto" ...${suggest} />
      </label>`
    })}
    <label class="tick">
      <input type="checkbox" name="direct" value="1" checked=${isDirect(query)} />
      <span>Without what lies below a topic or place</span>
    </label>
    <button type="submit">Show</button>
  </form>`
}

/** Each condition with a link that takes it away. */
export function conditionChips(data: CriticismsData, query: URLSearchParams): Content {
  const entities = named.map((name) => entityChip(name, data[name], query))
  const year = valueOf(query, 'year')
  const search = valueOf(query, 'q')
  const chips = [
    ...entities,
    year !== undefined && chip('year', 'When', year === noYear ? 'date not known' : year, query),
    search !== undefined && chip('q', 'Words', html`<bdi>${search}</bdi>`, query),
    isDirect(query) && chip('direct', 'Tree', 'without what lies below', query),
  ].filter(Boolean)
  if (chips.length === 0) return null
  return html`<ul class="chips" aria-label="Conditions">
    ${chips} ${chips.length > 1 && html`<li><a href="/criticisms">Remove all conditions</a></li>`}
  </ul>`
}

function entityChip(name: Named, meant: Meant | undefined, query: URLSearchParams): Content {
  const text = valueOf(query, name)
  return text !== undefined && chip(name, labels[name], meantBy(text, meant), query)
}

/** What a name means: one thing, several, or nothing in the graph. */
function meantBy(text: string, meant: Meant | undefined): Content {
  const { totalCount = 0, nodes = [] } = meant ?? {}
  if (totalCount === 0) return html`<bdi>${text}</bdi> (nothing has this name)`
  if (totalCount === 1) return entityLinks(nodes)
  return html`<bdi>${text}</bdi>, which is ${entityLinks(nodes)}${totalCount > nodes.length && ' and others'}`
}

function chip(name: string, label: string, value: Content, query: URLSearchParams): Content {
  return html`<li class="chip">
    <span class="soft">${label}</span> ${value}
    <a class="away" href=${criticismsPath(query, { [name]: null })} aria-label=${`Take the condition "${label}" away`}>×</a>
  </li>`
}
