import type { MakePatch } from '../change/proposal/accept.ts'
import { patchOf } from '../dataset/patch/patch.ts'
import { storedFilesOrThrow } from '../dataset/stored-files.ts'

/** The patch of the files that were loaded last, dataset by dataset. */
export const makePatch: MakePatch = async (tx, changes) => {
  const patches: string[] = []
  for (const [dataset, group] of Map.groupBy(changes, (change) => change.dataset)) {
    patches.push(patchOf(await storedFilesOrThrow(tx, dataset), group))
  }
  return patches.join('')
}
