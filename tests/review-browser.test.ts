import { parse, validate } from 'graphql'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../src/dataset/load.ts'
import { adoptDataset } from '../src/dataset/manage.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { loadDocument } from '../src/document/load.ts'
import { reviewOperations } from '../src/explorer/review/question.ts'
import { schema } from '../src/schema.ts'
import { newKey } from './support/access.ts'
import { hasBrowser, launchBrowser, newVisitor, skippedWithout } from './support/browser.ts'
import { freshDatabase } from './support/database.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { ask, listen, testApp } from './support/http.ts'

const db = await freshDatabase()
await loadDataset(db, await readDatasetOrThrow(harbour))
await loadDocument(db, { file: harbourText })
await adoptDataset(db, 'harbour')
const { app } = testApp(db)
const contributor = await newKey(db, 'CONTRIBUTOR')
const curator = await newKey(db, 'CURATOR')

const hostile = '<img src=x onerror=alert(1)> “said” it.'

/** A proposal of 120 notes, of which the first is hostile. */
async function propose(): Promise<string> {
  const changes = Array.from({ length: 120 }, (_, index) => ({
    attribute: {
      operation: 'CREATE',
      dataset: 'harbour',
      key: `note-${index + 1}`,
      subject: 'harbour-aid',
      attribute: 'note',
      value: `note ${index + 1}`,
      confidence: index < 10 ? 0.95 : 0.5,
      computed: 'A test.',
      statement: index === 0 ? hostile : `Harbour Aid has note ${index + 1}.`,
      evidence: [
        { document: 'harbour-aid', paragraph: 1, anchor: index % 2 === 0 ? 'helps sailors' : 'a charity that helps' },
      ],
    },
  }))
  const input = { title: 'Notes', reason: 'They are in the text.', changes: changes.slice(0, 100) }
  const { id: proposal } = await mutate('createProposal', 'CreateProposalInput', input)
  await mutate('addToProposal', 'AddToProposalInput', { proposal, changes: changes.slice(100) })
  await mutate('submitProposal', 'ProposalInput', { proposal })
  return proposal
}

/** Runs a mutation of the contributor, and gives the proposal. */
async function mutate(name: string, type: string, input: object): Promise<{ id: string }> {
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { problems { message } proposal { id } } }`
  const { data, errors } = await ask(app, { query, variables: { input } }, contributor.headers)
  expect(errors).toBeUndefined()
  expect(data[name].problems).toEqual([])
  return data[name].proposal
}

const factOf = async (key: string) => {
  const query = `{ fact(dataset: "harbour", key: "${key}") { statement evidence { anchor paragraph status } } }`
  return (await ask(app, { query })).data.fact
}
const statusesOf = async (id: string) => {
  const query = `query ($id: ID!) { node(id: $id) { ... on Proposal { changes(first: 100) { nodes { ordinal status reason } } } } }`
  return (await ask(app, { query, variables: { id } }, curator.headers)).data.node.changes.nodes
}

describe('the page of the review', () => {
  it('asks and does only what the API has, by the names of its operations', () => {
    for (const [name, text] of Object.entries(reviewOperations)) {
      expect([name, validate(schema, parse(text))]).toEqual([name, []])
      expect(text).toMatch(new RegExp(`^(?:query|mutation) ${name}\\(`))
    }
  })

  it.each(['/review', '/review/anything'])(
    'is the same for everybody, and no form of it can send a key: %s',
    async (path) => {
      const response = await app.fetch(`http://localhost${path}`, { headers: { accept: 'text/html' } })
      const html = await response.text()
      expect(response.status).toBe(200)
      expect(response.headers.get('set-cookie')).toBeNull()
      expect(html).toMatch(/<noscript>.*needs JavaScript.*dossier proposal accept ID.*<\/noscript>/su)
      const form = /<form class="card review-key".*?<\/form>/su.exec(html)?.[0] ?? ''
      expect(form).toContain('hidden')
      expect(form).not.toContain(' name=')
      expect(html).not.toContain('rel="alternate"')
    },
  )
})

describe.skipIf(!hasBrowser)(`a review in a browser${skippedWithout}`, { timeout: 120_000 }, () => {
  let browser: Browser
  let origin: string
  let id: string

  beforeAll(async () => {
    id = await propose()
    origin = `http://127.0.0.1:${await listen(app)}`
    browser = await launchBrowser()
  }, 120_000)
  afterAll(() => browser.close())

  it('goes by keys alone: accept, reject with a reason, edit with selected words, decide about many', async () => {
    const { page, context, faults } = await newVisitor(browser, origin)
    page.setDefaultTimeout(20_000)
    const status = page.locator('#review-status')
    await page.goto(`${origin}/review`)
    await page.locator('#review-key-text').press('Tab')
    await page.locator('#review-key-text').fill('no key')
    await page.keyboard.press('Enter')
    await status.filter({ hasText: 'Authorization' }).waitFor()
    faults.length = 0 // The console tells of the refused key.
    await page.locator('#review-key-text').fill(curator.key)
    await page.keyboard.press('Enter')
    const link = page.getByRole('link', { name: 'Notes' })
    await link.press('Enter')
    await page.getByRole('heading', { name: hostile }).waitFor()
    expect(page.url()).toBe(`${origin}/review/${encodeURIComponent(id)}`)
    expect(await page.locator('main img').count()).toBe(0)
    expect(await page.locator('.review-text mark.current').allInnerTexts()).toEqual(['helps', ' sailors'])

    await page.keyboard.press('a')
    await status.filter({ hasText: '1 change accepted.' }).waitFor()
    expect((await factOf('note-1')).statement).toBe(hostile)

    await page.keyboard.press('r')
    await page.keyboard.type('It says nothing.')
    await page.keyboard.press('Enter')
    await status.filter({ hasText: '1 change rejected.' }).waitFor()
    expect((await statusesOf(id))[1]).toMatchObject({ status: 'REJECTED', reason: 'It says nothing.' })

    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Harbour Aid has note 4.' }).waitFor()
    await page.keyboard.press('k')
    await page.getByRole('heading', { name: 'Harbour Aid has note 3.' }).waitFor()
    // Selects the first words of the second sentence, as a reader does with a mouse.
    await page.locator('[data-paragraph="1"][data-sentence="2"]').evaluate((element) => {
      const text = element.firstChild as Text
      getSelection()?.setBaseAndExtent(text, 0, text, 'It was founded'.length)
    })
    await page.keyboard.press('s')
    await status.filter({ hasText: 'The anchor is “It was founded” now.' }).waitFor()
    await page.locator('#edit-statement').fill('Harbour Aid has the third note.')
    await page.getByRole('button', { name: 'Propose this instead' }).press('Enter')
    await status.filter({ hasText: 'Corrected. It waits as a proposal of yours' }).waitFor()
    expect((await statusesOf(id))[2]).toMatchObject({ status: 'REJECTED' })
    const { data } = await ask(
      app,
      { query: '{ proposals(first: 1) { nodes { title changes { nodes { status after } } } } }' },
      curator.headers,
    )
    expect(data.proposals.nodes[0]).toMatchObject({
      title: 'Corrected: Harbour Aid has note 3.',
      changes: {
        nodes: [
          {
            status: 'NEW',
            after: {
              key: 'note-3',
              statement: 'Harbour Aid has the third note.',
              evidence: [{ document: 'harbour-aid', paragraph: 1, anchor: 'It was founded' }],
            },
          },
        ],
      },
    })

    await page.keyboard.press('b')
    await page.locator('#bulk-least').fill('0.9')
    await page.getByText('7 of 117 undecided changes are chosen.').waitFor()
    await page.getByRole('button', { name: 'Reject these' }).press('Enter')
    await page.getByText('Say why they are rejected').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('b')
    await page.locator('#bulk-least').fill('0.9')
    await page.getByRole('button', { name: 'Accept these' }).press('Enter')
    await status.filter({ hasText: '7 changes accepted.' }).waitFor()
    expect((await factOf('note-10')).evidence).toEqual([
      { anchor: 'a charity that helps', paragraph: 1, status: 'FOUND' },
    ])
    await page.getByText('110 changes of 120 to decide.').waitFor()

    // The key is in the memory of the page and nowhere else: a reload asks for it again.
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    )
    expect(kept).not.toContain(curator.key)
    expect(await context.cookies()).toEqual([])
    await page.reload()
    await page.locator('#review-key-text').waitFor()
    expect(await page.content()).not.toContain(curator.key)
    expect(faults).toEqual([])
    await context.close()
  })

  it('says without JavaScript that it needs it, and fits a phone', async () => {
    const { page, context } = await newVisitor(browser, origin, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 700 },
    })
    await page.goto(`${origin}/review`)
    expect(await page.locator('noscript p').isVisible()).toBe(true)
    expect(await page.locator('#review-key-text').isVisible()).toBe(false)
    await context.close()
  })
})
