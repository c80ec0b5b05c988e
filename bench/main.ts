import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { check } from './check.ts'
import { type Asked, ableTo, withContenders } from './compare.ts'
import { type Contender, contenderNames, installedContenders, startContender, withWorkers } from './contender.ts'
import { measureGrowth, printGrowth } from './growth.ts'
import { load } from './load.ts'
import { residentMegabytes } from './memory.ts'
import { type Profile, profileWhile } from './profile.ts'
import { questions } from './questions/all.ts'
import { machine, printFailures, printProfile, printTable, type Result, summarize } from './report.ts'

const { values: options } = parseArgs({
  options: {
    facts: { type: 'string', multiple: true, default: [] },
    seconds: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', multiple: true, default: [] },
    contender: { type: 'string', multiple: true },
    workers: { type: 'string', multiple: true, default: [] },
    server: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
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
  --workers N         Dossier with so many processes, and nobody else; may be given several times, to compare them
                      (--contender cached: with its cache of answers)
  --server URL        a PostgreSQL whose role is a superuser, in place of one of our own in .data
  --json FILE         also writes medians and every round to a file
  --profile           also says where Dossier's process spends its time, in a run of its own
  --growth            in place of all that: the median time of an answer when nobody else asks, on graphs of 100000,
                      1000000 and 3000000 facts, or of each --facts (2 seconds for each question)
  --check             in place of all that: whether answers are equal, and how many SQL statements each takes, on a graph
                      of 10000 facts (0.2 seconds for each question); fails when Dossier executes too many`

/** Not counted: V8 goes on making code faster while it runs, above all where all cores are busy. */
const secondsOfWarming = 5

async function measure(asked: Asked, rounds: number, seconds: number): Promise<Result> {
  const { name, floor = 'sql' } = asked.question
  const result: Result = { question: name, floor, rounds: {} }
  const able = ableTo(asked)
  for (const [contender, own] of able) await load(contender, own, secondsOfWarming)
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, own] of able) {
      const measured = await load(contender, own, seconds)
      result.rounds[contender.name] = [...(result.rounds[contender.name] ?? []), measured]
      console.error(`${name}, round ${round + 1}, ${contender.name}: ${measured.perSecond.toFixed(1)}/s`)
    }
  }
  return result
}

const chosen = questions.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
const contenders =
  options.workers.length > 0
    ? withWorkers(options.contender ?? ['dossier'], options.workers)
    : (options.contender ?? installedContenders())
const common = { server: options.server, questions: chosen, contenders }

async function run(facts: number, seconds: number): Promise<void> {
  const failures = await withContenders({ ...common, facts }, async ({ graph, contenders, asked }) => {
    const atRest: Record<string, number | null> = {}
    for (const { name, pid } of contenders) atRest[name] = await residentMegabytes(pid)
    const results: Result[] = []
    for (const one of asked) results.push(await measure(one, Number(options.rounds), seconds))
    const profiles = options.profile ? await profile(asked, graph.url, contenders, seconds) : {}
    console.log(machine(graph))
    printTable(results, atRest)
    for (const [question, found] of Object.entries(profiles)) printProfile(question, found)
    const report = { machine: machine(graph), atRest, medians: results.map(summarize), rounds: results, profiles }
    if (options.json) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
    return printFailures(results)
  })
  if (failures > 0) process.exitCode = 1
}

async function grow(sizes: readonly number[], seconds: number): Promise<void> {
  const growths = await measureGrowth({ ...common, sizes, seconds })
  printGrowth(growths, sizes)
  if (options.json) await writeFile(options.json, `${JSON.stringify(growths, null, 2)}\n`)
}

const inspectorPort = 4815

/** In a process of its own; profiling slows it down, so nothing of it is in the table of speeds. */
async function profile(
  asked: readonly Asked[],
  url: string,
  contenders: readonly Contender[],
  seconds: number,
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
      profiles[question.name] = await profileWhile(inspectorPort, () => load(dossier, own, seconds))
    }
  } finally {
    await dossier.stop()
  }
  return profiles
}

const sizes = options.facts.map(Number)
const seconds = (normal: number) => Number(options.seconds ?? normal)
if (options.help) console.log(help)
else if (chosen.length === 0) throw new Error(`There is no question ${options.only.join(', ')}.\n${help}`)
else if (options.growth) await grow(sizes.length > 0 ? sizes : [100_000, 1_000_000, 3_000_000], seconds(2))
else if (options.check) {
  const isRight = await check({ ...common, facts: sizes[0] ?? 10_000, seconds: seconds(0.2) })
  if (!isRight) process.exitCode = 1
} else await run(sizes[0] ?? 1_000_000, seconds(5))
