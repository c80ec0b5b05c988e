import type { ItemContent } from '../change/item.ts'
import type { ChangeRequest } from '../change/proposal/request.ts'
import { DossierError } from '../errors.ts'
import type { Prisma } from '../generated/prisma/client.ts'
import { entityKinds, factKinds } from '../model/kind.ts'
import { textFault } from '../text.ts'
import { type ChangeValues, memberOf } from './input-schema.ts'

/** What a caller gave as ProposedChangeInput: one of its members. */
type Given = Readonly<Record<string, ChangeValues | null | undefined>>

type Reader = Pick<Prisma.TransactionClient, '$queryRaw'>

/**
 * Reads proposed changes as callers give them.
 *
 * @throws DossierError BAD_USER_INPUT for characters that no text in the graph can hold, or a confidence out of range.
 */
export async function readRequests(reader: Reader, changes: readonly Given[]): Promise<ChangeRequest[]> {
  const requests = changes.map((given, index) => readRequest(given, `changes[${index}]`))
  return await withTypes(reader, await withDocuments(reader, requests))
}

function readRequest(given: Given, path: string): ChangeRequest {
  const [member = '', values] = Object.entries(given).find(([, value]) => value != null) ?? []
  if (!values) throw new DossierError('BAD_USER_INPUT', `\`${path}\` is empty: give one of its members.`)
  refuseFaultyText(values, `${path}.${member}`)
  const { operation, dataset, expectedVersion, confidence, newSlug, ...item } = values
  if (confidence != null && !(confidence >= 0 && confidence <= 1)) {
    const message = `\`${path}.${member}.confidence\` is ${confidence}: it goes from 0 to 1.`
    throw new DossierError('BAD_USER_INPUT', message, { value: confidence })
  }
  const key = String(item.key ?? item.slug)
  return {
    operation,
    type: typeOf(member),
    dataset,
    key,
    values: operation === 'DELETE' ? {} : { ...kindOf(member), ...item, ...renamed(key, item.formerSlugs, newSlug) },
    ...(expectedVersion != null && { expectedVersion }),
    ...(confidence != null && { confidence }),
  }
}

function typeOf(member: string): ChangeRequest['type'] {
  if (member === 'document') return 'document'
  return entityKinds().some((kind) => memberOf(kind) === member) ? 'entity' : 'fact'
}

function kindOf(member: string): { kind?: string } {
  const kind = [...entityKinds(), ...factKinds()].find((one) => memberOf(one) === member)?.kind
  return kind === undefined ? {} : { kind }
}

/** An item that gets another slug keeps its present one as a former one. */
function renamed(slug: string, formerSlugs: unknown, newSlug: unknown): ItemContent {
  if (typeof newSlug !== 'string' || newSlug === slug) return {}
  const former = Array.isArray(formerSlugs) ? formerSlugs : []
  return { slug: newSlug, formerSlugs: [...new Set([...former, slug])] }
}

/** PostgreSQL holds no NUL character and no half of a surrogate pair, not even in JSON. */
function refuseFaultyText(value: unknown, path: string): void {
  if (typeof value === 'string') {
    const fault = textFault(value)
    if (fault === undefined) return
    throw new DossierError(
      'BAD_USER_INPUT',
      `\`${path}\` holds ${fault}. No text in the graph can hold that: take it out.`,
    )
  }
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    refuseFaultyText(inner, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`)
  }
}

/** Items that say, or said, that they are entities of other datasets are another type of item. */
async function withTypes(reader: Reader, requests: readonly ChangeRequest[]): Promise<ChangeRequest[]> {
  const slugs = requests.flatMap(({ type, key }) => (type === 'entity' ? [key] : []))
  const rows =
    slugs.length === 0
      ? []
      : await reader.$queryRaw<{ slug: string }[]>`select slug from same_as where slug = any(${slugs}::text[])`
  const known = new Set(rows.map(({ slug }) => slug))
  return requests.map((request) => {
    if (request.type !== 'entity') return request
    const isItem =
      typeof request.values.sameAs === 'string' || (request.operation !== 'CREATE' && known.has(request.key))
    return isItem ? { ...request, type: 'sameAs' } : request
  })
}

/** Evidence that names no document cites the only one of its dataset. */
async function withDocuments(reader: Reader, requests: readonly ChangeRequest[]): Promise<ChangeRequest[]> {
  const rows = await reader.$queryRaw<{ dataset: string; document: string }[]>`
    select dataset.slug as dataset, min(document.slug) as document
    from document join dataset on dataset.id = dataset_id
    where dataset.slug = any(${[...new Set(requests.map(({ dataset }) => dataset))]}::text[])
    group by dataset.slug having count(*) = 1`
  const only = new Map(rows.map(({ dataset, document }) => [dataset, document]))
  return requests.map((request) => {
    const { evidence } = request.values
    const document = only.get(request.dataset)
    if (!Array.isArray(evidence) || document === undefined) return request
    return {
      ...request,
      values: {
        ...request.values,
        evidence: evidence.map((piece) => ({ ...piece, document: piece.document ?? document })),
      },
    }
  })
}
