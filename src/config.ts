import path from 'node:path'
import { z } from 'zod'
import {
  type ConfigVariable,
  choice,
  hostPattern,
  integer,
  isOrigin,
  isPostgresUrl,
  isServerUrl,
  list,
  onOrOff,
  problem,
} from './config-variable.ts'
import { DossierError } from './errors.ts'

const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** All variables, in the order of the table. */
const variables = {
  port: {
    name: 'PORT',
    description: 'Where the server listens.',
    default: '4000',
    schema: integer(0, 65_535, 'a port number'),
  },
  host: {
    name: 'HOST',
    description: 'The address to listen on; `0.0.0.0` or `::` for all addresses of the machine.',
    default: '127.0.0.1',
    schema: z.string().regex(/^[\w.:-]+$/, 'a host name or an IP address'),
  },
  workers: {
    name: 'DOSSIER_WORKERS',
    description:
      'How many processes answer on the port. Each uses one core, and has its own connections and its own cache.',
    default: '1',
    schema: integer(1, 256, 'a number of processes'),
  },
  databaseUrl: {
    name: 'DATABASE_URL',
    description: 'The PostgreSQL to use, version 15 or newer. Without it the server runs its own, in the data folder.',
    default: undefined,
    schema: z
      .string()
      .refine(
        isPostgresUrl,
        'an address such as postgres://user:password@host:5432/database, with special characters as %40 for @',
      ),
  },
  readUrls: {
    name: 'DOSSIER_READ_URLS',
    description:
      'The addresses of streaming replicas of the PostgreSQL of DATABASE_URL, separated by commas. They answer the reads; by default DATABASE_URL does.',
    default: '',
    schema: list(
      isPostgresUrl,
      'addresses such as postgres://user:password@host:5432/database, separated by commas, with special characters as %40 for @ and %2C for a comma',
    ),
  },
  consistency: {
    name: 'DOSSIER_CONSISTENCY',
    description:
      '`strong`: an answer shows all that was in the graph when it was asked for; `session`: at least the revision that the request names in the header `x-dossier-revision`; `relaxed`: what a healthy replica shows.',
    default: 'strong',
    schema: choice(['strong', 'session', 'relaxed']),
  },
  dataDir: {
    name: 'DOSSIER_DATA_DIR',
    description: "The folder of the server's own PostgreSQL. Relative to the folder of the project.",
    default: '.data',
    schema: z.string().transform((text) => path.resolve(import.meta.dirname, '..', text)),
  },
  poolSize: {
    name: 'DOSSIER_POOL_SIZE',
    description: 'The most connections to PostgreSQL that each worker opens.',
    default: '10',
    schema: integer(1, 1000, 'a whole number'),
  },
  statementTimeout: {
    name: 'DOSSIER_STATEMENT_TIMEOUT',
    description: 'Milliseconds after which PostgreSQL cancels a statement.',
    default: '10000',
    schema: integer(1, 3_600_000, 'milliseconds'),
  },
  operationTimeout: {
    name: 'DOSSIER_OPERATION_TIMEOUT',
    description: 'Milliseconds after which the server cancels a GraphQL operation, together with its statements.',
    default: '10000',
    schema: integer(1, 3_600_000, 'milliseconds'),
  },
  shutdownTimeout: {
    name: 'DOSSIER_SHUTDOWN_TIMEOUT',
    description: 'Milliseconds that running requests have to finish when the server stops.',
    default: '15000',
    schema: integer(0, 3_600_000, 'milliseconds'),
  },
  bodyLimit: {
    name: 'DOSSIER_BODY_LIMIT',
    description: 'The most bytes that the body of a request may have.',
    default: '262144',
    schema: integer(1024, 67_108_864, 'bytes'),
  },
  maxDepth: {
    name: 'DOSSIER_MAX_DEPTH',
    description: 'The most levels of fields within fields that an operation may have.',
    default: '20',
    schema: integer(5, 60, 'a number of levels'),
  },
  maxCost: {
    name: 'DOSSIER_MAX_COST',
    description: 'The most fields that an answer may have, estimated from the sizes of its pages.',
    default: '100000',
    schema: integer(1_000, 100_000_000, 'a number of fields'),
  },
  answerCache: {
    name: 'DOSSIER_ANSWER_CACHE',
    description:
      'The most bytes of answers in the cache of each worker, and again of pages. A cached answer is valid until the graph changes. `0` turns the cache off.',
    default: '67108864',
    schema: integer(0, 17_179_869_184, 'bytes'),
  },
  queue: {
    name: 'DOSSIER_QUEUE',
    description:
      'The most operations that wait for their turn when the server is busy. Further ones are answered with 503, those of the caller with the most waiting first.',
    default: '1000',
    schema: integer(0, 1_000_000, 'a number of operations'),
  },
  subscriptions: {
    name: 'DOSSIER_SUBSCRIPTIONS',
    description: 'The most subscriptions that each worker keeps open. Further ones are answered with 503.',
    default: '1000',
    schema: integer(0, 100_000, 'a number of subscriptions'),
  },
  callerSubscriptions: {
    name: 'DOSSIER_CALLER_SUBSCRIPTIONS',
    description: 'The most subscriptions that each worker keeps open for one caller.',
    default: '100',
    schema: integer(0, 100_000, 'a number of subscriptions'),
  },
  proxies: {
    name: 'DOSSIER_PROXIES',
    description:
      'How many proxies or balancers stand before the server and add to `X-Forwarded-For`. Callers, who take turns when the server is busy, are told apart by their address.',
    default: '0',
    schema: integer(0, 10, 'a number of proxies'),
  },
  anonymous: {
    name: 'DOSSIER_ANONYMOUS',
    description:
      '`on` or `off`: whether callers without a key may read. With `off`, everything that shows the graph answers 401 without one.',
    default: 'on',
    schema: onOrOff,
  },
  selfReview: {
    name: 'DOSSIER_SELF_REVIEW',
    description: '`on` or `off`: whether curators may accept proposals of their own.',
    default: 'off',
    schema: onOrOff,
  },
  playground: {
    name: 'DOSSIER_PLAYGROUND',
    description: '`on` or `off`: the page at `/` and the editor for questions at `/graphql`.',
    default: 'on',
    schema: onOrOff,
  },
  metrics: {
    name: 'DOSSIER_METRICS',
    description: "`on` or `off`: the numbers for operators at `/metrics`, in Prometheus' format.",
    default: 'on',
    schema: onOrOff,
  },
  documentsDir: {
    name: 'DOSSIER_DOCUMENTS_DIR',
    description:
      'A folder of trusted documents, which front ends name by their SHA-256: `.graphql` files, or `.json` files that map hashes to texts. By default there are none.',
    default: undefined,
    schema: z.string().transform((text) => path.resolve(import.meta.dirname, '..', text)),
  },
  allowedOrigins: {
    name: 'DOSSIER_ALLOWED_ORIGINS',
    description:
      'The origins of web pages that may use the API from a browser, separated by commas; `*` for all. By default only pages of this machine.',
    default: '',
    schema: list(isOrigin, 'origins such as https://example.org, separated by commas, or *'),
  },
  allowedHosts: {
    name: 'DOSSIER_ALLOWED_HOSTS',
    description:
      'Host names that requests may use besides `localhost`, loopback addresses and HOST, separated by commas; `*` for all.',
    default: '',
    schema: list((item) => hostPattern.test(item), 'host names without port, separated by commas, or *'),
  },
  publicUrl: {
    name: 'DOSSIER_PUBLIC_URL',
    description:
      'The address under which people reach the server, such as `https://graph.example.org`, for links to its pages. By default it is what the request says.',
    default: undefined,
    schema: z
      .string()
      .refine(isServerUrl, 'an http or https address without a path, such as https://graph.example.org')
      .transform((text) => new URL(text).origin),
  },
  logLevel: {
    name: 'LOG_LEVEL',
    description: `How much is logged: ${logLevels.map((level) => `\`${level}\``).join(', ')}.`,
    default: 'info',
    schema: choice(logLevels),
  },
  logFormat: {
    name: 'LOG_FORMAT',
    description: '`json`: one object on each line; `pretty`: for people; `auto`: `pretty` on a terminal, else `json`.',
    default: 'auto',
    schema: choice(['auto', 'json', 'pretty']),
  },
} as const satisfies Record<string, ConfigVariable>

type Variables = typeof variables
type Value<Variable extends ConfigVariable> =
  | z.output<Variable['schema']>
  | (Variable['default'] extends undefined ? undefined : never)

/** What the server is told by its environment: paths are absolute, times in milliseconds, sizes in bytes. */
export type Config = { readonly [Key in keyof Variables]: Value<Variables[Key]> }

/** Every variable of the environment that the server reads. */
export const configVariables: readonly ConfigVariable[] = Object.values(variables)

/**
 * Reads and checks the environment. A variable that is set to nothing counts as not set.
 *
 * @throws DossierError BAD_USER_INPUT that lists every problem, each with the variable, its value and what would be
 *   right. Passwords in addresses are not repeated.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = []
  const values = Object.entries(variables).map(([key, variable]: [string, ConfigVariable]) => {
    const given = env[variable.name]?.trim() || variable.default
    if (given === undefined) return [key, undefined]
    const { success, data, error } = variable.schema.safeParse(given)
    if (!success) problems.push(problem(variable, given, error.issues[0]?.message))
    return [key, data]
  })
  if (problems.length > 0) {
    throw new DossierError('BAD_USER_INPUT', `The configuration is not right:\n${problems.join('\n')}`, { problems })
  }
  return Object.fromEntries(values) as Config
}
