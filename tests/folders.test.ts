import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

// The linter refuses circles of files. That folders import one another in one direction is seen here.

const root = path.join(import.meta.dirname, '../src')

/** The folder of src that a file stands in; for a file of src itself, its name. */
function folderOf(file: string): string {
  return path.relative(root, file).split(path.sep)[0] ?? ''
}

/** The folders that each folder imports, types and imports at run time included. */
function imports(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => path.join(root, name))
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const from = folderOf(file)
    if (from === 'generated') continue
    const known = found.get(from) ?? new Set()
    found.set(from, known)
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)) {
      const to = folderOf(path.resolve(path.dirname(file), target))
      if (to !== from && to !== '..') known.add(to)
    }
  }
  return found
}

/** Takes away, again and again, what imports nothing that is left: circles and what leads into them remain. */
function circles(graph: Map<string, Set<string>>): string[] {
  const left = new Map(graph)
  for (;;) {
    const free = [...left].filter(([, targets]) => ![...targets].some((target) => left.has(target)))
    if (free.length === 0) return [...left].map(([name, targets]) => `${name} -> ${[...targets].join(', ')}`)
    for (const [name] of free) left.delete(name)
  }
}

test('folders import one another in one direction', () => {
  const graph = imports()
  expect(graph.get('evidence')).toContain('query')
  expect(circles(graph)).toEqual([])
})

test('a circle would be seen', () => {
  const graph = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c'])],
    ['c', new Set(['b', 'd'])],
    ['d', new Set<string>()],
  ])
  expect(circles(graph)).toEqual(['a -> b', 'b -> c', 'c -> b, d'])
})
