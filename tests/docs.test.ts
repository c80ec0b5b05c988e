import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { formatPage } from '../print-format.ts'
import { errorCodes } from '../src/errors.ts'
import { schema } from '../src/schema.ts'
import { createTestApp } from './support/app.ts'
import { filledDatabase } from './support/database.ts'

const project = path.join(import.meta.dirname, '..')
const pages = ['README.md', ...readdirSync(path.join(project, 'docs')).filter((name) => name.endsWith('.md'))].map(
  (name) => (name === 'README.md' ? name : `docs/${name}`),
)
const decisions = readdirSync(path.join(project, 'docs/decisions')).map((name) => `docs/decisions/${name}`)
const texts = [...pages, ...decisions]
const textOf = (page: string) => readFileSync(path.join(project, page), 'utf8')

const { scripts }: { scripts: object } = JSON.parse(textOf('package.json'))

const db = await filledDatabase()
const app = createTestApp(db)

/** Whether an answer shows anything: the first list or thing that was asked for is there. */
function showsSomething(value: unknown): boolean {
  if (value === null || value === 0) return false
  if (Array.isArray(value)) return value.length > 0
  if (typeof value !== 'object') return true
  return Object.values(value).some(showsSomething)
}

describe('the pages', () => {
  const queries = pages.flatMap((page) =>
    [...textOf(page).matchAll(/```graphql\n([\s\S]*?)```/g)].map((match, index) => ({
      page,
      number: index + 1,
      text: match[1] ?? '',
    })),
  )

  it('hold queries', () => {
    expect(queries.length).toBeGreaterThan(12)
  })

  const isMutation = ({ text }: { readonly text: string }) => /^\s*mutation\b/.test(text)

  it.each(queries.filter(isMutation))('$page, mutation $number, is one that the API has', ({ text }) => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([])
  })

  it.each(queries.filter((query) => !query.page.includes('clients') && !isMutation(query)))(
    '$page, query $number, is answered from the first dataset',
    async ({ text }) => {
      const { data, errors, extensions } = await app.ask(text)
      expect(errors).toBeUndefined()
      const hints = (extensions?.hints ?? []) as { path: unknown[] }[]
      for (const [field, value] of Object.entries(data ?? {})) {
        // What the page shows to be empty is named for it, or explained by a hint.
        const isExplained = field === 'unproven' || hints.some(({ path: [first] }) => first === field)
        expect(showsSomething(value) || isExplained, field).toBe(true)
      }
    },
  )

  const refused = pages.flatMap((page) =>
    [...textOf(page).matchAll(/```graphql wrong\n([\s\S]*?)```\s+```text\n([\s\S]*?)```/g)].map((match) => ({
      page,
      question: match[1]?.trim() ?? '',
      answer: match[2] ?? '',
    })),
  )

  it('hold questions that are refused', () => {
    expect(refused.length).toBeGreaterThan(5)
  })

  it.each(refused)('$page says why this is refused: $question', async ({ question, answer }) => {
    expect((await app.refusal(question)).message).toBe(answer.replaceAll(/\s+/g, ' ').trim())
  })

  it('show hints as they are', async () => {
    const [, query = '', shown = ''] =
      /```graphql\n([^`]*Humn[^`]*)```\s*```json\n([\s\S]*?)\n```/.exec(textOf('docs/asking.md')) ?? []
    expect((await app.ask(query)).extensions).toEqual(JSON.parse(shown))
  })

  it.each(texts)('%s links to what is there', (page) => {
    const folder = path.dirname(path.join(project, page))
    const links = [...textOf(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '')
    const missing = links.filter((link) => !existsSync(path.join(folder, link)))
    expect(missing).toEqual([])
  })

  it.each(texts)('%s names files and folders that are there', (page) => {
    const names = [...textOf(page).matchAll(/(?<![\w./-])(?:src|tests|prisma|docs|data|questions|bench)\/[\w./-]+/g)]
    const missing = names
      .map(([name]) => name.replace(/\.$/, ''))
      .filter((name) => !existsSync(path.join(project, name)))
    expect(missing).toEqual([])
  })

  it.each(texts.filter((page) => !page.includes('client')))('%s names commands that npm knows', (page) => {
    const commands = [...textOf(page).matchAll(/\bnpm run ([\w-]+)/g)].map((match) => match[1] ?? '')
    expect(commands.filter((command) => !Object.hasOwn(scripts, command))).toEqual([])
  })

  it('list every field of datasets, with its limits and values, as the program checks them', async () => {
    const { found, printed } = await formatPage()
    expect(found === printed, 'docs/datasets.md is stale: run `npm run schema`').toBe(true)
  })

  it('list the codes of errors as the program knows them', () => {
    const listed = [...textOf('docs/errors.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1])
    expect(listed).toEqual([...errorCodes])
  })
})
