import { GraphQLError } from 'graphql'
import { readableNumber } from '../../errors.ts'
import type { Ask } from '../message.ts'
import { type Limits, refuseExcess } from '../operation/limits.ts'

/** Nobody knows how much of the body is still to come: the connection is of no more use. */
const leave = { connection: 'close' }

/**
 * Reads a body as text, bounded in size and in time.
 *
 * @throws GraphQLError TOO_COMPLEX (413), or BAD_REQUEST (400, 408) when it is not UTF-8 or does not arrive.
 */
export async function readBody(ask: Ask, limits: Limits): Promise<string> {
  const announced = Number(ask.header('content-length') ?? 0)
  if (announced > limits.bodyBytes) throw tooLarge(announced, limits)
  const bytes = await withinTime(collect(ask, limits), limits.bodyMs)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badRequest('The body is not valid UTF-8. Encode the JSON in UTF-8.')
  }
}

async function collect(ask: Ask, limits: Limits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of ask.body ?? []) {
      size += chunk.byteLength
      if (size > limits.bodyBytes) break
      chunks.push(chunk)
    }
  } catch {
    throw badRequest('The body broke off. Send it whole.')
  }
  if (size > limits.bodyBytes) throw tooLarge(size, limits, leave)
  return Buffer.concat(chunks)
}

async function withinTime<T>(task: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = () =>
      badRequest(`The body did not arrive within ${readableNumber(milliseconds / 1000)} seconds.`, 408, leave)
    timer = setTimeout(() => reject(error()), milliseconds)
  })
  try {
    return await Promise.race([task, late])
  } finally {
    clearTimeout(timer)
  }
}

function tooLarge(actual: number, { bodyBytes }: Limits, headers?: Record<string, string>): GraphQLError {
  return refuseExcess({
    limit: 'bodyBytes',
    maximum: bodyBytes,
    actual,
    what: `The body has ${readableNumber(actual)} bytes or more`,
    advice: 'Send long lists in several requests.',
    status: 413,
    headers,
  })
}

/** An error of HTTP rather than of GraphQL: its status holds for every media type. */
export function badRequest(message: string, status = 400, headers: Record<string, string> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status, headers } } })
}
