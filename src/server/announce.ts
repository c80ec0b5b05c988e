/** An example question that fits into a terminal. */
export const firstQuestion =
  '{ criticisms(where: { critic: { named: "HRW" } }, first: 3) { totalCount nodes { statedOn { label } claim } } }'

/** Prints the addresses of the server and an example on standard output. The log goes to standard error. */
export function announce(url: string, playground: boolean): void {
  const body = JSON.stringify({ query: firstQuestion })
  const lines = [
    `Dossier answers at ${url}graphql`,
    ...(playground ? [`The playground is at ${url}, with a tab for each example question.`] : []),
    'Or try, from a terminal:',
    `  curl ${url}graphql -H 'content-type: application/json' -d '${body}'`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}
