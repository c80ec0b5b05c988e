/** An example question that fits into a terminal. */
export const firstQuestion =
  '{ criticisms(where: { critic: { named: "HRW" } }, first: 3) { totalCount nodes { statedOn { label } claim } } }'

interface Announcement {
  /** With a slash at the end. */
  readonly url: string
  readonly playground: boolean
  /** The titles of the documents whose texts are not in the graph. */
  readonly missing: readonly string[]
}

/**
 * Prints the addresses of the server, an example, and why sentences may be missing, on standard output. The log goes to
 * standard error.
 */
export function announce({ url, playground, missing }: Announcement): void {
  const body = JSON.stringify({ query: firstQuestion })
  const lines = [
    `Dossier answers at ${url}graphql`,
    ...(playground ? [`The first page, with example questions for the playground, is at ${url}`] : []),
    'Or try, from a terminal:',
    `  curl ${url}graphql -H 'content-type: application/json' -d '${body}'`,
    ...missingText(missing),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

function missingText([first, ...others]: readonly string[]): string[] {
  if (first === undefined) return []
  const which = others.length === 0 ? `"${first}"` : `${others.length + 1} documents, such as "${first}",`
  return [
    `The text of ${which} is not part of this project, so every \`sentence\` from it is null.`,
    'If you have the text, this command loads it, while the server runs:',
    '  npm run dossier -- document load ARTICLE.txt',
    'Then all evidence is checked against the text, and the API shows the whole sentence behind each fact.',
  ]
}
