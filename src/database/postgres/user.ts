import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { chown, readdir } from 'node:fs/promises'
import path from 'node:path'
import { DossierError } from '../../errors.ts'

/** Who runs PostgreSQL, which refuses to run as root. */
export interface PostgresUser {
  /** What stands before the program: a tool that enters a user namespace, or nothing. */
  readonly prefix: readonly string[]
  /** The user to become, if another one. */
  readonly identity: { readonly uid: number; readonly gid: number } | undefined
}

const self: PostgresUser = { prefix: [], identity: undefined }

/** Inside the namespace the process is user 1000; to the files it stays root. Nothing has to be created or chowned. */
const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

/**
 * Chooses who runs PostgreSQL on `folder`. An ordinary user does it; root enters a user namespace, or, where these are
 * forbidden, becomes an unprivileged user, who then owns the folder from the first start on.
 *
 * @throws DossierError UNAVAILABLE when no user will do.
 */
export function choosePostgresUser(folder: string, allowNamespace = true): PostgresUser {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return self
  const owner = existsSync(folder) ? statSync(folder) : undefined
  if (owner && owner.uid !== 0) return { prefix: [], identity: { uid: owner.uid, gid: owner.gid } }
  if (allowNamespace && process.platform === 'linux' && entersNamespace())
    return { prefix: namespace, identity: undefined }
  const identity = unprivilegedUser()
  if (identity) return { prefix: [], identity }
  throw new DossierError(
    'UNAVAILABLE',
    'PostgreSQL does not run as root, and this machine has neither user namespaces nor a user "postgres" or "nobody": ' +
      'start Dossier as an ordinary user, or set DATABASE_URL.',
  )
}

function entersNamespace(): boolean {
  const [command = '', ...options] = namespace
  return spawnSync(command, [...options, 'true'], { stdio: 'ignore' }).status === 0
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
 * Checks that the user who runs PostgreSQL gets to the folder and the program, and gives this user the folder.
 *
 * @throws DossierError UNAVAILABLE, naming the file that is out of reach.
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
  // Last, so that an interrupted change is begun again.
  await chown(folder, uid, gid)
}
