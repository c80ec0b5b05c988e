import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { chown, readdir } from 'node:fs/promises'
import path from 'node:path'
import { DossierError } from '../../errors.ts'
import { canLaunch } from './launcher.ts'

/** The user that runs PostgreSQL, which refuses to run as root. */
export interface PostgresUser {
  /** The command that starts the program in a user namespace; empty for none. */
  readonly prefix: readonly string[]
  /** The user to switch to; undefined for the present one. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined
}

const self: PostgresUser = { prefix: [], identity: undefined }

/** In the namespace the process is user 1000, but it accesses files as root, so no user or owner has to be changed. */
const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

/**
 * Chooses the user that runs PostgreSQL on `folder`. An ordinary user runs it directly. Root enters a user namespace or,
 * where namespaces are forbidden, switches to an unprivileged user, who owns the folder from the first start on.
 *
 * @throws DossierError UNAVAILABLE when root can do neither.
 */
export function choosePostgresUser(folder: string, allowNamespace = true): PostgresUser {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return self
  const owner = existsSync(folder) ? statSync(folder) : undefined
  if (owner && owner.uid !== 0) return { prefix: [], identity: { uid: owner.uid, gid: owner.gid } }
  if (allowNamespace && process.platform === 'linux' && canLaunch(namespace))
    return { prefix: namespace, identity: undefined }
  const identity = unprivilegedUser()
  if (identity) return { prefix: [], identity }
  throw new DossierError(
    'UNAVAILABLE',
    'PostgreSQL does not run as root, and this machine has neither user namespaces nor a user "postgres" or "nobody": ' +
      'start Dossier as an ordinary user, or set DATABASE_URL.',
  )
}

function unprivilegedUser(): PostgresUser['identity'] {
  const users = existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : []
  for (const name of ['postgres', 'nobody']) {
    const fields = users.find((line) => line.startsWith(`${name}:`))?.split(':')
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) }
  }
  return undefined
}

/**
 * Checks that the user who runs PostgreSQL can reach the folder and the program, and makes that user own the folder.
 *
 * @throws DossierError UNAVAILABLE that names the file or folder that the user cannot reach.
 */
export async function admitPostgresUser(user: PostgresUser, folder: string, program: string): Promise<void> {
  const { identity } = user
  if (!identity) return
  const reaches = (right: string, file: string) =>
    spawnSync('test', [right, file], { ...identity, stdio: 'ignore' }).status === 0
  const outOfReach = reaches('-x', program) ? (reaches('-d', folder) ? undefined : folder) : program
  if (outOfReach) {
    throw new DossierError(
      'UNAVAILABLE',
      `PostgreSQL does not run as root. Here it runs as the user with id ${identity.uid}, who cannot reach ${outOfReach}: ` +
        'open the folders above it to this user, start Dossier as an ordinary user, or set DATABASE_URL.',
    )
  }
  await chownAll(folder, identity.uid, identity.gid)
}

async function chownAll(folder: string, uid: number, gid: number): Promise<void> {
  if (statSync(folder).uid === uid) return
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chown(path.join(entry.parentPath, entry.name), uid, gid)
  }
  // Last, so that an interrupted change is repeated at the next start.
  await chown(folder, uid, gid)
}
