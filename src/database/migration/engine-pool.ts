import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** PostgreSQL's internal one-byte type, which the engine's own questions to the catalogue return. */
const internalChar = 18
const text = 25

/** Which columns of a result were of the internal type, by the rows of the result. */
const charColumns = new WeakMap<object, number[]>()

function showCharAsText<T extends { fields?: { dataTypeID: number }[]; rows?: object }>(result: T): T {
  const columns: number[] = []
  for (const [index, field] of (result.fields ?? []).entries()) {
    if (field.dataTypeID !== internalChar) continue
    field.dataTypeID = text
    columns.push(index)
  }
  if (columns.length > 0 && result.rows) charColumns.set(result.rows, columns)
  return result
}

/**
 * What the schema engine works on: a pool for Prisma's adapter, but one connection for its whole life. A lock or a
 * transaction opened here holds for all that the engine does, and when the connection breaks nothing goes on without
 * them. No time limit, for a migration takes as long as it takes.
 */
export class EnginePool extends pg.Pool {
  #client: Promise<pg.PoolClient> | undefined

  constructor(connection: pg.PoolConfig) {
    super({ application_name: 'dossier migration', ...connection, max: 1, statement_timeout: 0 })
    // PostgreSQL may end before the connection does that was given back: nobody waits for that one any more.
    this.on('error', () => undefined)
  }

  // The overloads of pg.Pool.query cannot be implemented in one typed signature.
  // oxlint-disable-next-line typescript/no-explicit-any -- see above
  override async query(...args: any[]): Promise<any> {
    this.#client ??= this.#connect()
    const client = await this.#client
    // oxlint-disable-next-line typescript/no-explicit-any -- see above
    return showCharAsText(await (client.query as any)(...args))
  }

  override async end(): Promise<void> {
    const client = await this.#client?.catch(() => undefined)
    client?.release(true)
    await super.end()
  }

  async #connect(): Promise<pg.PoolClient> {
    const client = await super.connect()
    // A connection that breaks is reported by the next statement on it.
    client.on('error', () => undefined)
    return client
  }
}

/**
 * Prisma's adapter, put right in two places. It cuts scripts at every semicolon, also in the body of a function: here
 * a script goes to PostgreSQL as one message. And it refuses the internal type "char".
 */
export async function connectAdapter(pool: EnginePool, onError: (error: unknown) => void): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  return Object.assign(adapter, {
    async queryRaw(query: Parameters<typeof queryRaw>[0]) {
      const result = await queryRaw(query)
      for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    },
    async executeScript(script: string) {
      try {
        await pool.query(script)
      } catch (error) {
        onError(error)
        throw error
      }
    },
  })
}
