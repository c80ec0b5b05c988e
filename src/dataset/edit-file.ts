import { readFile } from 'node:fs/promises'
import { ndjsonEnding } from './read/folder.ts'
import { replaceFile } from './write/replace-file.ts'
import { editYaml, type FieldEdit } from './yaml-edit.ts'

/** What fields of a mapping in a file are to say. */
export interface PlacedEdit extends FieldEdit {
  /** The line of its item, by which files of lines are edited. */
  readonly line: number
}

/** Edits pieces of evidence in a file of a dataset. Everything else stays as it is written. */
export async function editFile(file: string, edits: readonly PlacedEdit[]): Promise<void> {
  const source = await readFile(file, 'utf8')
  const text = file.endsWith(ndjsonEnding) ? editLines(source, edits) : editYaml(source, edits, 'anchor')
  await replaceFile(file, text)
}

function editLines(source: string, edits: readonly PlacedEdit[]): string {
  const lines = source.split('\n')
  for (const [line, group] of Map.groupBy(edits, (edit) => edit.line)) {
    // Of its path, section and place in the section are not in the line.
    const inLine = group.map(({ path, values }) => ({ path: path.slice(2), values }))
    lines[line - 1] = editYaml(lines[line - 1] ?? '', inLine, 'anchor', true)
  }
  return lines.join('\n')
}
