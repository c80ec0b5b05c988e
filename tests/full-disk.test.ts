import { execFile, spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startEmbedded } from '../src/database/postgres/embedded.ts'
import { firstQuestion } from '../src/server/announce.ts'
import { commandLine } from './support/command-line.ts'
import { harbour, harbourText } from './support/dataset.ts'
import { askServer, killPostgres, privateFolder, startServer } from './support/server-process.ts'

vi.setConfig({ testTimeout: 120_000 })

const canMount =
  spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' }).status === 0

/** A data folder on a disk of its own, of some megabytes; the disk is gone after the test. */
async function smallDisk(megabytes: number): Promise<{ disk: string; dataDir: string; dataset: string }> {
  const outer = await privateFolder()
  const disk = path.join(outer, 'disk')
  await mkdir(disk)
  await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'none', disk])
  const dataDir = path.join(disk, 'data')
  onTestFinished(async () => {
    killPostgres(dataDir)
    // What ran on it ends a moment later.
    await promisify(execFile)('umount', ['--lazy', disk])
  })
  return { disk, dataDir, dataset: path.join(outer, 'dataset') }
}

/** Fills a disk but for some bytes. */
function fill(disk: string, bytes: number): string {
  const filler = path.join(disk, 'filler')
  const piece = Buffer.alloc(64 * 1024)
  try {
    for (;;) writeFileSync(filler, piece, { flag: 'a' })
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  }
  const content = readFileSync(filler)
  writeFileSync(filler, content.subarray(0, Math.max(0, content.length - bytes)))
  return filler
}

/** A dataset of very many organisations. */
async function writeLargeDataset(folder: string): Promise<void> {
  await mkdir(folder)
  writeFileSync(path.join(folder, 'dataset.yaml'), 'slug: large\ntitle: Large\n')
  const items = Array.from({ length: 2_500 }, (_, index) => {
    return `  - slug: body-${index}\n    organizationType: OTHER\n    name: Body of the number ${index}\n    summary: ${`It did ${index} things. `.repeat(20)}\n`
  })
  writeFileSync(path.join(folder, 'entities.yaml'), `organizations:\n${items.join('')}`)
}

const noSpace = (dataDir: string) =>
  `No space left on the disk of DOSSIER_DATA_DIR (${dataDir}): make room on it, or set DOSSIER_DATA_DIR to a folder on another disk.`

describe.skipIf(!canMount)('a full disk (needs the right to mount a file system)', () => {
  test('is named when there is no room for anything', async () => {
    const { disk, dataDir } = await smallDisk(1)
    await mkdir(dataDir)
    fill(disk, 0)
    const log = pino({ level: 'silent' })
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      await expect(startEmbedded({ dataDir, log }), `attempt ${attempt}`).rejects.toMatchObject({
        code: 'UNAVAILABLE',
        message: noSpace(dataDir),
      })
    }
    const server = startServer({ DOSSIER_DATA_DIR: dataDir })
    expect(await server.ended).toEqual({ code: 1, signal: null })
    expect(server.printed()).toEqual({ out: '', log: `${noSpace(dataDir)}\n` })
  })

  test.each([
    ['a new database', 20],
    ['the migrations', 42],
  ])('is named when there is no room for %s', async (_what, megabytes) => {
    const { dataDir } = await smallDisk(megabytes)
    const server = startServer({ DOSSIER_DATA_DIR: dataDir, LOG_LEVEL: 'silent' })
    const started = server.url.then(
      () => 'it has room',
      () => undefined,
    )
    expect((await started) ?? (await server.ended)).toEqual({ code: 1, signal: null })
    expect(server.printed()).toEqual({ out: '', log: `${noSpace(dataDir)}\n` })
  })

  test('is named when a dataset is loaded, and the graph stays as it was', async () => {
    const { disk, dataDir, dataset } = await smallDisk(300)
    const { run, ask } = commandLine('')
    const env = { DOSSIER_DATA_DIR: dataDir }
    await writeLargeDataset(dataset)
    expect((await run(['dataset', 'load', harbour], env)).code).toBe(0)
    for (const room of [1_000_000, 8_000_000]) {
      const filler = fill(disk, room)
      const failed = await ask(['dataset', 'load', dataset], env)
      expect(failed, JSON.stringify(failed.answer).slice(0, 700)).toMatchObject({
        code: 3,
        answer: { ok: false, error: { code: 'UNAVAILABLE', message: noSpace(dataDir) } },
      })
      rmSync(filler)
      expect((await ask(['dataset', 'list'], env)).answer.datasets).toMatchObject([{ slug: 'harbour' }])
    }
    expect((await ask(['dataset', 'load', dataset], env)).answer).toMatchObject({ ok: true })
  })

  test('is named when files of a dataset cannot be written', async () => {
    const { disk } = await smallDisk(1)
    const folder = path.join(disk, 'harbour')
    cpSync(harbour, folder, { recursive: true })
    const before = readFileSync(path.join(folder, 'facts/claims.yaml'), 'utf8')
    fill(disk, 0)
    const { code, err } = await commandLine('').run(['dataset', 'stamp', folder, '--document', harbourText])
    expect(code).toBe(3)
    expect(err).toMatch(
      /^Error: .*\.yaml cannot be written \(ENOSPC: no space left on device.*\)\. It is as it was\.\n$/,
    )
    expect(readFileSync(path.join(folder, 'facts/claims.yaml'), 'utf8')).toBe(before)
  })

  test('does not keep a server from answering', async () => {
    const { disk, dataDir } = await smallDisk(300)
    const server = startServer({ DOSSIER_DATA_DIR: dataDir })
    const url = await server.url
    fill(disk, 0)
    expect(await askServer(url, firstQuestion)).toMatchObject({
      status: 200,
      body: { data: { criticisms: { totalCount: 5 } } },
    })
    server.child.kill('SIGTERM')
    await server.ended
    expect(existsSync(dataDir)).toBe(true)
  })
})
