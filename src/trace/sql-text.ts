/** What a statement is made of, as far as values are concerned: names in quotes, comments, texts and numbers. */
const parts =
  /(?<name>"(?:[^"]|"")*")|(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>\be'(?:[^'\\]|\\[\s\S]|'')*(?:'|$)|'(?:[^']|'')*(?:'|$)|\$(?<tag>(?:[a-z_]\w*)?)\$[\s\S]*?\$\k<tag>\$)|(?<![\w$.])(?<number>\d[\d.]*(?:e[+-]?\d+)?)/gi

/**
 * A statement with "?" in place of its values. Most values are parameters and stand outside of the text; the program
 * writes some into it, and these may follow from what a caller asked. Comments are left out.
 */
export function withoutValues(text: string): string {
  return text.replace(parts, (found: string, ...rest: unknown[]) => {
    const { name, comment } = rest.at(-1) as Record<string, string | undefined>
    if (name !== undefined) return found
    return comment === undefined ? '?' : ' '
  })
}

/** What a statement does, if its first word says it: a query that begins with "with" may do anything. */
export function operationOf(text: string): string | undefined {
  const word = /^\s*([a-z]+)\b/i.exec(text)?.[1]?.toUpperCase()
  return word === 'WITH' ? undefined : word
}
