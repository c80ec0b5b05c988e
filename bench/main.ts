import { deepStrictEqual } from 'node:assert'
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { answerOf, type Contender, contenderNames, type Request, startContender } from './contender.ts'
import { cursorBefore500 } from './cursor.ts'
import { openGraph } from './graph.ts'
import { load } from './load.ts'
import { type Profile, profileWhile } from './profile.ts'
import type { Question, Variables } from './question.ts'
import { criticisms, criticismsWithin } from './questions/criticism.ts'
import { entityPage } from './questions/entity-page.ts'
import { page500 } from './questions/page.ts'
import { path } from './questions/path.ts'
import { search } from './questions/search.ts'
import { machine, printProfile, printTable, type Result, summarize } from './report.ts'

/** What is measured, in this order. */
const questions: readonly Question[] = [criticisms, criticismsWithin, entityPage, search, path, page500]

const { values: options } = parseArgs({
  options: {
    facts: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: [] },
    contender: { type: 'string', multiple: true, default: contenderNames },
    server: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const help = `npm run bench -- [options]
  --facts N           size of the generated graph (1000000); made once, and kept
  --seconds N         how long each contender is asked in each round (5)
  --rounds N          how often the contenders take turns (5)
  --only QUESTION     one question; may be given several times: ${questions.map(({ name }) => name).join(', ')}
  --contender NAME    one contender; may be given several times: ${contenderNames.join(', ')}, or
                      cached, which is Dossier with its cache of answers on
  --server URL        a PostgreSQL whose role is a superuser, in place of one of our own in .data
  --json FILE         also writes medians and every round to a file
  --profile           also says where Dossier's process spends its time, in a run of its own`

interface Asked {
  readonly question: Question
  /** By contender: one request for each of the question's values. */
  readonly requests: Map<Contender, Request[]>
}

/** Asks every contender for every value, and lets nobody be timed whose answer differs. */
async function compare(
  question: Question,
  values: readonly Variables[],
  contenders: readonly Contender[],
): Promise<Asked> {
  const requests = new Map<Contender, Request[]>(contenders.map((contender) => [contender, []]))
  let empty = 0
  for (const given of values) {
    let expected: { readonly by: string; readonly answer: unknown } | undefined
    for (const contender of contenders) {
      const own = question.name === 'page 500' ? { ...given, ...cursors.get(contender) } : given
      const request = contender.request(question, own)
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
  if (empty > values.length / 4) {
    throw new Error(`${question.name} finds nothing for ${empty} of ${values.length}: that would measure nothing.`)
  }
  return { question, requests }
}

const cursors = new Map<Contender, Variables>()

async function measure({ question, requests }: Asked, rounds: number, seconds: number): Promise<Result> {
  const result: Result = { question: question.name, rounds: {} }
  const able = [...requests].filter(([, own]) => own.length > 0)
  for (const [contender, own] of able) await load(contender, own, 1)
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, own] of able) {
      const measured = await load(contender, own, seconds)
      result.rounds[contender.name] = [...(result.rounds[contender.name] ?? []), measured]
      console.error(`${question.name}, round ${round + 1}, ${contender.name}: ${measured.perSecond.toFixed(1)}/s`)
    }
  }
  return result
}

async function run(): Promise<void> {
  const graph = await openGraph(Number(options.facts), options.server)
  const contenders: Contender[] = []
  try {
    const chosen = questions.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
    if (chosen.length === 0) throw new Error(`There is no question ${options.only.join(', ')}.\n${help}`)
    for (const name of options.contender) contenders.push(await startContender(name, graph.url))
    const values = await valuesOf(chosen, graph.url)
    if (values.get('page 500')?.length) {
      for (const contender of contenders) cursors.set(contender, await cursorBefore500(contender))
    }
    const asked: Asked[] = []
    for (const question of chosen) {
      const given = values.get(question.name) ?? []
      if (given.length === 0) console.error(`${question.name}: left out, the graph is too small for it.`)
      else asked.push(await compare(question, given, contenders))
    }
    console.error('All answers are equal. Measuring ...')
    const results: Result[] = []
    for (const one of asked) results.push(await measure(one, Number(options.rounds), Number(options.seconds)))
    const profiles = options.profile ? await profile(asked, graph.url, contenders) : {}
    console.log(machine(graph))
    printTable(results)
    for (const [question, found] of Object.entries(profiles)) printProfile(question, found)
    const report = { machine: machine(graph), medians: results.map(summarize), rounds: results, profiles }
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
  } finally {
    for (const contender of contenders) await contender.stop()
    await graph.stop()
  }
}

async function valuesOf(chosen: readonly Question[], url: string): Promise<Map<string, Variables[]>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const values = new Map<string, Variables[]>()
    for (const question of chosen) values.set(question.name, await question.values(client))
    return values
  } finally {
    await client.end()
  }
}

const inspectorPort = 4815

/** In a process of its own; profiling slows it down, so nothing of it is in the table of speeds. */
async function profile(
  asked: readonly Asked[],
  url: string,
  contenders: Contender[],
): Promise<Record<string, Profile>> {
  const profiles: Record<string, Profile> = {}
  const [running] = contenders.filter(({ name }) => name === 'dossier')
  if (!running) return profiles
  await running.stop()
  const dossier = await startContender('dossier', url, [`--inspect=127.0.0.1:${inspectorPort}`])
  try {
    for (const { question, requests } of asked) {
      const own = requests.get(running) ?? []
      await load(dossier, own, 1)
      const seconds = Number(options.seconds)
      profiles[question.name] = await profileWhile(inspectorPort, () => load(dossier, own, seconds))
    }
  } finally {
    await dossier.stop()
  }
  return profiles
}

if (options.help) console.log(help)
else await run()
