import { DossierError } from '../errors.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { suggestion } from '../model/did-you-mean.ts'
import type { Actor } from '../viewer.ts'

/** Letters of any script, so that people can have their own names. Colons and slashes would break node ids. */
const form = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} ._@+'’-]{0,98}[\p{L}\p{M}\p{N}.])?$/u

/** The name of an actor as it is stored. Throws BAD_USER_INPUT for a text that cannot be one. */
export function readActorName(given: string): string {
  const name = given.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  if (form.test(name)) return name
  const shown = name.length > 60 ? `${name.slice(0, 60).toWellFormed()}…` : name
  throw new DossierError(
    'BAD_USER_INPUT',
    `"${shown}" cannot be the name of an actor. Give up to 100 letters, digits, spaces and . _ @ + ' -, such as "Maria Rossi" or "news-importer".`,
    { argument: 'actor', value: shown },
  )
}

/**
 * The actor with this name, made if there is none.
 *
 * @throws DossierError CONFLICT when there is one that differs in upper and lower case, or in being a machine.
 */
export async function findOrCreateActor(
  tx: Prisma.TransactionClient,
  { name: given, isMachine }: { readonly name: string; readonly isMachine: boolean },
): Promise<Actor> {
  const name = readActorName(given)
  // Waits for a transaction that makes the same one.
  await tx.$executeRaw`insert into actor (name, is_machine) values (${name}, ${isMachine}) on conflict do nothing`
  const [found] = await tx.$queryRaw<Actor[]>`
    select id, name, is_machine as "isMachine" from actor where lower(name) = lower(${name})`
  if (!found) throw new Error(`The actor "${name}" was neither made nor found.`)
  if (found.name !== name) {
    const message = `There is an actor "${found.name}" already. Write the name as it is, or choose one that cannot be mistaken for it.`
    throw new DossierError('CONFLICT', message, { argument: 'actor', value: name, suggestions: [found.name] })
  }
  if (found.isMachine === isMachine) return found
  const [is, other] = isMachine ? ['a person', 'a machine'] : ['a machine', 'a person']
  const message = `The actor "${name}" is ${is}, and was given as ${other}. An actor stays what it is: choose another name.`
  throw new DossierError('CONFLICT', message, { argument: 'isMachine', value: isMachine })
}

/** The most names that a wrong one is compared with. */
const mostCompared = 10_000

/**
 * The actor with this name. None is made, because a name that was misspelt once would stay in the log for ever.
 *
 * @throws DossierError NOT_FOUND that says which name may be meant, or how to make an actor.
 */
export async function findActor(tx: Prisma.TransactionClient, given: string): Promise<Actor> {
  const name = readActorName(given)
  const found = await tx.actor.findUnique({ where: { name }, select: { id: true, name: true, isMachine: true } })
  if (found !== null) return found
  const known = await tx.actor.findMany({ select: { name: true }, orderBy: { id: 'desc' }, take: mostCompared })
  const names = known.map((actor) => actor.name)
  const advice =
    suggestion(name, names) || `. \`key create --actor "${name}" --role CURATOR\` makes one, with a key of their own.`
  throw new DossierError('NOT_FOUND', `There is no actor "${name}"${advice}`, { argument: 'actor', value: name })
}
