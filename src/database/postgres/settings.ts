import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** Settings for a server that lives no longer than a test: its data may be lost, and it does not wait for the disk. */
export const throwawaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/**
 * Settings of our PostgreSQL, which shares the machine with the server. They are passed at each start and not written
 * into the data folder, so they change with the program.
 *
 * @param memory Bytes of memory of the machine.
 */
export function postgresSettings(memory = totalmem()): Record<string, string> {
  const total = Math.floor(memory / megabyte)
  return {
    // Committed data survives a power cut. Set here so that no configuration file overrides it.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // A sixteenth of the memory, because other programs need memory too; the system's page cache holds the rest.
    shared_buffers: `${clamp(Math.floor(total / 16), 32, 1024)}MB`,
    effective_cache_size: `${clamp(Math.floor(total / 2), 128, 65_536)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${clamp(Math.floor(total / 32), 64, 512)}MB`,
    // For disks without moving parts.
    random_page_cost: '1.1',
    // Queries are short and many, so JIT and parallel workers cost more than they save. Parallel workers also need
    // /dev/shm, which is tiny in containers.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    // Instants are read and written in UTC everywhere.
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    // A statement may contain a caller's values, so PostgreSQL does not log it; the server logs the error by request.
    log_min_error_statement: 'panic',
    cluster_name: 'dossier',
  }
}

/** The fewest connections that our PostgreSQL allows: enough for a few pools, a migration and a psql. */
const fewestConnections = 100

/** The most connections that our PostgreSQL allows, because each is a process with memory of its own. */
export const mostConnections = 2_000

/** The setting for a server that opens up to so many connections. */
export function connectionSettings(needed = fewestConnections): Record<string, string> {
  return { max_connections: String(clamp(needed, fewestConnections, mostConnections)) }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
