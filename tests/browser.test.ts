import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed } from '../src/dataset/seed.ts'
import { readExampleQuestions } from '../src/http/page/example-question.ts'
import { freshDatabase } from './support/database.ts'
import { listen, testApp } from './support/http.ts'

/** A browser of this machine; playwright-core brings none. */
const executablePath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)

const skipped = ', skipped: there is no Chromium, and CHROMIUM names none'

describe.skipIf(!executablePath)(
  `the playground in a browser${executablePath ? '' : skipped}`,
  { timeout: 120_000 },
  () => {
    let browser: Browser
    let origin: string
    const questions = readExampleQuestions()

    beforeAll(async () => {
      const db = await freshDatabase()
      await seed(db)
      origin = `http://127.0.0.1:${await listen(testApp(db, { questions: await questions }).app)}`
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    }, 120_000)
    afterAll(() => browser.close())

    /** A page of a new visitor. It fails on errors of scripts and of the content security policy. */
    async function visit(viewport = { width: 1280, height: 800 }): Promise<Page> {
      const context = await browser.newContext({ viewport })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      page.on('pageerror', (error) => expect.unreachable(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') expect.unreachable(message.text())
      })
      return page
    }

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
      await page.goto(`${origin}/`)
      await page.getByRole('link', { name: 'Who holds or held which post?' }).click()
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

    it('fits a phone, and so does the first page', async () => {
      const page = await visit({ width: 360, height: 740 })
      for (const path of ['/', '/graphql', '/docs/datasets.md']) {
        await page.goto(origin + path)
        if (path === '/graphql') await answer(page, 'totalCount')
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        expect([path, width]).toEqual([path, 360])
      }
    })
  },
)
