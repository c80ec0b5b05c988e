import { builder } from '../builder.ts'
import { returnedId, sentId } from '../mutation/client-mutation-id.ts'
import { Problem, type ProblemValue, problemsOf } from '../mutation/problem-schema.ts'
import { defineConnection } from '../query/connection.ts'
import { rootConnection } from '../query/field.ts'
import { uniqueKey } from '../query/order.ts'
import { loadRow } from '../query/rows.ts'
import { actorOf } from '../viewer.ts'
import { AccessRoleRef } from './enum.ts'
import { createKey, revokeKey } from './keys.ts'
import { once } from './repetition.ts'
import { Actor } from './schema.ts'

const ApiKey = builder.prismaObject('ApiKey', {
  description: 'A key with which an actor uses the API. The key itself is shown once, when it is made.',
  select: { id: true },
  fields: (t) => ({
    keyId: t.exposeString('keyId', {
      description: 'Its public id: the part of the key between `dossier_` and the next `_`.',
    }),
    actor: t.relation('actor', { type: Actor, description: 'The actor to whom it belongs.' }),
    role: t.expose('role', { type: AccessRoleRef, description: 'What a caller with this key may do.' }),
    label: t.exposeString('label', { nullable: true, description: 'A note of what it is used for.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    createdBy: t.relation('createdBy', {
      type: Actor,
      nullable: true,
      description: 'Who made it; null if it was made on the command line.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'From when on it is no longer valid; null if it does not expire.',
    }),
    lastUsedOn: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which it was used, in UTC; null if it never was.',
      select: { lastUsedOn: true },
      resolve: ({ lastUsedOn }) => lastUsedOn && new Date(lastUsedOn).toISOString().slice(0, 10),
    }),
    revokedAt: t.expose('revokedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was revoked; null if it was not.',
    }),
  }),
})

const ApiKeyConnection = defineConnection('ApiKey', ApiKey, 'apiKey', 'keys')

builder.queryField('apiKeys', (t) =>
  t.field({
    ...rootConnection(ApiKeyConnection, {
      name: 'apiKeys',
      description: 'All keys, the newest first, also those that are no longer valid. Needs the role ADMIN.',
      order: { keys: (key) => [uniqueKey('id', key.ref('id'), 'integer', 'DESC')] },
    }),
    authScopes: { atLeast: 'ADMIN' },
  }),
)

interface Payload {
  /** Null where there are problems. */
  readonly id: number | null
  readonly key: string | null
  readonly problems: readonly ProblemValue[]
  readonly clientMutationId: string | null | undefined
}

const ApiKeyPayload = builder.objectRef<Payload>('ApiKeyPayload').implement({
  description: 'What making or revoking a key led to.',
  fields: (t) => ({
    apiKey: t.field({
      type: ApiKey,
      nullable: true,
      description: 'The key as it is stored; null if there are problems.',
      resolve: async ({ id }, _args, ctx, info) => (id === null ? null : await loadRow(ctx, info, 'apiKey', id)),
    }),
    key: t.exposeString('key', {
      nullable: true,
      description:
        'The key itself, which is shown only here. Null if no key was made, also when a mutation is repeated.',
    }),
    problems: t.field({
      type: [Problem],
      description: 'What is wrong with the input. If there are any, nothing was done.',
      resolve: ({ problems }) => problems,
    }),
    clientMutationId: t.exposeString('clientMutationId', returnedId),
  }),
})

const CreateApiKeyInput = builder.inputType('CreateApiKeyInput', {
  description: 'The key to make.',
  fields: (t) => ({
    actor: t.string({
      required: true,
      description: 'The name of the actor to whom the key will belong. A new name makes a new actor.',
    }),
    isMachine: t.boolean({
      required: true,
      defaultValue: false,
      description: 'Whether the actor is a program, a model or an importer that acts by itself.',
    }),
    role: t.field({ type: AccessRoleRef, required: true, description: 'What a caller with the key may do.' }),
    label: t.string({ description: 'A note of what it is used for.' }),
    expiresAt: t.field({ type: 'DateTime', description: 'From when on it is no longer valid; never by default.' }),
    clientMutationId: t.string(sentId),
  }),
})

const RevokeApiKeyInput = builder.inputType('RevokeApiKeyInput', {
  description: 'The key to revoke.',
  fields: (t) => ({
    keyId: t.string({ required: true, description: 'The public id of the key, never the key itself.' }),
    clientMutationId: t.string(sentId),
  }),
})

builder.mutationFields((t) => ({
  createApiKey: t.field({
    type: ApiKeyPayload,
    description: 'Makes a key. The answer shows it this once. Needs the role ADMIN.',
    authScopes: { atLeast: 'ADMIN' },
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: 'The key to make.' }) },
    resolve: async (_root, { input }, { db, viewer }) => {
      const createdBy = actorOf(viewer)
      let key: string | null = null
      return await withProblems(input, async () => {
        const { id } = await db.prisma.$transaction(
          (tx) =>
            once(tx, { ...repeatable(input), actor: createdBy, mutation: 'createApiKey' }, async () => {
              const made = await createKey(tx, { ...input, createdBy })
              key = made.key
              return { id: made.id }
            }),
          timeouts,
        )
        return { id, key }
      })
    },
  }),
  revokeApiKey: t.field({
    type: ApiKeyPayload,
    description:
      'Revokes a key: no server accepts it from now on. A key that was revoked before stays as it is. Needs the role ADMIN.',
    authScopes: { atLeast: 'ADMIN' },
    args: { input: t.arg({ type: RevokeApiKeyInput, required: true, description: 'The key to revoke.' }) },
    resolve: async (_root, { input }, { db, viewer }) => {
      const actor = actorOf(viewer)
      return await withProblems(input, async () => {
        const { id } = await db.prisma.$transaction(
          (tx) =>
            once(tx, { ...repeatable(input), actor, mutation: 'revokeApiKey' }, async () => ({
              id: (await revokeKey(tx, input.keyId)).id,
            })),
          timeouts,
        )
        return { id, key: null }
      })
    },
  }),
}))

/** Milliseconds. The time limit of the operation ends it before. */
const timeouts = { maxWait: 30_000, timeout: 3_600_000 }

type Input = { readonly clientMutationId?: string | null }

function repeatable(input: Input) {
  return { clientMutationId: input.clientMutationId, input }
}

/** The payload of a mutation; its problems, if the input has any. */
async function withProblems(
  { clientMutationId: sent }: Input,
  task: () => Promise<Pick<Payload, 'id' | 'key'>>,
): Promise<Payload> {
  try {
    return { ...(await task()), problems: [], clientMutationId: sent }
  } catch (error) {
    return { id: null, key: null, problems: problemsOf(error), clientMutationId: sent }
  }
}
