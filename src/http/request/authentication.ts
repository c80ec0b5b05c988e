import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { DossierError } from '../../errors.ts'
import { anonymous, type Viewer } from '../../viewer.ts'
import type { HttpRequest } from '../message.ts'
import { Admission, turnLimits } from '../operation/admission.ts'
import { FailedKeys } from './failed-keys.ts'

/** Tells who asks. */
export interface Authentication {
  /** True: callers without a key may read. */
  readonly isOpen: boolean
  /**
   * Who sends this request. A key is looked up for each request, and never remembered beyond it.
   *
   * @throws DossierError UNAUTHENTICATED, RATE_LIMITED, or OVERLOADED when too many wait for their keys to be looked up.
   */
  viewerOf(request: HttpRequest): Promise<Viewer>
}

interface Options {
  readonly isOpen: boolean
  /** Finds whose key it is. Throws UNAUTHENTICATED for one that is not valid. */
  readonly findViewer: (key: string) => Promise<Viewer>
  /** Requests that may wait for their keys to be looked up. */
  readonly waiting: number
}

/** Keys that are looked up at a time. Each takes well under a millisecond, and the connections are for operations. */
const lookupsAtOnce = 2

/** Digests of keys that were valid when they were last looked up. */
const mostKnown = 1_000

export function createAuthentication({ isOpen, findViewer, waiting }: Options): Authentication {
  const failed = new FailedKeys()
  const turns = new Admission(turnLimits(lookupsAtOnce, waiting))
  // Several callers may share an address, and one who sends wrong keys must not keep out another whose key is valid.
  const known = new LRUCache<string, true>({ max: mostKnown })

  const viewerOfHeader = async ({ caller, signal }: HttpRequest, header: string, digest: string): Promise<Viewer> => {
    const key = bearerKey(header)
    if (key === undefined) throw malformed()
    const turn = await turns.enter({ caller, cost: 0, signal })
    try {
      // Many keys may have come at once, and the first of them failed meanwhile.
      if (!known.has(digest)) failed.check(caller)
      return await findViewer(key)
    } finally {
      turn[Symbol.dispose]()
    }
  }

  return {
    isOpen,
    async viewerOf(request) {
      const { caller } = request
      const header = request.header('authorization')
      if (header === undefined) return withoutKey(isOpen)
      const digest = hash('sha256', header, 'base64url')
      if (!known.has(digest)) failed.check(caller)
      try {
        const viewer = await viewerOfHeader(request, header, digest)
        known.set(digest, true)
        return viewer
      } catch (error) {
        if (error instanceof DossierError && error.code === 'UNAUTHENTICATED') {
          known.delete(digest)
          failed.add(caller)
        }
        throw error
      }
    },
  }
}

function withoutKey(isOpen: boolean): Viewer {
  if (isOpen) return anonymous
  throw new DossierError(
    'UNAUTHENTICATED',
    'This server answers only callers with a key. Send it in the header "Authorization: Bearer KEY".',
  )
}

/** The key of "Bearer KEY"; undefined for any other header. */
function bearerKey(header: string): string | undefined {
  return /^bearer +(\S+) *$/i.exec(header)?.[1]
}

/** It does not repeat the header, which may be a key that was sent without its scheme. */
function malformed(): DossierError {
  return new DossierError('UNAUTHENTICATED', 'The header Authorization has another form than "Bearer KEY". Send it so.')
}
