import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import pg from 'pg'

// What somebody writes by hand who knows the tables, the question and nothing else: one statement that returns the
// finished JSON, and node:http.
// Connections stay while others have their turn: pg closes idle ones after ten seconds by itself.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, min: 10, max: 10, idleTimeoutMillis: 0 })
const statement = (name: string) => readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8')

type Values = Record<string, string | number>

function prepared(name: string, parameters: readonly string[]) {
  const text = statement(name)
  return async (values: Values): Promise<string> => {
    const { rows } = await pool.query({ name, text, values: parameters.map((parameter) => values[parameter]) })
    return rows[0]?.answer ?? 'null'
  }
}

const answers: Record<string, (values: Values) => Promise<string>> = {
  criticisms: prepared('criticisms', ['criticKey', 'topicKey']),
  'criticisms within a topic': prepared('criticisms-within', ['criticKey', 'topicKey']),
  'entity page': prepared('entity-page', ['slug']),
  search: prepared('search', ['question', 'key', 'keyWithArticle']),
  path: prepared('path', ['from', 'to']),
  'page 500': prepared('page', ['earliest', 'id']),
}

const server = createServer(async (request, response) => {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { question, values } = JSON.parse(Buffer.concat(chunks).toString())
    const answer = await answers[question]?.(values)
    response.setHeader('content-type', 'application/json')
    response.end(answer ?? 'null')
  } catch (error) {
    response.statusCode = 500
    response.end(String(error))
  }
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close(() => pool.end())
})
