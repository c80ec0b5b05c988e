import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { loadDocument } from '../src/document/load.ts'
import { views } from '../src/explorer/views.ts'
import { hasBrowser, launchBrowser, newVisitor, skippedWithout, type Visitor } from './support/browser.ts'
import { viewOf } from './support/crawl.ts'
import { filledDatabase } from './support/database.ts'
import { listen, testApp } from './support/http.ts'
import { pageSamples } from './support/page-samples.ts'

const article = path.join(import.meta.dirname, '../../shared/sources/000_b05746cdc44633e2.txt')
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds, as the tests read it. */
interface Finding {
  readonly id: string
  readonly impact: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly any: readonly { readonly message: string }[] }[]
}

/** How each page is looked at, and by which of axe's rules; none: by all. */
const looks = [
  { colorScheme: 'light', width: 1280, rules: [] },
  { colorScheme: 'dark', width: 360, rules: ['color-contrast'] },
] as const

it('has an example of every page', () => {
  const shown = pageSamples.map((address) => viewOf(new URL(address, 'http://localhost').pathname))
  expect(views.map((view) => view.path).filter((one) => !shown.includes(one))).toEqual([])
})

describe.skipIf(!hasBrowser)(`the explorer in a browser${skippedWithout}`, { timeout: 120_000 }, () => {
  let browser: Browser
  let origin: string
  let closed: string
  const visitors: Visitor[] = []

  beforeAll(async () => {
    const db = await filledDatabase()
    if (existsSync(article)) await loadDocument(db, { file: article })
    const config = { answerCache: 8_000_000 }
    origin = `http://127.0.0.1:${await listen(testApp(db, { config }).app)}`
    closed = `http://127.0.0.1:${await listen(testApp(db, { config: { ...config, anonymous: false } }).app)}`
    browser = await launchBrowser()
  }, 120_000)
  afterAll(() => browser.close())

  afterEach(async () => {
    for (const { context, faults } of visitors.splice(0)) {
      await context.close()
      expect(faults).toEqual([])
    }
  })

  async function visit(address: string, options: BrowserContextOptions = {}, of = origin): Promise<Visitor> {
    const visitor = await newVisitor(browser, of, options)
    visitors.push(visitor)
    await visitor.page.goto(of + address)
    return visitor
  }

  /** What axe finds in a page that is serious or critical, by all its rules or by those given. */
  async function findingsOf(page: Page, ...rules: string[]): Promise<string[]> {
    const options = JSON.stringify({ resultTypes: ['violations'], ...(rules.length > 0 && { runOnly: rules }) })
    const found = await page.evaluate<Finding[]>(`axe.run(document, ${options}).then(({ violations }) => violations)`)
    return found
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html} ${nodes[0]?.any[0]?.message ?? ''}`)
  }

  it('lets everybody read every page: light and dark, on a desk and on a phone', async () => {
    const { page } = await visit('/')
    const findings: string[] = []
    for (const address of pageSamples) {
      await page.goto(origin + address)
      await page.evaluate(axeSource)
      // What a page says is the same in the dark and on a phone; its colours and its width are not.
      for (const { rules, colorScheme, width } of looks) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 800 })
        const where = `${address}, ${colorScheme}, ${width} pixels`
        findings.push(...(await findingsOf(page, ...rules)).map((finding) => `${where}: ${finding}`))
        const needed = await page.evaluate<number>('document.documentElement.scrollWidth')
        if (needed > width) findings.push(`${where}: is ${needed} pixels wide`)
      }
    }
    expect(findings).toEqual([])
  })

  it('suggests while somebody types, by keyboard alone', async () => {
    const { page } = await visit('/documents')
    await page.keyboard.press('/')
    await page.keyboard.type('human ri')
    const search = page.getByRole('combobox', { name: 'Search the graph' })
    const options = page.getByRole('option')
    await options.first().waitFor()
    expect(await search.getAttribute('aria-expanded')).toBe('true')
    expect(await page.evaluate('document.activeElement.id')).toBe('q')
    await page.keyboard.press('ArrowDown')
    const active = await search.getAttribute('aria-activedescendant')
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
    await page.evaluate(axeSource)
    expect(await findingsOf(page)).toEqual([])
    await page.keyboard.press('ArrowUp')
    expect(await search.getAttribute('aria-activedescendant')).toBeNull()
    await page.keyboard.press('Escape')
    expect([await options.count(), await search.getAttribute('aria-expanded')]).toEqual([0, 'false'])
    // Escape closed the list and left the words.
    expect(await search.inputValue()).toBe('human ri')
    await page.keyboard.type('g')
    await options.first().waitFor()
    await page.keyboard.press('ArrowDown')
    const name = await options.first().locator('bdi').first().innerText()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/entity/*')
    expect(await page.locator('h1').innerText()).toContain(name)
  })

  it('fills a form by what it suggests, and keeps the names of its fields', async () => {
    const { page } = await visit('/path')
    const suggestions = page.locator('.suggesting [role=option]')
    for (const [name, typed, slug] of [
      ['From', 'human rights w', 'human-rights-watch'],
      ['To', 'genev', 'geneva'],
    ] as const) {
      const field = page.getByRole('combobox', { name, exact: true })
      await field.pressSequentially(typed)
      await suggestions.first().waitFor()
      await field.press('ArrowDown')
      expect(await page.getByRole('combobox', { name, exact: true }).count()).toBe(1)
      await field.press('Enter')
      expect([await field.inputValue(), await suggestions.count()]).toEqual([slug, 0])
    }
    await page.keyboard.press('Enter')
    await page.waitForURL('**/path?**from=human-rights-watch&to=geneva**')
  })

  it('suggests nothing where a key is needed, and asks no second time', async () => {
    const { page, requests } = await visit('/docs/asking.md', {}, closed)
    const asked = () => requests.filter((address) => address === '/graphql').length
    await page.getByRole('combobox', { name: 'Search the graph' }).focus()
    const refused = page.waitForResponse(`${closed}/graphql`)
    await page.keyboard.type('human')
    expect((await refused).status()).toBe(401)
    await page.keyboard.type(' rights', { delay: 50 })
    await page.waitForTimeout(300)
    expect([asked(), await page.getByRole('option').count()]).toEqual([1, 0])
    // The browser itself tells its console of each 401.
    visitors.at(-1)?.faults.splice(0)
  })

  it('shows its keys, and leaves them out for those who turn them off', async () => {
    const { page } = await visit('/documents')
    const dialog = page.getByRole('dialog', { name: 'Keys' })
    const searched = () => page.evaluate<boolean>("document.activeElement.id === 'q'")
    await page.keyboard.press('?')
    await dialog.waitFor()
    await page.evaluate(axeSource)
    expect(await findingsOf(page)).toEqual([])
    await page.keyboard.press('/')
    expect(await searched()).toBe(false)
    await page.keyboard.press('Escape')
    expect(await dialog.isVisible()).toBe(false)
    await page.keyboard.press('Control+/')
    expect(await searched()).toBe(false)
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByLabel('Use single keys').uncheck()
    await page.getByRole('button', { name: 'Close' }).click()
    for (const again of [false, true]) {
      if (again) await page.reload()
      await page.keyboard.press('/')
      await page.keyboard.press('?')
      expect([await searched(), await dialog.isVisible()]).toEqual([false, false])
    }
    await page.getByRole('button', { name: 'Keys' }).click()
    await page.getByLabel('Use single keys').check()
    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    expect(await searched()).toBe(true)
    await page.goto(`${origin}/`)
    await page.keyboard.press('/')
    expect(await page.evaluate('document.activeElement.type')).toBe('search')
    await page.goto(`${origin}/documents`)
    await page.keyboard.press('/')
    // In a field it is a letter like any other.
    await page.keyboard.type('a/b?')
    expect(await page.locator('#q').inputValue()).toBe('a/b?')
    expect(await dialog.isVisible()).toBe(false)
  })

  it('copies what is meant to be copied', async () => {
    const { context, page } = await visit('/fact/iom/hrw-2003-pacific-solution')
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const place = page.locator('[data-copy]').first()
    for (const details of await page.locator('details:has([data-copy])').all()) {
      await details.evaluate((element) => element.setAttribute('open', ''))
    }
    await place.getByRole('button').click()
    await place.getByText('Copied.').waitFor()
    const source = await page.locator(`#${await place.getAttribute('data-copy')}`).textContent()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(source)
    expect(source).toContain('Human Rights Watch')
  })

  it('is whole without JavaScript: from the search to the sentence and to the question', async () => {
    const { page, requests } = await visit('/', { javaScriptEnabled: false })
    const search = page.getByRole('searchbox').filter({ visible: true })
    await search.fill('pacific solution')
    await search.press('Enter')
    await page.waitForURL('**/search?q=pacific+solution')
    await page.locator('main').getByRole('link', { name: 'Pacific Solution', exact: true }).first().click()
    await page.waitForURL('**/entity/pacific-solution')
    expect(await page.locator('h1').innerText()).toContain('Pacific Solution')
    await page.locator('main a[href^="/fact/"]').first().click()
    await page.waitForURL('**/fact/**')
    expect(await page.locator('main mark').count()).toBeGreaterThan(0)
    await page.locator('main a[href^="/document/"]').first().click()
    await page.waitForURL('**/document/**')
    expect(await page.locator('main h1').count()).toBe(1)
    expect(await page.locator('.foot a[href^="/graphql?operation="]').count()).toBe(1)
    expect(requests.filter((address) => address.startsWith('/graphql'))).toEqual([])
  })

  it('fits paper, and a reader who sees letters twice as large', async () => {
    const { page } = await visit('/entity/international-organization-for-migration')
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.bar form').isVisible()).toBe(false)
    expect(await page.locator('h1').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 640, height: 800 })
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(640)
  })
})
