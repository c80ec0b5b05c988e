import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import { type Mutated, once } from '../src/access/repetition.ts'
import { newKey } from './support/access.ts'
import { freshDatabase } from './support/database.ts'

const db = await freshDatabase()
const { actor } = await newKey(db, 'CURATOR')
const { actor: other } = await newKey(db, 'CURATOR')

let done: string[] = []
let asked: Mutated
beforeEach(() => {
  done = []
  asked = { actor, mutation: 'accept', clientMutationId: randomUUID(), input: { id: 'a', ordinals: [1, 2] } }
})

/** Does something that can be counted, and returns what it did. */
async function run(mutated: Partial<Mutated> = {}, result: string = randomUUID()): Promise<string> {
  const task = async () => {
    done.push(result)
    return { result }
  }
  return (await db.prisma.$transaction((tx) => once(tx, { ...asked, ...mutated }, task))).result
}

async function rows(): Promise<number> {
  return await db.prisma.mutationResult.count()
}

it('is done once, and a repetition gets the first result', async () => {
  const first = await run()
  expect([await run(), await run()]).toEqual([first, first])
  expect(done).toEqual([first])
})

it('does not depend on the order of fields, nor on the id within the input', async () => {
  const first = await run()
  const { clientMutationId } = asked
  expect(await run({ input: { ordinals: [1, 2], clientMutationId, id: 'a' } })).toBe(first)
})

it.each([
  ['another field', { id: 'b', ordinals: [1, 2] }],
  ['another order of a list', { id: 'a', ordinals: [2, 1] }],
  ['less', { id: 'a' }],
])('refuses %s under the same id', async (_what, input) => {
  await run()
  await expect(run({ input })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining(`"${asked.clientMutationId}" was used for another input of "accept"`),
  })
  expect(done).toHaveLength(1)
})

it('tells apart actors and mutations', async () => {
  await run()
  await run({ actor: other })
  await run({ mutation: 'reject' })
  expect(done).toHaveLength(3)
})

it.each([undefined, null])('is done each time without an id: %s', async (clientMutationId) => {
  const before = await rows()
  await run({ clientMutationId })
  await run({ clientMutationId })
  expect(done).toHaveLength(2)
  expect(await rows()).toBe(before)
})

it.each(['', 'x'.repeat(201)])('refuses an id that is none: "%s"', async (clientMutationId) => {
  await expect(run({ clientMutationId })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  expect(done).toEqual([])
})

it('is done once by however many at once', async () => {
  const results = await Promise.all(Array.from({ length: 10 }, () => run()))
  expect(new Set(results)).toEqual(new Set(done))
  expect(done).toHaveLength(1)
})

it('leaves no trace of what fails, and can then be done', async () => {
  const failing = db.prisma.$transaction((tx) =>
    once(tx, asked, async () => {
      throw new Error('no')
    }),
  )
  await expect(failing).rejects.toThrow('no')
  const first = await run()
  expect(done).toEqual([first])
})

it('is done by the one that waits when the one before it fails', async () => {
  const { promise: hold, resolve: release } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const failing = db.prisma.$transaction((tx) =>
    once(tx, asked, async () => {
      begin()
      await hold
      throw new Error('no')
    }),
  )
  await begun
  const second = run({}, 'second')
  release()
  await expect(failing).rejects.toThrow('no')
  expect(await second).toBe('second')
  expect(done).toEqual(['second'])
})

it('is forgotten after a day, and old results are removed with the next', async () => {
  const first = await run()
  const age = async (hours: number) => {
    await db.pool.query(`update mutation_result set at = now() - $1 * interval '1 hour'`, [hours])
  }
  await age(23)
  expect(await run()).toBe(first)
  await age(25)
  expect(await run({ input: { id: 'b' } })).not.toBe(first)
  expect(done).toHaveLength(2)
  await age(25)
  await run({ clientMutationId: 'the next' })
  expect(await rows()).toBe(1)
})
