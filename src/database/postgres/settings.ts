import { totalmem } from 'node:os'

const megabyte = 1024 * 1024

/** For a server that lives no longer than a test: nobody will miss its data, and disks are slow. */
export const throwawaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** Settings of our PostgreSQL, which shares one machine with one server. They go with the program, not the folder. */
export function postgresSettings(memory = totalmem()): Record<string, string> {
  const total = Math.floor(memory / megabyte)
  return {
    // What was committed survives a power cut. Said here so that no file of a user's can say otherwise.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // A sixteenth of the machine, for the server and others live here too; the system's cache holds the rest.
    shared_buffers: `${clamp(Math.floor(total / 16), 32, 1024)}MB`,
    effective_cache_size: `${clamp(Math.floor(total / 2), 128, 65_536)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${clamp(Math.floor(total / 32), 64, 512)}MB`,
    // A pool or two, a migration, a psql.
    max_connections: '100',
    // Disks without moving parts.
    random_page_cost: '1.1',
    // Questions are short and many: a compiler and helpers for one of them cost more than they save. Helpers also
    // need /dev/shm, which is tiny in containers.
    jit: 'off',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    // Instants are read and written as UTC, everywhere.
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    // The statement may hold what a caller typed: the server logs it with the request it belongs to.
    log_min_error_statement: 'panic',
    cluster_name: 'dossier',
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
