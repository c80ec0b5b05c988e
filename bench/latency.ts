import { Agent, request as httpRequest } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Contender, Request } from './contender.ts'
import { median } from './report.ts'

/**
 * The median time of an answer in milliseconds, when nobody else asks: one request after another on one connection, the
 * values in turns. The first round over all values is not counted.
 */
export async function latencyOf(contender: Contender, requests: readonly Request[], seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const times: number[] = []
  try {
    for (const { body } of requests) await ask(agent, contender, body)
    const end = performance.now() + seconds * 1000
    for (let turn = 0; turn < requests.length || performance.now() < end; turn += 1) {
      const started = performance.now()
      await ask(agent, contender, requests[turn % requests.length]?.body ?? '')
      times.push(performance.now() - started)
    }
  } finally {
    agent.destroy()
  }
  return median(times)
}

function ask(agent: Agent, { url, name }: Contender, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = httpRequest(url, { method: 'POST', agent, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${name} answers ${response.statusCode}.`))
      response.resume()
      response.once('end', resolve)
      response.once('error', reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
