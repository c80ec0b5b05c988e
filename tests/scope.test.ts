import SchemaBuilder from '@pothos/core'
import ScopeAuthPlugin from '@pothos/plugin-scope-auth'
import { execute, type GraphQLObjectType, isInterfaceType, isObjectType, parse } from 'graphql'
import { expect, it } from 'vitest'
import type { Context } from '../src/builder.ts'
import { executePlanned } from '../src/execution/execute.ts'
import { getDatamodel } from '../src/generated/pothos-types.ts'
import type { AccessRole } from '../src/generated/prisma/enums.ts'
import { schema } from '../src/schema.ts'
import { selectionPlugin } from '../src/selection-plugin.ts'
import { hasRole, refuseRole, type Viewer } from '../src/viewer.ts'

const open = () => 'open'
const secret = () => 'secret'

/** A schema of its own, with the plugins of ours that fields without rows meet. */
const builder = new SchemaBuilder<{ Context: Context; AuthScopes: { atLeast: AccessRole } }>({
  plugins: [ScopeAuthPlugin, selectionPlugin],
  // The types ask for it, because of the plugins of the whole API.
  prisma: { client: {} as never, dmmf: getDatamodel() },
  scopeAuth: {
    authScopes: (ctx) => ({ atLeast: (role) => hasRole(ctx.viewer, role) }),
    unauthorizedError: (_parent, { viewer }, info) => refuseRole(viewer, 'CURATOR', info.fieldName),
  },
})
builder.queryType({
  fields: (t) => ({
    open: t.string({ resolve: open }),
    secret: t.string({ authScopes: { atLeast: 'CURATOR' }, resolve: secret }),
  }),
})
const small = builder.toSchema()

it('leaves the resolvers of fields without a scope as they are', () => {
  const { open: free, secret: guarded } = (small.getQueryType() as GraphQLObjectType).getFields()
  expect(free?.resolve).toBe(open)
  expect(guarded?.resolve).not.toBe(secret)
})

it('is asked for by few fields of the API', () => {
  const scoped = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return []
    if ((type.extensions.pothosOptions as { authScopes?: unknown } | undefined)?.authScopes) return [type.name]
    return Object.values(type.getFields()).flatMap((field) => {
      const options = field.extensions.pothosOptions as { authScopes?: unknown } | undefined
      return options?.authScopes && type !== schema.getMutationType() ? [`${type.name}.${field.name}`] : []
    })
  })
  expect(scoped).toEqual(['Query.apiKeys'])
})

const viewers: [string, Viewer, string | undefined][] = [
  ['nobody', { actor: null, role: 'READER' }, 'UNAUTHENTICATED'],
  ['a contributor', { actor: { id: 1, name: 'C', isMachine: false }, role: 'CONTRIBUTOR' }, 'FORBIDDEN'],
  ['a curator', { actor: { id: 2, name: 'Q', isMachine: false }, role: 'CURATOR' }, undefined],
  ['an admin', { actor: { id: 3, name: 'A', isMachine: false }, role: 'ADMIN' }, undefined],
]

it.each(
  viewers.flatMap((viewer) => [
    { executor: executePlanned, name: 'our executor', viewer },
    { executor: execute, name: "GraphQL's own executor", viewer },
  ]),
)('by $name lets $viewer.0 see what the role allows', async ({ executor, viewer: [, viewer, code] }) => {
  const document = parse('{ open secret }')
  const { data, errors = [] } = await executor({ schema: small, document, contextValue: { viewer } })
  expect(data).toEqual({ open: 'open', secret: code === undefined ? 'secret' : null })
  const codes = errors.map(({ originalError, path }) => [(originalError as { code?: string } | null)?.code, path])
  expect(codes).toEqual(code === undefined ? [] : [[code, ['secret']]])
})
