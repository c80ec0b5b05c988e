import { DossierError } from './errors.ts'
import { AccessRole } from './generated/prisma/enums.ts'

/** Somebody or something that changes the graph. */
export interface Actor {
  readonly id: number
  readonly name: string
  readonly isMachine: boolean
}

/** Who asks: the actor whose key was sent, and the role of that key. */
export interface Viewer {
  /** Null: no key was sent. */
  readonly actor: Actor | null
  readonly role: AccessRole
}

/** Who asks without a key. */
export const anonymous: Viewer = { actor: null, role: 'READER' }

/** From the one that may least to the one that may most. */
const roles = Object.values(AccessRole)

/** Whether the viewer may do what `least` may. */
export function hasRole({ role }: Viewer, least: AccessRole): boolean {
  return roles.indexOf(role) >= roles.indexOf(least)
}

/** The actor of a viewer who has another role than READER, which a mutation makes sure of. */
export function actorOf({ actor }: Viewer): Actor {
  if (actor) return actor
  throw new Error('Only a reader has no actor: the field has to declare another role.')
}

/** The error for a viewer who lacks the role that `what` needs, such as the mutation "createApiKey". */
export function refuseRole({ actor, role }: Viewer, needed: AccessRole, what: string): DossierError {
  if (actor) {
    const message = `"${what}" needs the role ${needed}, and the key that was sent has the role ${role}.`
    return new DossierError('FORBIDDEN', message, { needed, role })
  }
  const message = `"${what}" needs a key with the role ${needed}. Send it in the header "Authorization: Bearer KEY".`
  return new DossierError('UNAUTHENTICATED', message, { needed })
}
