import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { loadActor } from '../src/access/load-actor.ts'
import { type Context, declaredRole } from '../src/builder.ts'
import { recordStatements } from '../src/database/tracked-operation.ts'
import { AccessRole } from '../src/generated/prisma/enums.ts'
import { writeNodeId } from '../src/model/id.ts'
import { withMutationRules } from '../src/mutation/schema.ts'
import { schema } from '../src/schema.ts'
import { newKey } from './support/access.ts'
import { filledDatabase } from './support/database.ts'
import { ask, testApp } from './support/http.ts'

const db = await filledDatabase()
const { app } = testApp(db)

const roles = Object.values(AccessRole)
const keys = Object.fromEntries(
  await Promise.all(roles.map(async (role) => [role, await newKey(db, role)] as const)),
) as Record<AccessRole, Awaited<ReturnType<typeof newKey>>>

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {})

/** Who may do what: whoever adds a mutation decides it here, too. */
const needed: Readonly<Record<string, AccessRole>> = {
  acceptProposal: 'CURATOR',
  addToProposal: 'CONTRIBUTOR',
  checkProposal: 'CONTRIBUTOR',
  createApiKey: 'ADMIN',
  createDataset: 'ADMIN',
  createProposal: 'CONTRIBUTOR',
  draftDocument: 'CONTRIBUTOR',
  rejectProposal: 'CURATOR',
  revertRevision: 'CONTRIBUTOR',
  revokeApiKey: 'ADMIN',
  submitProposal: 'CONTRIBUTOR',
  withdrawProposal: 'CONTRIBUTOR',
}

/** A value that a type accepts, whatever it means. */
function sample(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sample(type.ofType as GraphQLInputType)
  if (isListType(type)) return []
  if (isEnumType(type)) return type.getValues()[0]?.value
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields())
    const given = type.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type))
    return Object.fromEntries(given.map((field) => [field.name, sample(field.type)]))
  }
  const values: Record<string, unknown> = { Boolean: true, Int: 1, Float: 1, DateTime: '2999-01-01', JSON: {} }
  return values[String(type)] ?? 'sample'
}

function documentOf({ name, args }: (typeof mutations)[number]) {
  const variables = Object.fromEntries(args.map((argument) => [argument.name, sample(argument.type)]))
  const declared = args.map((argument) => `$${argument.name}: ${argument.type}`).join(', ')
  const given = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ')
  return { query: `mutation (${declared}) { ${name}(${given}) { __typename } }`, variables }
}

/** The codes with which callers are kept out. */
const closed = ['UNAUTHENTICATED', 'FORBIDDEN']

async function codesOf(body: object, headers?: Record<string, string>): Promise<string[]> {
  const { errors = [] } = await ask(app, body, headers)
  return errors.map(({ extensions }: { extensions: { code: string } }) => extensions.code)
}

describe('every mutation', () => {
  it('is in the table of who may', () => {
    expect(Object.fromEntries(mutations.map((field) => [field.name, declaredRole(field)]))).toEqual(needed)
  })

  it.each(mutations)('$name needs a key', async (field) => {
    const { data, errors } = await ask(app, documentOf(field))
    expect(data).toBeNull()
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED', needed: needed[field.name] } }])
    expect(errors[0].message).toContain(`"${field.name}" needs a key with the role ${needed[field.name]}`)
  })

  it.each(mutations.flatMap((field) => roles.map((role) => ({ name: field.name, role, field }))))(
    '$name by $role is done or refused as the table says',
    async ({ name, role, field }) => {
      const may = roles.indexOf(role) >= roles.indexOf(needed[name] as AccessRole)
      const codes = await codesOf(documentOf(field), keys[role].headers)
      if (may) expect(codes.filter((code) => closed.includes(code))).toEqual([])
      else expect(codes).toEqual(['FORBIDDEN'])
    },
  )

  it('has to say who may do it, or there is no schema', () => {
    const { resolve, extensions } = mutations[0] as (typeof mutations)[number]
    const field = mutations[0] as { extensions: object }
    for (const authScopes of [undefined, {}, { atLeast: 'READER' }]) {
      field.extensions = { pothosOptions: { authScopes } }
      expect(() => withMutationRules(schema)).toThrow('does not declare who may do it')
    }
    Object.assign(field, { resolve, extensions })
  })

  it('says which role is needed, and which the caller has', async () => {
    const { errors } = await ask(
      app,
      documentOf(mutations.find(({ name }) => name === 'createApiKey') as never),
      keys.CURATOR.headers,
    )
    expect(errors).toMatchObject([
      {
        message: '"createApiKey" needs the role ADMIN, and the key that was sent has the role CURATOR.',
        path: ['createApiKey'],
        extensions: { code: 'FORBIDDEN', needed: 'ADMIN', role: 'CURATOR' },
      },
    ])
  })
})

it('a refused mutation changes nothing', async () => {
  const counted = async () => (await db.pool.query('select count(*) from api_key')).rows
  const before = await counted()
  await ask(app, documentOf(mutations.find(({ name }) => name === 'createApiKey') as never), keys.CURATOR.headers)
  expect(await counted()).toEqual(before)
})

describe('viewer', () => {
  const query = '{ viewer { role actor { id name isMachine } } }'

  it('is a reader without a name where no key is sent', async () => {
    expect((await ask(app, { query })).data).toEqual({ viewer: { role: 'READER', actor: null } })
  })

  it.each(roles)('is the actor of the key, with its role: %s', async (role) => {
    const { actor, headers } = keys[role]
    const { data } = await ask(app, { query }, headers)
    const id = writeNodeId('Actor', actor.name)
    expect(data).toEqual({ viewer: { role, actor: { id, name: actor.name, isMachine: false } } })
  })
})

describe('an actor', () => {
  const asked = (name: string) => ({
    query: 'query ($id: ID!) { node(id: $id) { __typename id ... on Actor { name isMachine } } }',
    variables: { id: writeNodeId('Actor', name) },
  })

  it.each(['Maria Rossi', 'Łukasz Żółć', '王小明', "d'Arc.jr_x+1@example.org", 'news-importer'])(
    'is found by its id: %s',
    async (name) => {
      await newKey(db, 'READER', { actor: name, isMachine: true })
      const { data, errors } = await ask(app, asked(name), keys.CONTRIBUTOR.headers)
      expect(errors).toBeUndefined()
      expect(data.node).toMatchObject({ __typename: 'Actor', name, isMachine: true })
    },
  )

  it('is not there for readers, who cannot tell it from one that does not exist', async () => {
    const { name } = keys.ADMIN.actor
    for (const headers of [{}, keys.READER.headers]) {
      const [real, unreal] = [await ask(app, asked(name), headers), await ask(app, asked('Nobody'), headers)]
      expect(real.data).toEqual({ node: null })
      const text = ({ data, errors, extensions }: typeof real) => JSON.stringify({ data, errors, extensions })
      const written = text(real).replaceAll(writeNodeId('Actor', name), writeNodeId('Actor', 'Nobody'))
      expect(written.replaceAll(name, 'Nobody')).toBe(text(unreal))
    }
  })

  it('is found by the names of the log, all with one statement; the answer is shared if all are there', async () => {
    const names = [keys.ADMIN.actor.name, keys.READER.actor.name]
    const load = async (asked: (string | null)[]) => {
      let isPrivate = false
      const ctx = { db, keepPrivate: () => (isPrivate = true) } as unknown as Context
      const all = () => Promise.all(asked.map((name) => loadActor(ctx, name)))
      const { result, statements } = await recordStatements(all)
      return { names: result.map((actor) => actor?.name), statements: statements.length, isPrivate }
    }
    expect(await load([...names, null, ...names])).toEqual({
      names: [...names, undefined, ...names],
      statements: 1,
      isPrivate: false,
    })
    expect(await load(['Nobody'])).toEqual({ names: [undefined], statements: 1, isPrivate: true })
    expect(await load([null])).toEqual({ names: [undefined], statements: 0, isPrivate: false })
  })

  it('is never changed or deleted', async () => {
    await expect(db.pool.query('delete from actor')).rejects.toThrow('never changed or deleted')
    await expect(db.pool.query(`update actor set name = 'x'`)).rejects.toThrow('never changed or deleted')
  })
})
