import { access, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const docs = path.resolve(import.meta.dirname, '../docs')
const programs = path.join(docs, 'clients')

interface Block {
  readonly page: string
  readonly line: number
  /** The file that the block says it is from; empty when it does not say. */
  readonly file: string
  readonly text: string
}

async function readBlocks(page: string): Promise<Block[]> {
  const text = await readFile(path.join(docs, page), 'utf8')
  return Array.from(
    text.matchAll(/^```(?:ts|json) ?(.*)\n([^]*?)^```$/gm),
    ({ index, 1: file = '', 2: block = '' }) => {
      return { page, line: text.slice(0, index).split('\n').length, file, text: block }
    },
  )
}

const shownPages = (await readdir(programs)).filter((name) => name.endsWith('.md'))
const pages = ['clients.md', ...shownPages.map((name) => `clients/${name}`)]
const blocks = (await Promise.all(pages.map(readBlocks))).flat()

describe('the pages about clients', () => {
  it('show a program each', () => {
    const shown = new Set(blocks.map(({ file }) => file))
    for (const file of [
      'fetch.ts',
      'urql.ts',
      'apollo.ts',
      'changing.ts',
      'relay/criticisms.ts',
      'relay/environment.ts',
      'codegen.ts',
    ]) {
      expect(shown).toContain(file)
    }
  })

  for (const { page, line, file, text } of blocks) {
    it(`show what is run: ${page}, line ${line}`, async () => {
      expect(file, 'The block must name its file: ```ts fetch.ts').not.toBe('')
      expect(await readFile(path.join(programs, file), 'utf8')).toContain(text)
    })
  }

  it('link to files that exist', async () => {
    for (const page of pages) {
      const text = await readFile(path.join(docs, page), 'utf8')
      for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        await expect(
          access(path.join(docs, path.dirname(page), target)),
          `${page} links to ${target}`,
        ).resolves.toBeUndefined()
      }
    }
  })
})
