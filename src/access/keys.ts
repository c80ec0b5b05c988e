import type { Database } from '../database/open.ts'
import { DossierError } from '../errors.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import type { AccessRole } from '../generated/prisma/enums.ts'
import type { Actor } from '../viewer.ts'
import { findOrCreateActor } from './actor.ts'
import { isKey, makeKey } from './key.ts'

type Transaction = Prisma.TransactionClient

/** What is known of a key, without the key. */
export interface StoredKey {
  readonly id: number
  readonly keyId: string
  readonly actor: Actor
  readonly role: AccessRole
  readonly label: string | null
  readonly createdAt: Date
  /** Null: somebody on the command line. */
  readonly createdBy: Actor | null
  readonly expiresAt: Date | null
  readonly lastUsedOn: Date | null
  readonly revokedAt: Date | null
}

export interface KeyDraft {
  /** The name of the actor, who is made if there is none of this name. */
  readonly actor: string
  readonly isMachine: boolean
  readonly role: AccessRole
  readonly label?: string | null
  readonly expiresAt?: Date | null
  /** Null: somebody on the command line. */
  readonly createdBy: Pick<Actor, 'id'> | null
}

const actorColumns = { select: { id: true, name: true, isMachine: true } } as const

const keyColumns = {
  id: true,
  keyId: true,
  role: true,
  label: true,
  createdAt: true,
  expiresAt: true,
  lastUsedOn: true,
  revokedAt: true,
  actor: actorColumns,
  createdBy: actorColumns,
} as const

/** The most characters of a label. */
const longestLabel = 200

/**
 * Makes a key. Only its digest is stored: `key` is there this once.
 *
 * @throws DossierError BAD_USER_INPUT or CONFLICT that names the `argument` at fault.
 */
export async function createKey(tx: Transaction, draft: KeyDraft): Promise<StoredKey & { key: string }> {
  const label = readLabel(draft.label)
  const expiresAt = readExpiry(draft.expiresAt)
  const actor = await findOrCreateActor(tx, { name: draft.actor, isMachine: draft.isMachine })
  const { keyId, key, digest } = makeKey()
  const { role, createdBy } = draft
  const stored = await tx.apiKey.create({
    data: { keyId, digest, role, label, expiresAt, actorId: actor.id, createdById: createdBy?.id ?? null },
    select: keyColumns,
  })
  return { ...stored, key }
}

/**
 * Revokes a key: from now on no server accepts it. One that was revoked before stays as it is.
 *
 * @throws DossierError NOT_FOUND that names the id, unless it is a whole key.
 */
export async function revokeKey(tx: Transaction, given: string): Promise<StoredKey> {
  const keyId = given.trim()
  const known = await tx.apiKey.findUnique({ where: { keyId }, select: { id: true } })
  if (!known) throw unknownKey(keyId)
  await tx.apiKey.updateMany({ where: { keyId, revokedAt: null }, data: { revokedAt: new Date() } })
  return await tx.apiKey.findUniqueOrThrow({ where: { keyId }, select: keyColumns })
}

/** Keys, the newest first. */
export async function listKeys({ prisma }: Pick<Database, 'prisma'>, most: number): Promise<StoredKey[]> {
  return await prisma.apiKey.findMany({ orderBy: { id: 'desc' }, take: most, select: keyColumns })
}

function readLabel(given: string | null | undefined): string | null {
  const label = given?.trim() || null
  if (label === null || label.length <= longestLabel) return label
  const message = `The label has ${label.length} characters: at most ${longestLabel} are allowed. Shorten it.`
  throw new DossierError('BAD_USER_INPUT', message, { argument: 'label', maximum: longestLabel })
}

function readExpiry(given: Date | null | undefined): Date | null {
  if (given == null) return null
  if (given.getTime() > Date.now()) return given
  const message = `The key would expire on ${given.toISOString()}, which is in the past. Give a later time, or none.`
  throw new DossierError('BAD_USER_INPUT', message, { argument: 'expiresAt', value: given.toISOString() })
}

function unknownKey(given: string): DossierError {
  const argument = 'keyId'
  // A message goes into logs and on screens, where no key may be.
  if (isKey(given) || given.includes('dossier_')) {
    const message = 'That is a key and not its id. The id is the part between "dossier_" and the next "_".'
    return new DossierError('NOT_FOUND', message, { argument })
  }
  const value = given.slice(0, 40).toWellFormed()
  return new DossierError('NOT_FOUND', `No key has the id "${value}". List the keys to see their ids.`, {
    argument,
    value,
  })
}
