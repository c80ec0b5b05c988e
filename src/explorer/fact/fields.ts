import { type Content, html } from '../../http/page/html.ts'
import { amountOf } from '../part/amount.ts'
import { entityLink, entityLinks } from '../part/entity-link.ts'
import { factLine } from '../part/fact-line.ts'
import { capitalized, wordsOf } from '../part/words.ts'
import type { Day, ShownFact } from './shown-fact.ts'

type Row = readonly [name: string, content: Content]

/** All that a fact says, as a list of names and values. What nobody knows is said where readers would look for it. */
export function factFields(fact: ShownFact): Content {
  const rows = [...ownRows(fact), ...whenRows(fact)].filter(([, content]) => !isNothing(content))
  return html`<dl class="fields">
    ${rows.map(([name, content]) => html`<div><dt>${name}</dt><dd>${content}</dd></div>`)}
  </dl>`
}

function isNothing(content: Content): boolean {
  return content === null || content === undefined || content === '' || (Array.isArray(content) && content.length === 0)
}

function ownRows(fact: ShownFact): Row[] {
  return (rowsByKind[fact.factKind] ?? otherRows)(fact)
}

const rowsByKind: Readonly<Record<string, (fact: ShownFact) => Row[]>> = {
  ALIAS: (fact) => [
    ['Name', html`<bdi lang=${fact.language ?? undefined}>${fact.name}</bdi>`],
    ['Of', entityLink(fact.subject)],
    ['Kind of name', fact.aliasKind && wordsOf(fact.aliasKind)],
    ['Language', fact.language ?? 'not said'],
  ],
  ATTRIBUTE: (fact) => [
    ['Of', entityLink(fact.subject)],
    [capitalized(fact.attribute ?? ''), plainValue(fact.value ?? '')],
  ],
  FIGURE: (fact) => [
    ['Of', entityLink(fact.subject)],
    ['What was measured', fact.metric],
    ['Amount', figureAmount(fact)],
    ['As of', fact.asOf ? dayOf(fact.asOf) : 'the source does not say'],
  ],
  RELATIONSHIP: (fact) => [
    ['From', entityLink(fact.subject)],
    ['Relationship', wordsOf(fact.relationshipType ?? '')],
    ['To', fact.object && entityLink(fact.object)],
  ],
  ROLE: (fact) => [
    ['Person', entityLink(fact.subject)],
    ['Post', fact.title],
    ['Organisation', fact.object && entityLink(fact.object)],
    ['Held as of', fact.asOf && dayOf(fact.asOf)],
  ],
  CRITICISM: (fact) => [
    [
      'Who criticised',
      fact.critic ? entityLink(fact.critic) : html`<bdi>${fact.attribution}</bdi>, whom the source does not name`,
    ],
    ['Who was criticised', fact.object && entityLink(fact.object)],
    ['Claim', html`<span dir="auto">${fact.claim}</span>`],
    ['Topics', entityLinks(fact.topics ?? [])],
    ['Concerns', entityLinks(fact.about ?? [])],
    ['Published by', fact.publishedBy && entityLink(fact.publishedBy)],
    ...sayingRows(fact, 'critic'),
  ],
  RESPONSE: (fact) => [
    ['Who responds', entityLink(fact.subject)],
    ['How', wordsOf(fact.stance ?? '')],
    ['Reply', html`<span dir="auto">${fact.reply}</span>`],
    ['Answers', fact.criticism && html`<ul class="facts">${factLine(fact.criticism)}</ul>`],
    ...sayingRows(fact, 'responder'),
  ],
}

function otherRows({ subject, object }: ShownFact): Row[] {
  return [
    ['Of', entityLink(subject)],
    ['To', object && entityLink(object)],
  ]
}

function sayingRows({ statedOn, spokespeople = [], quotations = [] }: ShownFact, who: string): Row[] {
  const words = quotations.map(({ text, speaker }) => {
    return html`<p><q dir="auto">${text}</q>${speaker && html`, ${entityLink(speaker)}`}</p>`
  })
  return [
    [`Spoke for the ${who}`, entityLinks(spokespeople)],
    ['Quoted word for word', words],
    ['Stated', statedOn ? dayOf(statedOn) : 'the source does not say when'],
  ]
}

/** The period with its certainty. A day of the fact's own, such as that of a figure, is said above already. */
function whenRows({ period, asOf, statedOn }: ShownFact): Row[] {
  const { label, from, until, ongoing } = period
  if (asOf || statedOn) return []
  const ends: Row[] = [
    ['Start', from && dayOf(from)],
    ['End', until ? dayOf(until) : ongoing && 'goes on, as the source says'],
  ]
  return [['When', label], ...(from && until?.edtf === from.edtf ? [] : ends.filter(([, content]) => content))]
}

/** A date as the API labels it, how it is written in EDTF, and the days that it can mean. */
function dayOf({ label, edtf, earliest, latest }: Day): Content {
  const days =
    earliest === latest ? null : `: any day from ${earliest ?? 'an unknown one'} to ${latest ?? 'an unknown one'}`
  return html`${label} <span class="soft">(${edtf}${days})</span>`
}

/** A figure as its source says it. The API gives every figure these fields. */
function figureAmount({
  metric = '',
  amount = '',
  upTo = null,
  qualifier = 'EXACT',
  unit = null,
  currency = null,
}: ShownFact) {
  return amountOf({ metric, amount, upTo, qualifier, unit, currency })
}

/** A web address as a link, anything else as a text. */
function plainValue(value: string): Content {
  const isAddress = /^https?:\/\/\S+$/u.test(value) && URL.canParse(value)
  return isAddress
    ? html`<a rel="external noreferrer" href=${value}>${value}</a>`
    : html`<span dir="auto">${value}</span>`
}
