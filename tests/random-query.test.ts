import fc from 'fast-check'
import { type ExecutionArgs, type ExecutionResult, execute, parse } from 'graphql'
import { expect, it } from 'vitest'
import { executePlanned } from '../src/execution/execute.ts'
import { schema } from '../src/schema.ts'
import { createTestApp } from './support/app.ts'
import { filledDatabase } from './support/database.ts'
import { RandomDocument } from './support/random-document.ts'

const db = await filledDatabase()
const app = createTestApp(db)

const { entities, facts, documents } = await app.get(
  '{ entities(first: 5) { nodes { id } } facts(first: 5) { nodes { id evidence { id } } } documents { nodes { id } } }',
)
const ids: string[] = [...entities.nodes, ...facts.nodes, ...documents.nodes, facts.nodes[0].evidence[0]].map(
  ({ id }: { id: string }) => id,
)

/** The answer of an executor. Errors come in the order of the event loop, which the specification leaves open. */
async function answerOf(executor: (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>, text: string) {
  const { data, errors } = await executor({ schema, document: parse(text), contextValue: { db } })
  return { text: JSON.stringify(data), errors: errors?.map((error) => JSON.stringify(error)).toSorted() }
}

it('are answered or refused, whatever they ask: never with an internal error', { timeout: 120_000 }, async () => {
  const outcomes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(1_000_003)), async (numbers) => {
      const draw = (count: number) => Number(numbers.next().value) % count
      const document = new RandomDocument(schema, draw, ids).write()
      // An internal error fails here, with the document and the log.
      const { data, errors } = await app.ask(document)
      for (const { extensions } of errors ?? []) outcomes.set(extensions.code, (outcomes.get(extensions.code) ?? 0) + 1)
      if (data) {
        outcomes.set('data', (outcomes.get('data') ?? 0) + 1)
        // By the executor of GraphQL itself, the same resolvers give the same.
        expect(await answerOf(executePlanned, document)).toEqual(await answerOf(execute, document))
      }
      expect(data !== undefined || (errors?.length ?? 0) > 0).toBe(true)
    }),
    { numRuns: 400 },
  )
  // The documents are worth something only if many are answered, and some are refused for what they hold.
  expect(outcomes.get('data')).toBeGreaterThan(50)
  expect(outcomes.get('BAD_USER_INPUT')).toBeGreaterThan(10)
})
