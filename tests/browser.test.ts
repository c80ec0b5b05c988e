import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { questionAddress, readExampleQuestions } from '../src/http/page/example-question.ts'
import { hasBrowser, launchBrowser, newVisitor, skippedWithout, type Visitor } from './support/browser.ts'
import { filledDatabase } from './support/database.ts'
import { listen, testApp } from './support/http.ts'

describe.skipIf(!hasBrowser)(`the playground in a browser${skippedWithout}`, { timeout: 120_000 }, () => {
  let browser: Browser
  let origin: string
  const questions = readExampleQuestions()

  beforeAll(async () => {
    const db = await filledDatabase()
    origin = `http://127.0.0.1:${await listen(testApp(db, { questions: await questions }).app)}`
    browser = await launchBrowser()
  }, 120_000)
  afterAll(() => browser.close())

  const visitors: Visitor[] = []

  async function visit(viewport = { width: 1280, height: 800 }): Promise<Page> {
    const visitor = await newVisitor(browser, origin, { viewport })
    visitors.push(visitor)
    return visitor.page
  }

  afterEach(async () => {
    for (const { context, faults } of visitors.splice(0)) {
      expect(faults).toEqual([])
      await context.close()
    }
  })

  const tabs = (page: Page) => page.locator('.graphiql-tab').allInnerTexts()
  const answer = async (page: Page, words: string) => {
    await page.locator('.result-window', { hasText: words }).waitFor()
  }

  it('runs the first example at a first visit', async () => {
    const page = await visit()
    await page.goto(`${origin}/graphql`)
    await answer(page, 'totalCount')
    expect(await tabs(page)).toEqual(['CriticismsAboutDetention'])
  })

  it('opens each example in a tab of its own, runs it, and keeps the others', async () => {
    const page = await visit()
    const whoIsWho = (await questions).find(({ name }) => name === 'who-is-who')
    await page.goto(`${origin}${whoIsWho && questionAddress(whoIsWho)}`)
    await answer(page, 'people')
    expect(await tabs(page)).toEqual(['CriticismsAboutDetention', 'WhoIsWho'])
    await page.getByText('Example questions').click()
    await page.getByRole('link', { name: 'What was it called, and when?' }).click()
    await answer(page, 'organization')
    expect(await tabs(page)).toEqual(['CriticismsAboutDetention', 'WhoIsWho', 'NamesThroughTime'])
    await page.goto(`${origin}/graphql`)
    await page.locator('.graphiql-tab-active', { hasText: 'NamesThroughTime' }).waitFor()
    expect(await tabs(page)).toHaveLength(3)
  })

  it('opens the question of a page with its values, and runs it', async () => {
    const page = await visit()
    await page.goto(`${origin}/documents`)
    await page.getByRole('link', { name: 'Show this question' }).click()
    await answer(page, 'isLoaded')
    expect(await tabs(page)).toEqual(['CriticismsAboutDetention', 'Documents'])
    // A name that is none of our pages' opens nothing, and nothing of it runs.
    await page.goto(`${origin}/graphql?operation=constructor&variables=1`)
    await page.locator('.graphiql-tab-active').waitFor()
    expect(await tabs(page)).toHaveLength(2)
  })

  it('shows its own tabs at an address where another program has left some', async () => {
    const page = await visit()
    await page.goto(`${origin}/health`)
    const foreign = {
      id: 'a',
      title: 'Foreign',
      query: '{ other }',
      variables: null,
      headers: null,
      operationName: null,
    }
    const state = { activeTabIndex: 0, tabs: [{ ...foreign, response: null }] }
    await page.evaluate((text) => localStorage.setItem('graphiql:tabState', text), JSON.stringify(state))
    await page.goto(`${origin}/graphql`)
    await answer(page, 'totalCount')
    expect(await tabs(page)).toEqual(['CriticismsAboutDetention'])
    expect(await page.evaluate(() => localStorage.getItem('graphiql:tabState'))).toContain('Foreign')
  })

  it('opens a question of a link, and leaves running it to the reader', async () => {
    const page = await visit()
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.postData() ?? ''))
    await page.goto(`${origin}/graphql?query=${encodeURIComponent('query Mine { graph { revision } }')}`)
    await page.locator('.graphiql-query-editor', { hasText: 'revision' }).waitFor()
    expect(await tabs(page)).toEqual(['CriticismsAboutDetention', 'Mine'])
    await page.locator('.graphiql-execute-button').click()
    await answer(page, 'revision')
    expect(asked.filter((body) => body.includes('Mine'))).toHaveLength(1)
    expect(page.url()).toContain('#query=query%20Mine')
  })

  it('fits a phone, and so does the documentation', async () => {
    const page = await visit({ width: 360, height: 740 })
    for (const path of ['/graphql', '/docs/datasets.md']) {
      await page.goto(origin + path)
      if (path === '/graphql') await answer(page, 'totalCount')
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([path, width]).toEqual([path, 360])
    }
  })
})
