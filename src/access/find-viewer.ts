import { timingSafeEqual } from 'node:crypto'
import type { Database } from '../database/open.ts'
import { sql } from '../database/sql.ts'
import { queryPrepared } from '../database/statement.ts'
import { DossierError } from '../errors.ts'
import type { AccessRole } from '../generated/prisma/enums.ts'
import type { Viewer } from '../viewer.ts'
import { isKey, keyDigest } from './key.ts'

interface Found {
  readonly id: number
  readonly keyId: string
  readonly digest: string
  readonly role: AccessRole
  readonly actorId: number
  readonly name: string
  readonly isMachine: boolean
  readonly isRevoked: boolean
  readonly isExpired: boolean
  readonly wasUsedToday: boolean
}

/**
 * Finds whose key this is, in the primary database each time again: a key that is revoked is refused at once, by every
 * server.
 *
 * @throws DossierError UNAUTHENTICATED when the key is not valid. Only whoever has the whole key learns why.
 */
export async function findViewer(db: Database, key: string): Promise<Viewer> {
  if (!isKey(key)) throw notValid('does not have the form of a key: "dossier_", an id, "_" and a secret')
  const found = await findKey(db, keyDigest(key))
  if (!found) throw notValid('is not known')
  if (found.isRevoked) throw notValid('was revoked')
  if (found.isExpired) throw notValid('has expired')
  if (!found.wasUsedToday) await noteUse(db, found)
  const { role, actorId: id, name, isMachine } = found
  return { actor: { id, name, isMachine }, role }
}

async function findKey(db: Database, digest: string): Promise<Found | undefined> {
  const [found] = await queryPrepared(
    db,
    sql<Found>`
      select api_key.id, key_id as "keyId", digest, role, actor.id as "actorId", name, is_machine as "isMachine",
        revoked_at is not null as "isRevoked", coalesce(expires_at <= now(), false) as "isExpired",
        coalesce(last_used_on = current_date, false) as "wasUsedToday"
      from api_key join actor on actor.id = actor_id where digest = ${digest}`,
  )
  // The database compares by its index. This does not depend on how it does that.
  return found && timingSafeEqual(Buffer.from(found.digest), Buffer.from(digest)) ? found : undefined
}

/** Notes the day once. A database that cannot be written, such as one with a full disk, is no reason to refuse a read. */
async function noteUse(db: Database, { id }: Found): Promise<void> {
  const statement = sql`update api_key set last_used_on = current_date
    where id = ${id} and last_used_on is distinct from current_date`
  await queryPrepared(db, statement).catch(() => undefined)
}

function notValid(why: string): DossierError {
  const message = `The key in the header Authorization ${why}. Send "Authorization: Bearer KEY" with a key that is valid.`
  return new DossierError('UNAUTHENTICATED', message)
}
