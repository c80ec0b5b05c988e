import { createServer } from 'node:http'

// A bare node:http server that answers what Dossier answers, byte for byte: what nobody can beat who is asked by HTTP.
const answers = new Map<string, Buffer>()

async function answerOf(body: string): Promise<Buffer> {
  const known = answers.get(body)
  if (known) return known
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(String(process.env.DOSSIER_URL), { method: 'POST', headers, body })
  const answer = Buffer.from(await response.arrayBuffer())
  if (response.ok) answers.set(body, answer)
  return answer
}

const server = createServer(async (request, response) => {
  try {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = await answerOf(Buffer.concat(chunks).toString())
    response.setHeader('content-type', 'application/json')
    response.setHeader('content-length', answer.length)
    response.end(answer)
  } catch (error) {
    response.statusCode = 502
    response.end(String(error))
  }
})
server.listen(Number(process.env.PORT), '127.0.0.1')
process.once('SIGTERM', () => {
  server.closeAllConnections()
  server.close()
})
