import { isEqual } from 'es-toolkit/predicate/isEqual'
import { DossierError } from '../../errors.ts'
import type { ConnectionCheck, SessionClient } from '../connection.ts'
import { readServerRun, type ServerRun } from './server.ts'

/**
 * Sees when the address of the primary leads to another server, or to another run of the same: another course of history
 * may begin there. The connections to the former one are then replaced, so that nobody reads from both.
 */
export class PrimaryCourse implements ConnectionCheck {
  /** Counts the changes. */
  number = 0
  /** The present one; undefined before the first connection. */
  run: ServerRun | undefined
  readonly #courses = new WeakMap<SessionClient, number>()

  async admit(client: SessionClient): Promise<void> {
    if (client.session.isStandby) throw standby()
    const run = await readServerRun(client)
    if (this.run && !isEqual(run, this.run)) this.number += 1
    this.run = run
    this.#courses.set(client, this.number)
  }

  isOutdated(client: SessionClient): boolean {
    return this.#courses.get(client) !== this.number
  }
}

function standby(): DossierError {
  const message =
    'The PostgreSQL that DATABASE_URL leads to is a standby at the moment: it follows another server. Promote it, or set DATABASE_URL to the primary.'
  return new DossierError('UNAVAILABLE', message)
}
