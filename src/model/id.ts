import { DossierError } from '../errors.ts'
import { entityKinds, factKinds } from './kind.ts'

/** Identifies a thing by its keys, which stay the same when the database is built again. */
export interface NodeId {
  /** Its GraphQL type. */
  readonly type: string
  /** What names it within its type: see `formOfIds`. */
  readonly parts: readonly string[]
}

const slug = '[a-z0-9]+(?:-[a-z0-9]+)*'
/** The slug of a document can have letters of other scripts, because it can follow from the title of a text. */
const documentSlug = '[\\p{Ll}\\p{Lo}\\p{N}]+(?:-[\\p{Ll}\\p{Lo}\\p{N}]+)*'
/** As src/access/actor.ts reads names. */
const actorName = "[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._@+'’-]{0,99}"
const number = '[1-9]\\d{0,8}'

/** The parts of ids of types that are no kinds. */
const ownShapes = {
  /** Its slug. */
  Dataset: [slug],
  /** Its key. */
  Proposal: ['[0-9a-f]{24}'],
  /** Its slug. */
  Document: [documentSlug],
  /** The slug of its document, and its number. */
  Paragraph: [documentSlug, number],
  /** The dataset and the key of its fact, the document, the paragraph, and the digest of the anchor. */
  Evidence: [slug, slug, documentSlug, number, '[0-9a-f]{16}'],
  /** Its name. */
  Actor: [actorName],
}

/** Longer than any id: a document's slug can be as long as its title, with several bytes for each letter. */
const longest = 4_000

let form: RegExp | undefined

/** "Organization:iom", "Criticism:iom/hrw-2003" and so on: entities by their slugs, facts by dataset and key. */
function formOfIds(): RegExp {
  form ??= new RegExp(
    `^(?:${[
      ...entityKinds().map(({ type }) => `${type}:${slug}`),
      ...factKinds().map(({ type }) => `${type}:${slug}/${slug}`),
      ...Object.entries(ownShapes).map(([type, parts]) => `${type}:${parts.join('/')}`),
    ].join('|')})$`,
    'u',
  )
  return form
}

/** A global object identification as the Relay specification asks for: opaque, unique in the graph. */
export function writeNodeId(type: string, ...parts: readonly (string | number)[]): string {
  return Buffer.from(`${type}:${parts.join('/')}`).toString('base64url')
}

/** Reads what `writeNodeId` wrote; undefined for any other text. */
export function parseNodeId(text: string): NodeId | undefined {
  if (text.length > longest) return undefined
  const decoded = Buffer.from(text, 'base64url').toString()
  if (!formOfIds().test(decoded)) return undefined
  const [type = '', path = ''] = decoded.split(':')
  const parts = path.split('/')
  return writeNodeId(type, ...parts) === text ? { type, parts } : undefined
}

/** Reads an id that a caller gave. Throws BAD_USER_INPUT that names it. */
export function readNodeId(text: string): NodeId {
  const id = parseNodeId(text)
  if (id) return id
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
  throw new DossierError('BAD_USER_INPUT', `"${shown}" is not an id. Use an \`id\` as this API returned it.`, {
    value: shown,
  })
}
