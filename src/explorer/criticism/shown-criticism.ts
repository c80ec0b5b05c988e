import { type Content, html } from '../../http/page/html.ts'
import { documentPath, factPath } from '../../model/address.ts'
import { entityLink, entityLinks, type LinkedEntity } from '../part/entity-link.ts'
import { type EvidenceStatus, statusBadge } from '../part/evidence.ts'
import { statusOf } from '../part/fact-line.ts'
import { counted } from '../part/number.ts'

/** A criticism as `criticismCard` shows it. */
export interface ShownCriticism {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly claim: string
  readonly attribution: string | null
  readonly critic: LinkedEntity | null
  readonly target: LinkedEntity
  readonly statedOn: { readonly label: string } | null
  readonly publishedBy: LinkedEntity | null
  readonly spokespeople: readonly LinkedEntity[]
  readonly topics: readonly LinkedEntity[]
  readonly about: readonly LinkedEntity[]
  readonly quotations: readonly ShownQuotation[]
  readonly responses: { readonly totalCount: number; readonly nodes: readonly ShownResponse[] }
  readonly evidence: readonly {
    readonly status: EvidenceStatus
    readonly paragraph: number
    readonly document: { readonly slug: string; readonly title: string }
  }[]
}

interface ShownQuotation {
  readonly text: string
  readonly speaker: LinkedEntity | null
}

interface ShownResponse {
  readonly key: string
  readonly dataset: { readonly slug: string }
  readonly reply: string
  readonly stance: keyof typeof stanceWords
  readonly responder: LinkedEntity
  readonly statedOn: { readonly label: string } | null
}

/** What `criticismCard` shows, as a fragment of GraphQL. */
export const shownCriticism = `fragment ShownCriticism on Criticism {
  key
  dataset { slug }
  claim
  attribution
  critic { slug name }
  target { slug name }
  statedOn { label }
  publishedBy { slug name }
  spokespeople { slug name }
  topics { slug name }
  about { slug name }
  quotations { text speaker { slug name } }
  responses(first: 3) {
    totalCount
    nodes {
      key
      dataset { slug }
      reply
      stance
      responder { slug name }
      statedOn { label }
    }
  }
  evidence { status paragraph document { slug title } }
}`

const stanceWords = {
  ACKNOWLEDGES: 'acknowledges it',
  DISPUTES_IN_PART: 'disputes a part of it',
  PROMISES_CHANGE: 'promises a change',
  REJECTS: 'rejects it',
} as const

/** A criticism: the claim, who made it about whom and when, in which words, under which topics, and what was answered. */
export function criticismCard(criticism: ShownCriticism): Content {
  const { key, dataset, claim, topics, about, quotations, responses } = criticism
  return html`<li class="criticism">
    <h3><a href=${factPath(dataset.slug, key)} dir="auto">${claim}</a></h3>
    <p>${whoOf(criticism)}</p>
    ${quotations.map((quotation) => quotationOf(quotation, criticism.critic))}
    ${topics.length > 0 && html`<p class="soft">Filed under ${topicLinks(topics)}</p>`}
    ${about.length > 0 && html`<p class="soft">Concerns ${entityLinks(about)}</p>`}
    ${responses.nodes.map(responseOf)}
    ${
      responses.totalCount > responses.nodes.length &&
      html`<p><a href=${factPath(dataset.slug, key)}>All ${counted(responses.totalCount, 'response')}</a></p>`
    }
    ${sourceOf(criticism)}
  </li>`
}

function whoOf({ critic, target, statedOn, publishedBy, spokespeople, attribution }: ShownCriticism): Content {
  const who = critic ? entityLink(critic) : (attribution ?? 'Somebody who is not named')
  return html`<strong>${who}</strong>${spokespeople.length > 0 && html` (${entityLinks(spokespeople)})`}${' about '}
    <strong>${entityLink(target)}</strong>, ${statedOn?.label ?? 'date not known'}${
      publishedBy && html`, in ${entityLink(publishedBy)}`
    }`
}

/** A quotation. That the critic said it goes without saying. */
function quotationOf({ text, speaker }: ShownQuotation, critic: LinkedEntity | null): Content {
  const isOther = speaker !== null && speaker.slug !== critic?.slug
  return html`<blockquote class="quotation" dir="auto">
    “${text}”${isOther && html`<span class="soft"> (${entityLink(speaker)})</span>`}
  </blockquote>`
}

function topicLinks(topics: readonly LinkedEntity[]): Content {
  return topics.map(({ slug, name }, index) => {
    const address = `/criticisms?${new URLSearchParams({ topic: slug })}`
    return [index > 0 && ', ', html`<a href=${address}><bdi>${name}</bdi></a>`]
  })
}

function responseOf({ key, dataset, reply, stance, responder, statedOn }: ShownResponse): Content {
  return html`<p class="response">
    ${entityLink(responder)} ${stanceWords[stance]}${statedOn && `, ${statedOn.label}`}:${' '}
    <a href=${factPath(dataset.slug, key)} dir="auto">${reply}</a>
  </p>`
}

function sourceOf({ evidence }: ShownCriticism): Content {
  const [first] = evidence
  if (first === undefined) return null
  const { document, paragraph } = first
  return html`<p class="soft source">
    <a href=${documentPath(document.slug, paragraph)}><bdi>${document.title}</bdi>, paragraph ${paragraph}</a>
    ${' '}${statusBadge(statusOf(evidence))}
  </p>`
}
