import '../../src/kinds.ts'
import type pg from 'pg'
import { once } from '../../src/access/repetition.ts'
import { acceptProposal } from '../../src/change/proposal/accept.ts'
import { type Database, openDatabase } from '../../src/database/open.ts'
import { makePatch } from '../../src/proposal/patch.ts'

/** What the program that accepts a proposal gets as its argument, in JSON. */
export interface Task {
  readonly connection: pg.PoolConfig
  readonly proposal: string
  /** Dies with its n-th statement, or with this one. */
  readonly dieAt: number | 'COMMIT'
  /** Whether that statement has been sent before. */
  readonly isSent?: boolean
  /** The process of PostgreSQL, to be killed first. */
  readonly postgres?: number
  /** False: only PostgreSQL dies. */
  readonly diesItself?: boolean
}

/** Accepts a proposal as the mutation does, as the actor "Bob". */
export async function acceptAsBob(db: Database, proposal: string, clientMutationId = `accept ${proposal}`) {
  const bob = await db.prisma.actor.findUniqueOrThrow({ where: { name: 'Bob' } })
  const mutated = { actor: bob, mutation: 'acceptProposal', input: { proposal }, clientMutationId }
  return await acceptProposal(db, {
    key: proposal,
    by: bob,
    mayDecideOwn: false,
    makePatch,
    once: (tx, task) => once(tx, mutated, task),
  })
}

/** Calls `before` with the number of each statement before it is sent, and `after` afterwards. */
export function watchStatements(
  { pool }: Database,
  before: (number: number, text: string) => void,
  after: typeof before = () => undefined,
): void {
  let number = 0
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...values: unknown[]) => unknown
    client.query = ((...values: unknown[]) => {
      number += 1
      const own = number
      const [statement] = values
      const text = typeof statement === 'string' ? statement : (statement as { text: string }).text
      before(own, text)
      const result = query(...values)
      after(own, text)
      return result
    }) as typeof client.query
  })
}

async function run({ connection, proposal, dieAt, isSent, postgres, diesItself = true }: Task): Promise<void> {
  const db = openDatabase(connection, { poolSize: 4 })
  const die = () => {
    if (postgres !== undefined) process.kill(postgres, 'SIGKILL')
    if (diesItself) process.kill(process.pid, 'SIGKILL')
  }
  const isLast = (number: number, text: string) => number === dieAt || text === dieAt
  watchStatements(
    db,
    (...statement) => {
      if (isLast(...statement) && !isSent) die()
    },
    (...statement) => {
      // By then the statement has left the process.
      if (isLast(...statement) && isSent) setImmediate(die)
    },
  )
  await acceptAsBob(db, proposal)
  await db.close()
}

const [task] = process.argv.slice(2)
if (process.argv[1] === import.meta.filename && task !== undefined) await run(JSON.parse(task) as Task)
