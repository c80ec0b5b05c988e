import { cpus, totalmem } from 'node:os'
import type { Graph } from './graph.ts'
import { connections, type Load } from './load.ts'
import type { Profile } from './profile.ts'

/** Rounds by contender; contenders that cannot say a question are missing. */
export type Rounds = Record<string, Load[]>

export interface Result {
  readonly question: string
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

/** The medians of all rounds, and how often as fast each contender is as hand-written SQL. */
export function summarize({ question, rounds }: Result) {
  const medians = Object.entries(rounds).map(([contender, loads]) => ({
    contender,
    perSecond: median(loads.map((load) => load.perSecond)),
    p50: median(loads.map((load) => load.p50)),
    p99: median(loads.map((load) => load.p99)),
    bytes: median(loads.map((load) => load.bytes)),
    serverCpu: median(loads.map((load) => load.serverCpu ?? Number.NaN)),
    databaseCpu: median(loads.map((load) => load.databaseCpu ?? Number.NaN)),
  }))
  const sql = medians.find(({ contender }) => contender === 'sql')?.perSecond
  return {
    question,
    contenders: medians.map((one) => ({ ...one, ofSql: sql === undefined ? null : one.perSecond / sql })),
  }
}

const round = (number: number) => (number >= 100 ? Math.round(number) : Number(number.toPrecision(3)))

/** One line for each question and contender. */
export function printTable(results: readonly Result[]): void {
  console.table(
    results.flatMap((result) =>
      summarize(result).contenders.map(({ contender, perSecond, p50, p99, bytes, serverCpu, databaseCpu, ofSql }) => ({
        question: result.question,
        contender,
        'answers/s': round(perSecond),
        'of SQL': ofSql === null ? '' : ofSql.toFixed(2),
        'p50 ms': p50,
        'p99 ms': p99,
        'server CPU ms': round(serverCpu),
        'database CPU ms': round(databaseCpu),
        bytes,
      })),
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
