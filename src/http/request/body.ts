import type { GraphQLError } from 'graphql'
import { readableNumber } from '../../errors.ts'
import type { HttpRequest } from '../message.ts'
import { badRequest, type Limits, refuseExcess } from '../operation/limits.ts'

/** The rest of the body may be of any length, so the connection is not reused. */
const closing = { connection: 'close' }

/**
 * Reads a body as text, within `bodyBytes` and `bodyMs`.
 *
 * @throws GraphQLError TOO_COMPLEX (413), or BAD_REQUEST (400, 408) when it is not UTF-8 or does not arrive in time.
 */
export async function readBody(request: HttpRequest, limits: Limits): Promise<string> {
  const announced = Number(request.header('content-length') ?? 0)
  if (announced > limits.bodyBytes) throw tooLarge(announced, limits)
  const bytes = await withinTime(collect(request, limits), limits.bodyMs)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw badRequest('The body is not valid UTF-8. Encode the JSON in UTF-8.')
  }
}

async function collect(request: HttpRequest, limits: Limits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > limits.bodyBytes) break
      chunks.push(chunk)
    }
  } catch {
    throw badRequest('The body broke off. Send it whole.')
  }
  if (size > limits.bodyBytes) throw tooLarge(size, limits, closing)
  return Buffer.concat(chunks)
}

async function withinTime<T>(task: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = () =>
      badRequest(`The body did not arrive within ${readableNumber(milliseconds / 1000)} seconds.`, 408, closing)
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
