import { deepStrictEqual } from 'node:assert'
import pg from 'pg'
import { answerOf, type Contender, type Request, startContender } from './contender.ts'
import { cursorBefore500 } from './cursor.ts'
import { type Graph, openGraph } from './graph.ts'
import type { Question, Variables } from './question.ts'

export interface Asked {
  readonly question: Question
  /** By contender: one request for each of the question's values. */
  readonly requests: Map<Contender, Request[]>
}

export interface Compared {
  readonly graph: Graph
  readonly contenders: readonly Contender[]
  readonly asked: readonly Asked[]
}

interface Options {
  readonly facts: number
  readonly server: string | undefined
  readonly questions: readonly Question[]
  readonly contenders: readonly string[]
  /** The URL under which a contender reaches the database, if not the graph's own. */
  readonly databaseOf?: (url: string) => Promise<string>
}

/** Runs `task` with all contenders on a graph, after their answers to every question were compared. */
export async function withContenders<T>(options: Options, task: (compared: Compared) => Promise<T>): Promise<T> {
  const graph = await openGraph(options.facts, options.server)
  const contenders: Contender[] = []
  try {
    for (const name of options.contenders) {
      contenders.push(await startContender(name, (await options.databaseOf?.(graph.url)) ?? graph.url))
    }
    return await task({ graph, contenders, asked: await compareAll(options.questions, graph.url, contenders) })
  } finally {
    for (const contender of contenders) await contender.stop()
    await graph.stop()
  }
}

async function compareAll(
  questions: readonly Question[],
  url: string,
  contenders: readonly Contender[],
): Promise<Asked[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const asked: Asked[] = []
  try {
    for (const question of questions) {
      const given = await question.values(client)
      if (given.length === 0) console.error(`${question.name}: left out, the graph is too small for it.`)
      else asked.push(await compare(question, given, contenders))
    }
  } finally {
    await client.end()
  }
  console.error('All answers are equal.')
  return asked
}

/** Asks every contender for every value, and lets nobody be timed whose answer differs. */
async function compare(
  question: Question,
  values: readonly Variables[],
  contenders: readonly Contender[],
): Promise<Asked> {
  const requests = new Map<Contender, Request[]>(contenders.map((contender) => [contender, []]))
  const cursors = new Map<Contender, Variables>()
  if (question.name === 'page 500') {
    for (const contender of contenders) cursors.set(contender, await cursorBefore500(contender))
  }
  let empty = 0
  for (const given of values) {
    let expected: { readonly by: string; readonly answer: unknown } | undefined
    for (const contender of contenders) {
      const request = contender.request(question, { ...given, ...cursors.get(contender) })
      if (!request) continue
      const answer = await answerOf(contender, request)
      if (expected) {
        deepStrictEqual(answer, expected.answer, `${question.name}: ${contender.name} differs from ${expected.by}`)
      }
      expected ??= { by: contender.name, answer }
      requests.get(contender)?.push(request)
    }
    if (JSON.stringify(expected?.answer ?? []).length < 20) empty += 1
  }
  if (question.floor !== 'http' && empty > values.length / 4) {
    throw new Error(`${question.name} finds nothing for ${empty} of ${values.length}: that would measure nothing.`)
  }
  return { question, requests }
}

/** Those that can say the question, each with its requests. */
export function ableTo({ requests }: Asked): [Contender, Request[]][] {
  return [...requests].filter(([, own]) => own.length > 0)
}
