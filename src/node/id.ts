import { DossierError } from '../errors.ts'
import { entityKinds, factKinds } from '../model/kind.ts'

/** The name of a GraphQL type that has ids of its own: that of a kind, "Evidence" or "Document". */
export type NodeType = string

export interface NodeId {
  readonly type: NodeType
  readonly id: number
}

let known: RegExp | undefined

function form(): RegExp {
  if (known) return known
  const types = [...entityKinds(), ...factKinds()].map(({ type }) => type)
  known = new RegExp(`^(${[...types, 'Evidence', 'Document'].join('|')}):([1-9]\\d{0,9})$`)
  return known
}

const largestId = 2_147_483_647

/** A global object identification as the Relay specification asks for: opaque, unique in the graph. */
export function writeNodeId(type: NodeType, id: number): string {
  return Buffer.from(`${type}:${id}`).toString('base64')
}

/** Reads what `writeNodeId` wrote; undefined for any other text. */
export function parseNodeId(text: string): NodeId | undefined {
  if (text.length > 60) return undefined
  const match = form().exec(Buffer.from(text, 'base64').toString('latin1'))
  const id = Number(match?.[2])
  if (!match || id > largestId) return undefined
  return { type: match[1] ?? '', id }
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
