import { type DestinationStream, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

export type Log = Logger

/** Fields that are never logged, at the top of an entry and one level down. */
const secrets = ['password', 'connectionString', 'databaseUrl', '*.password', '*.connectionString', '*.databaseUrl']

/**
 * The server's log on standard error: lines of JSON, or coloured text on a terminal. A `destination` gets lines of JSON
 * instead.
 */
export async function createLog(
  config: Pick<Config, 'logLevel' | 'logFormat' | 'workers'>,
  destination?: DestinationStream,
): Promise<Log> {
  const pretty = config.logFormat === 'pretty' || (config.logFormat === 'auto' && process.stderr.isTTY)
  const stream =
    destination ?? (pretty ? await prettyStream(config.workers > 1) : pino.destination({ fd: 2, sync: true }))
  return pino({ level: config.logLevel, base: { pid: process.pid }, redact: secrets }, stream)
}

/** Loaded only when it is used. Lines name their process where there are several. */
async function prettyStream(showsPid: boolean): Promise<DestinationStream> {
  const { build } = await import('pino-pretty')
  return build({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY,
    ignore: showsPid ? '' : 'pid',
    translateTime: 'HH:MM:ss.l',
  })
}
