/** Takes the lists of these names out of a file that are empty. Comments stay. */
export function dropEmptySections(text: string, names: ReadonlySet<string>): string {
  const lines = text.split(/(?<=\n)/u)
  return lines.filter((line, index) => !isEmptySection(line, lines, index, names)).join('')
}

function isEmptySection(line: string, lines: readonly string[], index: number, names: ReadonlySet<string>): boolean {
  const [, name, value] = /^(\w+):[ \t]*(\[[ \t]*\])?[ \t]*(?:#.*)?\r?\n?$/u.exec(line) ?? []
  if (name === undefined || !names.has(name)) return false
  if (value !== undefined) return true
  const next = lines.find((one, at) => at > index && !/^\s*(?:#.*)?\s*$/u.test(one))
  return next === undefined || /^\w/u.test(next)
}
