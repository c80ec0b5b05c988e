import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { applyPatch, parsePatch } from 'diff'
import { isEqual } from 'es-toolkit/predicate/isEqual'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentOf } from '../src/change/content.ts'
import type { DatasetDraft } from '../src/change/draft.ts'
import type { ItemChange } from '../src/change/item.ts'
import '../src/kinds.ts'
import { patchOf } from '../src/dataset/patch/patch.ts'
import { patchedFiles } from '../src/dataset/patch/patched-files.ts'
import { type DatasetFile, draftOf } from '../src/dataset/read/format.ts'
import { readDatasetOrThrow } from '../src/dataset/read/read.ts'
import { firstDataset } from '../src/dataset/seed.ts'
import { freshFolder, writeFiles } from './support/dataset.ts'
import { filesLayout, filesOf, randomDraft, type Thing, thingsOf } from './support/random-files.ts'

/** A dataset and what it will be: some items stay, some change, some go, some are new. */
const change = fc
  .record({ before: randomDraft, other: randomDraft, stays: fc.array(fc.boolean(), { minLength: 5, maxLength: 20 }) })
  .map(({ before, other, stays }): { before: DatasetDraft; after: DatasetDraft } => {
    const isKept = (index: number) => stays[index % stays.length] === true
    const known = new Map(before.facts.map((fact) => [fact.key, fact]))
    const entities = other.entities.map((entity, index) =>
      isKept(index) ? (before.entities[index] ?? entity) : entity,
    )
    const cited = new Set(other.documents.map(({ slug }) => slug))
    const facts = other.facts.map((fact, index) => {
      const old = known.get(fact.key)
      return old && isKept(index) && old.evidence.every(({ document }) => cited.has(document)) ? old : fact
    })
    // Every label that is cited, whatever facts came from where.
    const documents = other.documents.map((document) => {
      const labels = facts.flatMap(({ evidence }) =>
        evidence.flatMap((piece) => (piece.document === document.slug ? piece.references : [])),
      )
      return { ...document, references: [...new Set(labels)].map((label) => ({ label })) }
    })
    return { before, after: { ...other, documents, entities, facts } }
  })

function changesOf(before: DatasetDraft, after: DatasetDraft): ItemChange[] {
  const [old, now] = [before, after].map((draft) => new Map(thingsOf(draft).map((one) => [nameOf(one), one]))) as [
    Map<string, Thing>,
    Map<string, Thing>,
  ]
  const head = ({ slug, title, language, licence }: DatasetDraft) => ({ slug, title, language, licence })
  const header: ItemChange = {
    ...{ operation: 'UPDATE', type: 'dataset', dataset: 'test', key: 'test' },
    ...{ before: head(before), after: head(after) },
  }
  return [
    ...(before.licence === after.licence ? [] : [header]),
    ...[...new Set([...old.keys(), ...now.keys()])].flatMap((name): ItemChange[] => {
      const [one, other] = [old.get(name), now.get(name)]
      if (isEqual(one?.content, other?.content)) return []
      const { type, key } = (one ?? other) as Thing
      const operation = one === undefined ? 'CREATE' : other === undefined ? 'DELETE' : 'UPDATE'
      return [{ operation, type, dataset: 'test', key, before: one?.content, after: other?.content }]
    }),
  ]
}

const nameOf = ({ type, key }: Thing) => `${type} ${key}`

const textsOf = (files: readonly DatasetFile[]) => Object.fromEntries(files.map((file) => [file.path, file.text]))

async function read(files: readonly DatasetFile[]): Promise<DatasetDraft> {
  const folder = writeFiles(textsOf(files))
  try {
    return draftOf(await readDatasetOrThrow(folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function saidBy(draft: DatasetDraft) {
  const { title, language, licence } = draft
  return { title, language, licence, things: new Map(thingsOf(draft).map((thing) => [nameOf(thing), thing.content])) }
}

/** Runs a program in a folder with these files and returns the files that it leaves. */
function applied(program: string, args: readonly string[], files: readonly DatasetFile[], patch: string) {
  const folder = freshFolder()
  for (const file of files) writeFileSync(path.join(folder, file.path), file.text)
  mkdirSync(path.join(folder, '.git', 'objects'), { recursive: true })
  const { status, stderr, error } = spawnSync(program, args, { cwd: folder, input: patch, encoding: 'utf8' })
  if (error) throw error
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  const left = Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]))
  rmSync(folder, { recursive: true })
  return left
}

const has = (program: string) => spawnSync(program, ['--version']).status === 0
const seconds = 300_000

test('files say what was proposed, and nothing else of them changes', { timeout: seconds }, async () => {
  await fc.assert(
    fc.asyncProperty(change, filesLayout, async ({ before, after }, layout) => {
      const files = filesOf(before, layout)
      expect(saidBy(await read(files))).toEqual(saidBy(before))
      const changes = changesOf(before, after)
      const patched = patchedFiles(files, changes)
      expect(saidBy(await read(patched))).toEqual(saidBy(after))
      const changed = new Set(changes.map(({ key }) => key))
      const comments = (list: readonly DatasetFile[]) =>
        list.flatMap(({ text }) => [...text.matchAll(/# (?:above|behind|within) (\S+)$|# of the section .*$/gmu)])
      const kept = comments(files).filter(([, key]) => key === undefined || !changed.has(key))
      const now = new Set(comments(patched).map(([comment]) => comment))
      for (const [comment] of kept) expect(now).toContain(comment)
    }),
    { numRuns: 50 },
  )
})

/** What somebody may do to a fact or an entity of the first dataset. */
type Edit = (content: Record<string, unknown>) => Record<string, unknown>
const edits: readonly Edit[] = [
  (content) => ({ ...content, [content.key === undefined ? 'summary' : 'statement']: 'Said: in "other" words.' }),
  (content) => ({ ...content, computed: content.computed === undefined ? '# because' : undefined }),
  ({ labels = [], ...content }) => ({
    ...content,
    labels: [...(labels as []), { text: 'New, too', aliasKind: 'FORMER' }],
  }),
  ({ labels = [], ...content }) => ({ ...content, labels: (labels as []).slice(1) }),
  ({ evidence = [], ...content }) => ({ ...content, evidence: (evidence as []).toReversed() }),
  ({ topics = [], ...content }) => ({ ...content, topics: (topics as []).slice(0, -1) }),
  ({ period: _, asOf: __, statedOn: ___, unit: ____, ...content }) => content,
]
const isFact = (content: object) => 'key' in content
const fits = (edit: Edit, { content }: Thing) => {
  const index = edits.indexOf(edit)
  return index === 0 || (isFact(content) ? [1, 4, 5, 6] : [2, 3]).includes(index)
}

test('the files of the first dataset keep every line that is not touched', { timeout: seconds }, async () => {
  const dataset = await readDatasetOrThrow(firstDataset)
  const draft = draftOf(dataset)
  const things = thingsOf(draft).filter(({ type }) => type !== 'document')
  const choice = fc.record({ thing: fc.constantFrom(...things), edit: fc.constantFrom(...edits), goes: fc.nat(5) })
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(choice, { minLength: 1, maxLength: 8, selector: ({ thing }) => nameOf(thing) }),
      async (chosen) => {
        const changes = chosen.flatMap(({ thing, edit, goes }): ItemChange[] => {
          const { type, key, content: before } = thing
          if (goes === 0 && type === 'fact') return [{ operation: 'DELETE', type, dataset: 'iom', key, before }]
          if (!fits(edit, thing)) return []
          const after = contentOf(type, edit(before))
          return isEqual(before, after) ? [] : [{ operation: 'UPDATE', type, dataset: 'iom', key, before, after }]
        })
        const patched = patchedFiles(dataset.files, changes)
        const expected = saidBy(draft)
        for (const { type, key, after, operation } of changes) {
          if (operation === 'DELETE') expected.things.delete(`${type} ${key}`)
          else if (after) expected.things.set(`${type} ${key}`, after)
        }
        expect(saidBy(await read(patched))).toEqual(expected)
        const lines = patchOf(dataset.files, changes)
          .split('\n')
          .filter((line) => /^[-+](?![-+]{2} )/u.test(line))
        const most = changes
          .map(({ operation }) => (operation === 'DELETE' ? 40 : 24))
          .reduce((sum, count) => sum + count, 0)
        expect(lines.length).toBeLessThanOrEqual(most)
        expect(
          lines.filter((line) => line.startsWith('+') && line.includes('#')).every((line) => line.includes('because')),
        ).toBe(true)
      },
    ),
    { numRuns: 15 },
  )
})

test('a patch applies', { timeout: seconds }, () => {
  fc.assert(
    fc.property(change, filesLayout, ({ before, after }, layout) => {
      const files = filesOf(before, layout)
      const changes = changesOf(before, after)
      const patched = patchedFiles(files, changes)
      const patch = patchOf(files, changes)
      for (const one of parsePatch(patch)) {
        const [old, now] = [one.oldFileName, one.newFileName].map((name = '') => name.slice(2))
        const text = files.find((file) => file.path === old)?.text ?? ''
        const expected = patched.find((file) => file.path === now)?.text ?? ''
        expect(applyPatch(text, one, { autoConvertLineEndings: false })).toBe(expected)
      }
      expect(patchOf(patched, [])).toBe('')
    }),
    { numRuns: 50 },
  )
})

test.each(
  [
    { program: 'git', args: ['apply', '--whitespace=nowarn', '-'] },
    { program: 'patch', args: ['-p1', '--binary', '--silent'] },
  ].filter(({ program }) => has(program)),
)('$program applies it', { timeout: seconds }, ({ program, args }) => {
  fc.assert(
    fc.property(change, filesLayout, ({ before, after }, layout) => {
      const files = filesOf(before, layout)
      const changes = changesOf(before, after)
      const patch = patchOf(files, changes)
      if (patch === '') return
      expect(applied(program, args, files, patch)).toEqual(textsOf(patchedFiles(files, changes)))
    }),
    { numRuns: 15 },
  )
})
