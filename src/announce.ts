/** A first question, short enough for a terminal. */
export const firstQuestion =
  '{ criticisms(where: { critic: { named: "HRW" } }, first: 3) { totalCount nodes { statedOn { label } claim } } }'

/** Tells a person at a terminal where to go next. On standard output: the log goes elsewhere. */
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
