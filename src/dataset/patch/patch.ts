import { formatPatch, structuredPatch } from 'diff'
import type { ItemChange } from '../../change/item.ts'
import type { DatasetFile } from '../read/format.ts'
import { compareText } from '../read/problem.ts'
import { patchedFiles } from './patched-files.ts'

/**
 * Changes of items as a patch of the files of their dataset: a unified diff, as `git apply` and `patch -p1` take it. Empty
 * if the files need not change. Throws like `patchedFiles`.
 */
export function patchOf(files: readonly DatasetFile[], changes: readonly ItemChange[]): string {
  const before = new Map(files.map(({ path, text }) => [path, text]))
  const after = new Map(patchedFiles(files, changes).map(({ path, text }) => [path, text]))
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort(compareText)
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => filePatch(path, before.get(path), after.get(path)))
    .join('')
}

function filePatch(path: string, before: string | undefined, after: string | undefined): string {
  const [old, now] = [before === undefined ? '/dev/null' : `a/${path}`, after === undefined ? '/dev/null' : `b/${path}`]
  const patch = structuredPatch(old, now, before ?? '', after ?? '', undefined, undefined, { context: 3 })
  return endNames(formatPatch({ ...patch, isGit: true, isCreate: before === undefined, isDelete: after === undefined }))
}

/** A name with a space in it needs a tab at its end: without that, `patch` takes the space for its end. */
function endNames(patch: string): string {
  const head = patch.slice(0, patch.indexOf('\n@@'))
  return head.replaceAll(/^(?:---|\+\+\+) (?!").* .*$/gmu, '$&\t') + patch.slice(head.length)
}
