import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm'
import { onDatabase } from '../connection.ts'
import { connectAdapter, EnginePool } from './engine-pool.ts'
import { type Migration, migrationsFolder } from './migrations.ts'

type ErrorListener = (error: unknown) => void

/** The part of the package's glue code that Prisma does not declare. */
type Glue = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: unknown): void }

/** The filter by which the engine looks at all tables and enums. */
export const everything = { externalTables: [], externalEnums: [] }

/** The migrations in the form that the engine takes. */
export function migrationList(migrations: readonly Migration[]): MigrationList {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  }
}

/** Creates an empty database on the server of `pool`. The engine's `dispose` drops it. */
async function connectToShadow(pool: EnginePool, onError: ErrorListener): Promise<SqlDriverAdapter> {
  const database = `dossier_shadow_${randomUUID()}`
  await pool.query(`create database "${database}"`)
  const shadow = new EnginePool(onDatabase(pool.options, database))
  return Object.assign(await connectAdapter(shadow, onError), {
    async dispose() {
      await shadow.end()
      await pool.query(`drop database "${database}" with (force)`)
    },
  })
}

function adapterFactory(pool: EnginePool, onError: ErrorListener): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connectAdapter(pool, onError),
    connectToShadowDb: () => connectToShadow(pool, onError),
  }
}

// TypeScript declares WebAssembly only in the types of browsers.
const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: {
    instantiate(
      bytes: Uint8Array,
      imports: Record<string, unknown>,
    ): Promise<{ instance: { exports: { __wbindgen_start?(): void } } }>
  }
}

let glue: Promise<Glue> | undefined

/** Loads and starts the WebAssembly module. */
async function loadGlue(): Promise<Glue> {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const [loaded, bytes] = await Promise.all([
    import('@prisma/schema-engine-wasm/schema_engine_bg') as unknown as Promise<Glue>,
    readFile(entry.replace(/\.js$/, '.wasm')),
  ])
  // The engine passes the message of a panic to this global before it stops.
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: hearPanic } })
  const { instance } = await webAssembly.instantiate(bytes, { './schema_engine_bg.js': withQuietTimers(loaded) })
  loaded.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start?.()
  return loaded
}

/** The engine never clears the ten-second timer of its lock. Unreferenced, the timer does not keep the process alive. */
function withQuietTimers(loaded: Glue): Record<string, unknown> {
  const entries = Object.entries(loaded).map(([name, value]) =>
    name.startsWith('__wbg_setTimeout_')
      ? [name, (callback: () => void, delay: number) => setTimeout(callback, delay).unref()]
      : [name, value],
  )
  return Object.fromEntries(entries) as Record<string, unknown>
}

/** The engine stops in the middle of a callback, so its promises never settle. Throwing here ends the process. */
function hearPanic(text: string): never {
  throw new Error(`Prisma's schema engine gave up: ${text}`)
}

/**
 * Opens Prisma's schema engine, the one behind `prisma migrate`, as WebAssembly on `pool`. `onError` gets PostgreSQL's
 * error when a script fails, which says more than the engine's own error. Takes about 0.2 s the first time.
 */
export async function openSchemaEngine(
  pool: EnginePool,
  datamodel?: string,
  onError: ErrorListener = () => undefined,
): Promise<SchemaEngine> {
  glue ??= loadGlue()
  const { SchemaEngine } = await glue
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(pool, onError))
  const datamodels: [string, string][] | undefined = datamodel ? [['schema.prisma', datamodel]] : undefined
  return await SchemaEngine.new({ datamodels }, () => undefined, adapter)
}
