import { DossierError } from '../../errors.ts'

/**
 * The name of the next migration's folder: the time in UTC, to the second, and what the migration does. It always sorts
 * after the last one, because migrations run in the order of their names.
 *
 * @throws DossierError BAD_USER_INPUT when `given` is no name.
 */
export function nameMigration(given: string | undefined, existing: readonly string[], now = new Date()): string {
  if (!given || !/^[a-z][a-z0-9_]{0,59}$/.test(given)) {
    throw new DossierError(
      'BAD_USER_INPUT',
      `${given ? `"${given}" is no name for a migration` : 'The migration has no name'}: say what it does in small ` +
        'letters, digits and underscores, such as "npm run migration -- add_identifiers".',
    )
  }
  const time = now.toISOString().replaceAll(/\D/g, '').slice(0, 14)
  const last =
    existing
      .map((name) => name.slice(0, 14))
      .sort()
      .at(-1) ?? ''
  const next = time > last ? time : String(BigInt(last) + 1n)
  return `${next}_${given}`
}
