import { randomUUID } from 'node:crypto'
import { createKey, type KeyDraft } from '../../src/access/keys.ts'
import type { Database } from '../../src/database/open.ts'
import type { AccessRole } from '../../src/generated/prisma/enums.ts'

/** A key of a role, made as programs make it: of an actor of its own, unless `draft` names one. */
export async function newKey(db: Database, role: AccessRole, draft: Partial<KeyDraft> = {}) {
  const whole = { actor: `somebody-${randomUUID()}`, isMachine: false, role, createdBy: null, ...draft }
  const { keyId, key, actor } = await db.prisma.$transaction((tx) => createKey(tx, whole))
  return { keyId, key, actor, headers: { authorization: `Bearer ${key}` } }
}
