import { buildSchema, GraphQLError, type ValidationRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { expect, test } from 'vitest'
import type { Database } from '../src/database/open.ts'
import type { HttpRequest } from '../src/http/message.ts'
import { Admission, admissionLimits } from '../src/http/operation/admission.ts'
import { defaultLimits } from '../src/http/operation/limits.ts'
import { createOperationRunner } from '../src/http/operation/run.ts'

const schema = buildSchema('type Query { who: String, secret: String }')
const who = schema.getQueryType()?.getFields().who
if (who)
  who.resolve = (_source, _args, context: { caller: string; requestId: string }) =>
    `${context.caller} ${context.requestId}`

const request: HttpRequest = {
  id: 'r-1',
  caller: '127.0.0.1',
  base: 'http://localhost:4000',
  started: 0,
  method: 'POST',
  path: '/graphql',
  search: '',
  header: () => undefined,
  body: undefined,
  signal: new AbortController().signal,
}

const noSecrets: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === 'secret') context.reportError(new GraphQLError('That is secret.', { nodes: node }))
  },
})

const admission = new Admission(admissionLimits(10, 10))

/** Nothing here reads from a database. */
const db = {} as Database

test('plugins take part in parsing, validation, context and execution', async () => {
  const steps: string[] = []
  const plugin: Plugin = {
    onParse: () => void steps.push('parse'),
    onValidate({ addValidationRule }) {
      steps.push('validate')
      addValidationRule(noSecrets)
    },
    onContextBuilding({ extendContext }) {
      steps.push('context')
      extendContext({ caller: 'somebody' } as never)
    },
    onExecute() {
      steps.push('execute')
      return { onExecuteDone: () => void steps.push('executed') }
    },
  }
  const run = createOperationRunner({ schema, db, limits: defaultLimits, admission, plugins: [plugin] })
  for (const round of [1, 2]) {
    steps.length = 0
    expect(await run(request, { query: '{ who }' })).toMatchObject({ result: { data: { who: 'somebody r-1' } } })
    expect([round, ...steps]).toEqual([round, 'parse', 'validate', 'context', 'execute', 'executed'])
    const { result } = await run(request, { query: '{ secret }' })
    expect(result).toMatchObject({ errors: [{ message: 'That is secret.' }] })
  }
})

test('a document that a plugin puts in place of the parsed one is validated', async () => {
  const other = '{ who nothing }'
  const plugin: Plugin = {
    onParse:
      ({ parseFn }) =>
      ({ replaceParseResult }) =>
        replaceParseResult(parseFn(other)),
  }
  const run = createOperationRunner({ schema, db, limits: defaultLimits, admission, plugins: [plugin] })
  const { result } = await run(request, { query: '{ who }' })
  expect(result.errors).toHaveLength(1)
  expect(String(result.errors?.[0])).toContain('"nothing"')
})

test('an error in a plugin is an error of the operation', async () => {
  const plugin: Plugin = {
    onContextBuilding() {
      throw new Error('Nobody is logged in')
    },
  }
  const run = createOperationRunner({ schema, db, limits: defaultLimits, admission, plugins: [plugin] })
  const { result, operation } = await run(request, { query: 'query Who { who }' })
  expect(String(result.errors?.[0])).toContain('Nobody is logged in')
  expect(operation?.name?.value).toBe('Who')
})
