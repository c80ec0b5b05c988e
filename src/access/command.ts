import type { Command } from 'commander'
import { addCommand, addNoun, runCommand } from '../command-line/command.ts'
import { type CommandResult, UsageError } from '../command-line/result.ts'
import { counted, tableText } from '../command-line/terminal.ts'
import { AccessRole } from '../generated/prisma/enums.ts'
import type { StoredKey } from './keys.ts'

interface CreateOptions {
  readonly json?: true
  readonly actor: string
  readonly machine?: true
  readonly role: string
  readonly label?: string
  readonly expires?: string
}

/** The most keys that `key list` shows. */
const mostListed = 10_000

/** The commands of keys: the first key of a server can only be made here. */
export function addKeyCommands(program: Command): void {
  const noun = addNoun(program, 'key', 'the keys of the API: who may change the graph')
  addCreate(noun)
  addList(noun)
  addRevoke(noun)
}

function addCreate(noun: Command): void {
  addCommand(noun, 'create', {
    summary: 'make a key and print it, this once, on standard output',
    examples: [
      'key create --actor "Maria Rossi" --role ADMIN',
      'key create --actor news-importer --machine --role CONTRIBUTOR --label "nightly import" --expires 2027-12-31',
    ],
  })
    .requiredOption('-a, --actor <name>', 'whose key it is; a new name makes a new actor')
    .requiredOption('-r, --role <role>', `what it allows: ${Object.values(AccessRole).join(', ')}`)
    .option('-m, --machine', 'the actor is a program, a model or an importer that acts by itself')
    .option('-l, --label <text>', 'a note of what it is used for')
    .option('-e, --expires <date>', 'the last day on which it is valid, in UTC, such as 2027-12-31, or an instant')
    .action((options: CreateOptions) =>
      runCommand(options.json === true, async (context) => {
        const { actor, machine, label } = options
        const role = readRole(options.role)
        const expiresAt = await readExpiry(options.expires)
        const { createKey } = await import('./keys.ts')
        return await context.withDatabase(async (db) => {
          context.step('Making a key')
          const draft = { actor, isMachine: machine === true, role, label, expiresAt, createdBy: null }
          return createdAnswer(await db.prisma.$transaction((tx) => createKey(tx, draft)))
        })
      }),
    )
}

function addList(noun: Command): void {
  addCommand(noun, 'list', {
    summary: 'list the keys, the newest first; the keys themselves are not stored',
    examples: ['key list', 'key list --json'],
  }).action(({ json }: { json?: true }) =>
    runCommand(json === true, async (context) => {
      const { listKeys } = await import('./keys.ts')
      return await context.withDatabase(async (db) => listAnswer(await listKeys(db, mostListed)))
    }),
  )
}

function addRevoke(noun: Command): void {
  addCommand(noun, 'revoke <id>', {
    summary: 'revoke a key by its id: no server accepts it from now on',
    examples: ['key revoke 3f9a2b1c4d5e'],
  }).action((id: string, { json }: { json?: true }) =>
    runCommand(json === true, async (context) => {
      const { revokeKey } = await import('./keys.ts')
      return await context.withDatabase(async (db) => {
        const key = await db.prisma.$transaction((tx) => revokeKey(tx, id))
        const text = `The key ${key.keyId} of ${key.actor.name} is revoked.`
        return { ok: true, data: { key: keyData(key) }, text }
      })
    }),
  )
}

function readRole(text: string): AccessRole {
  const role = Object.values(AccessRole).find((known) => known === text.toUpperCase())
  if (role) return role
  throw new UsageError(`--role is "${text}", and must be one of ${Object.values(AccessRole).join(', ')}.`)
}

/** A day is the last one on which the key is valid; an instant is the one from which on it is not. */
async function readExpiry(text: string | undefined): Promise<Date | undefined> {
  if (text === undefined) return undefined
  const { parseInstant } = await import('../date/instant.ts')
  try {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return parseInstant(text)
    const day = parseInstant(`${text}T00:00:00Z`)
    return new Date(day.getTime() + 24 * 3_600_000)
  } catch (error) {
    const message = `--expires is "${text}", and must be a day such as 2027-12-31 or an instant such as 2027-12-31T12:00:00Z.`
    throw new UsageError(message, { cause: error })
  }
}

/** The key alone on standard output, so that a script can take it from there. */
function createdAnswer({ key, ...stored }: StoredKey & { readonly key: string }): CommandResult {
  return { ok: true, data: { key: { key, ...keyData(stored) } }, text: key }
}

function listAnswer(keys: readonly StoredKey[]): CommandResult {
  const rows = keys.map((key) => [
    key.keyId,
    key.actor.isMachine ? `${key.actor.name} (machine)` : key.actor.name,
    key.role,
    stateOf(key),
    key.lastUsedOn ? dayOf(key.lastUsedOn) : 'never',
    key.label ?? '',
  ])
  const text = `${tableText(['id', 'actor', 'role', 'state', 'last used', 'label'], rows)}\n${counted(keys.length, 'key')}`
  return { ok: true, data: { keys: keys.map(keyData) }, text }
}

function stateOf({ revokedAt, expiresAt }: StoredKey): string {
  if (revokedAt) return `revoked ${dayOf(revokedAt)}`
  if (!expiresAt) return 'valid'
  return expiresAt.getTime() <= Date.now() ? `expired ${dayOf(expiresAt)}` : `valid until ${expiresAt.toISOString()}`
}

function keyData({ id: _id, actor, createdBy, lastUsedOn, ...rest }: StoredKey) {
  return {
    ...rest,
    actor: { name: actor.name, isMachine: actor.isMachine },
    createdBy: createdBy && createdBy.name,
    lastUsedOn: lastUsedOn && dayOf(lastUsedOn),
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
