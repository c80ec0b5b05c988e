import { type Asked, ableTo, withContenders } from './compare.ts'
import { answerOf, type Contender, type Request } from './contender.ts'
import { latencyOf } from './latency.ts'
import type { Question } from './question.ts'
import { openWire, type Wire } from './wire.ts'

interface Options {
  readonly facts: number
  readonly server: string | undefined
  readonly questions: readonly Question[]
  readonly contenders: readonly string[]
  readonly seconds: number
}

interface Checked {
  readonly question: string
  readonly contender: string
  /** The most that were executed for one answer. */
  readonly statements: number
  readonly ms: number
  readonly ofFloor: number | null
}

/** A small run for CI: whether answers are equal, how many statements they take, and roughly how fast they are. */
export async function check({ seconds, ...options }: Options): Promise<boolean> {
  const wires: Wire[] = []
  const databaseOf = async (url: string) => {
    const wire = await openWire(url)
    wires.push(wire)
    return wire.url
  }
  const problems: string[] = []
  const rows: Checked[] = []
  await withContenders({ ...options, databaseOf }, async ({ contenders, asked }) => {
    const wireOf = new Map(contenders.map((contender, index) => [contender, wires[index] as Wire]))
    for (const one of asked) {
      const found = await checkOne(one, wireOf, seconds)
      rows.push(...found)
      const most = one.question.mostStatements ?? Number.POSITIVE_INFINITY
      for (const { contender, statements, question } of found) {
        if (contender !== 'dossier' || statements <= most) continue
        problems.push(`${question}: dossier executes ${statements} statements for an answer, and ${most} are allowed.`)
      }
    }
  })
  for (const wire of wires) await wire.stop()
  console.table(
    rows.map((row) => ({
      ...row,
      ms: Number(row.ms.toFixed(2)),
      ofFloor: row.ofFloor === null ? '' : row.ofFloor.toFixed(2),
    })),
  )
  for (const problem of problems) console.error(problem)
  return problems.length === 0
}

async function checkOne(asked: Asked, wireOf: ReadonlyMap<Contender, Wire>, seconds: number): Promise<Checked[]> {
  const { name, floor = 'sql' } = asked.question
  const rows: Checked[] = []
  for (const [contender, requests] of ableTo(asked)) {
    const statements = await statementsFor(contender, requests, wireOf.get(contender) as Wire)
    const ms = await latencyOf(contender, requests, seconds)
    rows.push({ question: name, contender: contender.name, statements, ms, ofFloor: null })
  }
  const fastest = rows.find(({ contender }) => contender === floor)?.ms
  return rows.map((row) => ({ ...row, ofFloor: fastest === undefined ? null : fastest / row.ms }))
}

/** The most statements that an answer takes. Each is asked three times, because a server also executes some by itself. */
async function statementsFor(contender: Contender, requests: readonly Request[], wire: Wire): Promise<number> {
  let most = 0
  for (const request of requests) {
    let least = Number.POSITIVE_INFINITY
    for (let time = 0; time < 3; time++) {
      const before = wire.count()
      await answerOf(contender, request)
      least = Math.min(least, wire.count() - before)
    }
    most = Math.max(most, least)
  }
  return most
}
