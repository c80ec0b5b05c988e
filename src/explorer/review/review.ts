import { type Content, html } from '../../http/page/html.ts'
import type { Page, View } from '../view.ts'
import { proposalQuestion, proposalsQuestion, reviewOperations } from './question.ts'

// Both pages are the same for everybody: the script asks with the reader's key, which no address and no form may carry.

/** The proposals that wait for a decision. */
export const reviewView: View<undefined> = {
  path: '/review',
  question: proposalsQuestion,
  variables: () => undefined,
  show: reviewPage,
}

/** A proposal, change by change, beside the text that it was read from. */
export const proposalView: View<undefined> = {
  path: '/review/:id',
  question: proposalQuestion,
  variables: () => undefined,
  show: reviewPage,
}

const keys: readonly (readonly [key: string, does: string])[] = [
  ['j', 'Next change'],
  ['k', 'Change before'],
  ['a', 'Accept the change'],
  ['r', 'Reject the change, with a reason'],
  ['e', 'Edit the change'],
  ['s', 'Make the selected words the anchor'],
  ['b', 'Decide about many changes'],
]

function reviewPage(): Page {
  const main = html`<h1>Review</h1>
    <noscript>
      <div class="note">
        <p>This page needs JavaScript, because your key stays in the memory of its tab. Without it, review on the command line:</p>
        <pre>${commands}</pre>
      </div>
    </noscript>
    <p class="review-lead">
      Whoever has a key of a curator decides here about what others propose. <a href="/docs/proposals.md">How proposals work</a>
    </p>
    <form class="card review-key" id="review-key" hidden>
      <label for="review-key-text">Your key</label>
      <input id="review-key-text" type="password" autocomplete="off" spellcheck="false" required />
      <button type="submit">Use this key</button>
      <p class="soft">It stays in the memory of this tab until you leave or reload the page, and goes to this server alone.</p>
    </form>
    <p id="review-status" role="status"></p>
    <div id="review"></div>
    <dl data-keys hidden>${keys.map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`)}</dl>
    ${operations()}`
  const scripts = ['review-parts.js', 'review-text.js', 'review-edit.js', 'review-bulk.js', 'review.js']
  return { title: 'Review', description: 'Decide about what others propose.', main, scripts }
}

/** The texts of what the script asks. They are here, where tests compare them with the schema. */
function operations(): Content {
  return Object.entries(reviewOperations).map(([name, text]) => {
    return html`<template data-operation=${name}>${text}</template>`
  })
}

const commands = `dossier proposal list --state OPEN
dossier proposal show ID
dossier proposal accept ID --actor "Your Name" --only 1,3-5
dossier proposal reject ID --actor "Your Name" --reason "The source does not say so."`
