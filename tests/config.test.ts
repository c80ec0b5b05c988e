import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { configVariables, readConfig } from '../src/config.ts'

const project = path.join(import.meta.dirname, '..')

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toEqual({
    host: '127.0.0.1',
    port: 4000,
    workers: 1,
    databaseUrl: undefined,
    readUrls: [],
    consistency: 'strong',
    dataDir: path.join(project, '.data'),
    poolSize: 10,
    statementTimeout: 10_000,
    operationTimeout: 10_000,
    shutdownTimeout: 15_000,
    bodyLimit: 262_144,
    maxDepth: 20,
    maxCost: 100_000,
    answerCache: 67_108_864,
    queue: 1000,
    subscriptions: 1000,
    callerSubscriptions: 100,
    proxies: 0,
    anonymous: true,
    selfReview: false,
    playground: true,
    metrics: true,
    documentsDir: undefined,
    allowedOrigins: [],
    allowedHosts: [],
    publicUrl: undefined,
    logLevel: 'info',
    logFormat: 'auto',
  })
})

test('a variable that is set to nothing counts as not set', () => {
  const nothing = Object.fromEntries(configVariables.map(({ name }) => [name, ' ']))
  expect(readConfig(nothing)).toEqual(readConfig({}))
})

test('every variable is read', () => {
  const config = readConfig({
    HOST: '::1',
    PORT: '0',
    DATABASE_URL: 'postgres://reader:secret@db.example:5432/dossier?sslmode=require',
    DOSSIER_DATA_DIR: '/var/lib/dossier',
    DOSSIER_WORKERS: '4',
    DOSSIER_PLAYGROUND: 'off',
    DOSSIER_ALLOWED_ORIGINS: 'https://example.org, http://localhost:3000',
    DOSSIER_ALLOWED_HOSTS: 'graph.example.org',
    LOG_FORMAT: 'json',
  })
  expect(config).toMatchObject({
    host: '::1',
    port: 0,
    workers: 4,
    databaseUrl: 'postgres://reader:secret@db.example:5432/dossier?sslmode=require',
    dataDir: '/var/lib/dossier',
    playground: false,
    allowedOrigins: ['https://example.org', 'http://localhost:3000'],
    allowedHosts: ['graph.example.org'],
    logFormat: 'json',
  })
})

test('all problems come in one message, without passwords', () => {
  const read = () =>
    readConfig({
      PORT: '65536',
      DATABASE_URL: 'mysql://me:pa/ss@db/dossier',
      DOSSIER_POOL_SIZE: '-1',
      DOSSIER_ALLOWED_ORIGINS: 'https://example.org/path',
      LOG_LEVEL: 'INFO',
    })
  expect(read).toThrow(
    `The configuration is not right:
  PORT is "65536", and must be a port number from 0 to 65535.
  DATABASE_URL is "mysql://…@db/dossier", and must be an address such as postgres://user:password@host:5432/database, with special characters as %40 for @.
  DOSSIER_POOL_SIZE is "-1", and must be a whole number from 1 to 1000.
  DOSSIER_ALLOWED_ORIGINS is "https://example.org/path", and must be origins such as https://example.org, separated by commas, or *.
  LOG_LEVEL is "INFO", and must be one of trace, debug, info, warn, error, fatal, silent.`,
  )
})

test('the public address is that of a server, without a path', () => {
  const of = (value: string) => readConfig({ DOSSIER_PUBLIC_URL: value }).publicUrl
  expect(of('https://Graph.example.org/')).toBe('https://graph.example.org')
  expect(of('http://localhost:4000')).toBe('http://localhost:4000')
  for (const wrong of ['graph.example.org', 'ftp://graph.example.org', 'https://graph.example.org/dossier']) {
    expect(() => of(wrong)).toThrow(
      `DOSSIER_PUBLIC_URL is "${wrong}", and must be an http or https address without a path`,
    )
  }
  for (const wrong of ['https://example.org/?', 'https://example.org/#top', 'https://me:pass@example.org']) {
    expect(() => of(wrong)).toThrow('an http or https address without a path')
  }
})

test('the table in README.md lists the variables as the program knows them', async () => {
  const readme = await readFile(path.join(project, 'README.md'), 'utf8')
  const rows = readme.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line))
  expect(rows).toEqual(
    configVariables.map(
      ({ name, default: value, description }) => `| \`${name}\` | ${value ? `\`${value}\`` : ''} | ${description} |`,
    ),
  )
})
