import SchemaBuilder from '@pothos/core'
import PrismaPlugin from '@pothos/plugin-prisma'
import RelayPlugin from '@pothos/plugin-relay'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import type { GraphQLField, GraphQLResolveInfo } from 'graphql'
import type { Database } from './database/open.ts'
import type PrismaTypes from './generated/pothos-types.ts'
import { getDatamodel } from './generated/pothos-types.ts'
import type { AccessRole } from './generated/prisma/enums.ts'
import { selectionPlugin } from './selection-plugin.ts'
import { hasRole, refuseRole, type Viewer } from './viewer.ts'

/** What every resolver is given: one per operation. */
export interface Context {
  readonly db: Database
  /** Who asks. Whoever looks makes the answer one for this caller alone, which is neither cached nor shared. */
  readonly viewer: Viewer
  /** Call it where an answer depends on what may change without the graph's revision: it is not cached then. */
  keepPrivate(): void
  /** Whether curators may accept what they propose themselves. */
  readonly selfReview: boolean
  /** Whether PostgreSQL may write what it can of the answer as it is shown; see src/query/finished.ts. */
  readonly finishes?: boolean
  /** Whether the answer is sent as JSON, so that what PostgreSQL wrote can be passed on as text. */
  readonly takesText?: boolean
  /** Whether the server has pages for people. */
  readonly hasPages?: boolean
  /** The address under which the caller reaches the server, without a slash at its end. */
  readonly base?: string
  /** Who follows the log of changes for all: a ChangeFeed. */
  readonly feed?: object
  /** If the operation subscribes: until when, and what its caller has been told by an earlier stream. */
  readonly opening?: { readonly signal: AbortSignal; readonly lastEventId: string | undefined }
}

/** The address of a page as the caller reaches it; null if there are no pages. */
export function pageAddress({ hasPages, base }: Context, path: string): string | null {
  return hasPages && base !== undefined ? base + path : null
}

interface SchemaTypes {
  Context: Context
  PrismaTypes: PrismaTypes
  DefaultFieldNullability: false
  AuthScopes: {
    /** The least role that the caller needs. */
    atLeast: AccessRole
  }
  Scalars: {
    ID: { Input: string; Output: string | number }
    /** ISO 8601 calendar day. */
    Date: { Input: string; Output: string }
    DateTime: { Input: Date; Output: Date }
    /** A decimal number as text, so that no digit is lost on the way. */
    Decimal: { Input: string; Output: string }
    /** Checked text: see src/date/edtf.ts. */
    EDTF: { Input: string; Output: string }
    URL: { Input: string; Output: string }
    /** Any JSON, as PostgreSQL has it. */
    JSON: { Input: unknown; Output: unknown }
  }
}

export const builder = new SchemaBuilder<SchemaTypes>({
  // The last one is asked first. The first one's resolvers run first, so nothing is read for whoever may not see it.
  plugins: [ScopeAuthPlugin, selectionPlugin, RelayPlugin, PrismaPlugin],
  defaultFieldNullability: false,
  prisma: {
    client: (ctx) => ctx.db.prisma,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
    onUnusedQuery: process.env.NODE_ENV === 'test' ? 'error' : null,
  },
  scopeAuth: {
    authScopes: (ctx) => ({ atLeast: (role) => hasRole(ctx.viewer, role) }),
    unauthorizedError: (_parent, { viewer }, info) => refuseRole(viewer, neededRole(info), info.fieldName),
  },
  relay: {
    cursorType: 'String',
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    nodeTypeOptions: {
      description: 'Anything that has a global id and can be looked up with `node`.',
    },
    idFieldOptions: { description: 'Its global id, for `node`.' },
    pageInfoTypeOptions: {
      description: 'Whether items come before and after a page, and the cursors to ask for them.',
    },
    hasNextPageFieldOptions: { description: 'Whether items follow this page.' },
    hasPreviousPageFieldOptions: { description: 'Whether items come before this page.' },
    startCursorFieldOptions: { description: 'The cursor of the first item, for `before`; null on an empty page.' },
    endCursorFieldOptions: { description: 'The cursor of the last item, for `after`; null on an empty page.' },
  },
})

export type Builder = typeof builder

/** The role that a field declares with `authScopes: { atLeast: ... }`; undefined if it declares none. */
export function declaredRole({
  extensions,
}: Pick<GraphQLField<unknown, unknown>, 'extensions'>): AccessRole | undefined {
  const { authScopes } = (extensions.pothosOptions ?? {}) as { authScopes?: { atLeast?: AccessRole } }
  return authScopes?.atLeast
}

function neededRole({ parentType, fieldName }: GraphQLResolveInfo): AccessRole {
  const field = parentType.getFields()[fieldName]
  // Only a field that declares a role is refused.
  return (field && declaredRole(field)) as AccessRole
}

builder.queryType({ description: 'The questions that the graph answers.' })
builder.subscriptionType({ description: 'What the graph tells as soon as it happens, as server-sent events.' })
