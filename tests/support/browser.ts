import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

/** A browser of this machine; playwright-core brings none. */
const executablePath = [process.env.CHROMIUM ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)

export const hasBrowser = executablePath !== undefined

/** What the name of a test adds where there is no browser. */
export const skippedWithout = hasBrowser ? '' : ', skipped: there is no Chromium, and CHROMIUM names none'

/** Starts the browser. Of its own accord it asks nobody anything. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
}

/** A visitor of a server, and what went wrong meanwhile. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** Errors of scripts, of the console and of the content security policy, and requests to other servers. */
  readonly faults: string[]
  /** The addresses that were asked, without the origin. */
  readonly requests: string[]
}

/** Opens a page of a new visitor. Whoever asks another server than `origin` gets nothing. */
export async function newVisitor(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const faults: string[] = []
  const requests: string[] = []
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      faults.push(`asks ${route.request().url()}`)
      return route.abort()
    },
  )
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (request.url().startsWith(origin)) requests.push(request.url().slice(origin.length))
  })
  return { context, page, faults, requests }
}
