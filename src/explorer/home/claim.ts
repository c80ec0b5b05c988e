import { type Content, html } from '../../http/page/html.ts'
import { factPath } from '../../model/address.ts'
import { entityLink } from '../part/entity-link.ts'
import { evidenceQuote } from '../part/evidence.ts'
import type { Claim, HomeData, ProvenFact } from './question.ts'

/**
 * A few statements with the sentences that they rest on: criticisms, if there are any; rather those whose sentences are
 * there.
 */
export function claimsOf({ found, any, foundFact, anyFact }: HomeData): Content {
  const facts = [found.nodes, foundFact.nodes, any.nodes].find(({ length }) => length > 0) ?? anyFact.nodes
  if (facts.length === 0) return null
  const title = facts.some(isClaim) ? 'Claims, and the sentences behind them' : 'A fact, and the sentence behind it'
  return html`<section class="card claims" aria-labelledby="claims">
    <h2 id="claims">${title}</h2>
    ${facts.map(proven)}
  </section>`
}

function proven(fact: Claim | ProvenFact): Content {
  const { key, dataset, statement, evidence } = fact
  const shown = evidence.find(({ sentence }) => sentence !== null) ?? evidence[0]
  return html`<div class="home-claim">
    <p class="lead"><a href=${factPath(dataset.slug, key)} dir="auto">${isClaim(fact) ? fact.claim : statement}</a></p>
    ${isClaim(fact) && whoOf(fact)} ${shown && evidenceQuote(shown)}
  </div>`
}

function isClaim(fact: Claim | ProvenFact): fact is Claim {
  return 'claim' in fact
}

function whoOf({ critic, target, statedOn }: Claim): Content {
  return html`<p>
    ${critic ? entityLink(critic) : 'Somebody who is not named'} about ${entityLink(target)}${statedOn && `, ${statedOn.label}`}
  </p>`
}
