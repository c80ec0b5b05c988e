import { cpus, totalmem } from 'node:os'
import type { Graph } from './graph.ts'
import { connections, type Load } from './load.ts'
import type { Profile } from './profile.ts'

/** Rounds by contender; contenders that cannot say a question are missing. */
export type Rounds = Record<string, Load[]>

export interface Result {
  readonly question: string
  /** The contender whose speed is 1. */
  readonly floor: string
  readonly rounds: Rounds
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** Where it was measured, as far as it matters for the numbers. */
export function machine(graph: Graph) {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: graph.version,
    facts: graph.facts,
    connections,
  }
}

/** The medians of all rounds, and how often as fast each contender is as the floor. */
export function summarize({ question, floor, rounds }: Result) {
  const medians = Object.entries(rounds).map(([contender, loads]) => ({
    contender,
    perSecond: median(loads.map((load) => load.perSecond)),
    p50: median(loads.map((load) => load.p50)),
    p99: median(loads.map((load) => load.p99)),
    bytes: median(loads.map((load) => load.bytes)),
    serverCpu: median(loads.map((load) => load.serverCpu ?? Number.NaN)),
    databaseCpu: median(loads.map((load) => load.databaseCpu ?? Number.NaN)),
    memory: loads.at(-1)?.memory ?? null,
    failures: loads.reduce((sum, load) => sum + load.failures.count, 0),
  }))
  const fastest = medians.find(({ contender }) => contender === floor)?.perSecond
  return {
    question,
    contenders: medians.map((one) => ({ ...one, ofFloor: fastest === undefined ? null : one.perSecond / fastest })),
  }
}

const round = (number: number) => (number >= 100 ? Math.round(number) : Number(number.toPrecision(3)))

/** One line for each question and contender; `atRest` is the memory of each contender before it was loaded. */
export function printTable(results: readonly Result[], atRest: Readonly<Record<string, number | null>>): void {
  console.table(
    results.flatMap((result) =>
      summarize(result).contenders.map(
        ({ contender, perSecond, p50, p99, bytes, serverCpu, databaseCpu, memory, failures, ofFloor }) => ({
          question: result.question,
          contender,
          'answers/s': round(perSecond),
          'of floor': ofFloor === null ? '' : ofFloor.toFixed(2),
          'p50 ms': p50,
          'p99 ms': p99,
          'server CPU ms': round(serverCpu),
          'database CPU ms': round(databaseCpu),
          'RSS MB': memory === null ? '' : `${atRest[contender] ?? '?'} to ${memory}`,
          failed: failures,
          bytes,
        }),
      ),
    ),
  )
}

export function printProfile(question: string, { packages, functions, idlePercent }: Profile): void {
  console.log(
    `\nWhere Dossier's process computes during "${question}" (${idlePercent} % of the time it has nothing to do):`,
  )
  console.table(packages)
  console.table(functions)
}

/** What failed under load, one line for each question and contender. How many there were. */
export function printFailures(results: readonly Result[]): number {
  const lines = results.flatMap(({ question, rounds }) =>
    Object.entries(rounds).flatMap(([contender, loads]) => {
      const count = loads.reduce((sum, load) => sum + load.failures.count, 0)
      const first = loads.find(({ failures }) => failures.count > 0)?.failures.first
      return count === 0 ? [] : [{ count, text: `${question}, ${contender}: ${count} failed; the first: ${first}` }]
    }),
  )
  for (const { text } of lines) console.error(text)
  return lines.reduce((sum, { count }) => sum + count, 0)
}
