import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

// How fast and how right names are reconciled: node bench/reconcile.ts http://127.0.0.1:4000 ror.ndjson.gz [NAMES]. The
// server has the Research Organization Registry as the dataset "ror". It asks as OpenRefine does: batches of fifty, one
// after the other. Names are those that records show, and of as many others their other names.

interface Name {
  readonly value: string
  readonly types: readonly string[]
}

interface Answer {
  readonly result: readonly { readonly id: string; readonly match: boolean }[]
}

const batchSize = 50
const [base = 'http://127.0.0.1:4000', file = 'ror.ndjson.gz', count = '2000'] = process.argv.slice(2)

const content = readFileSync(file)
const lines = (file.endsWith('.gz') ? gunzipSync(content) : content).toString().trim().split('\n')
const step = Math.max(1, Math.floor(lines.length / Number(count)))
const asked = lines
  .filter((_, index) => index % step === 0)
  .slice(0, Number(count))
  .map((line, index) => {
    const { id, names } = JSON.parse(line) as { id: string; names: Name[] }
    const shown = names.find(({ types }) => types.includes('ror_display')) ?? names[0]
    const others = names.filter((name) => name !== shown)
    const name = (index % 2 === 1 && others[index % others.length]) || shown
    return { slug: `ror-${id.split('/').pop()}`, text: name?.value ?? '', isAcronym: name?.types.join() === 'acronym' }
  })

const counts = { names: asked.length, first: 0, certain: 0, wrong: 0, certainAcronyms: 0 }
const started = performance.now()
for (let start = 0; start < asked.length; start += batchSize) {
  const batch = asked.slice(start, start + batchSize)
  const queries = batch.map(({ text }, index) => [`q${index}`, { query: text, type: 'Organization', limit: 3 }])
  const body = new URLSearchParams({ queries: JSON.stringify(Object.fromEntries(queries)) })
  const response = await fetch(`${base}/reconcile`, { method: 'POST', body })
  if (!response.ok) throw new Error(await response.text())
  const answers = (await response.json()) as Record<string, Answer>
  for (const [index, { slug, isAcronym }] of batch.entries()) {
    const [best] = answers[`q${index}`]?.result ?? []
    counts.first += Number(best?.id === slug)
    counts.certain += Number(best?.match === true)
    counts.wrong += Number(best?.match === true && best.id !== slug)
    counts.certainAcronyms += Number(best?.match === true && isAcronym)
  }
}
console.log(`${((performance.now() - started) / 1000).toFixed(1)} seconds`, counts)
