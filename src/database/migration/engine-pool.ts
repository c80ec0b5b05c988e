import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils'
import pg from 'pg'

/** The OID of PostgreSQL's internal one-byte type "char", which the engine's queries on the catalogue return. */
const internalChar = 18
const text = 25

/** The indexes of the columns of that type, by the rows of a result. */
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
 * The pool for the schema engine: Prisma's adapter wants a pool, the engine needs one connection for its whole life. It
 * sets no time limit, because a migration takes as long as it takes.
 */
export class EnginePool extends pg.Pool {
  #client: Promise<pg.PoolClient> | undefined

  constructor(connection: pg.PoolConfig) {
    super({ application_name: 'dossier migration', ...connection, max: 1, statement_timeout: 0 })
    // PostgreSQL may stop before an idle connection is closed. Without a listener the event would end the process.
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
    // The next statement reports that the connection broke.
    client.on('error', () => undefined)
    return client
  }
}

/**
 * Prisma's adapter with two corrections. It splits scripts at every semicolon, even in the body of a function: here a
 * script is sent to PostgreSQL as one message. And it refuses the internal type "char", which is text here.
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
