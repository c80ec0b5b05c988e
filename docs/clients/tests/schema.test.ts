import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import plugin from '@graphql-eslint/eslint-plugin'
import { Linter } from 'eslint'

const schema = readFileSync(new URL('../../../schema.graphql', import.meta.url), 'utf8')

const rules: Linter.RulesRecord = {
  'graphql/relay-connection-types': 'error',
  'graphql/relay-page-info': 'error',
  // Some lists are read forwards only, which the Relay specification allows.
  'graphql/relay-arguments': ['error', { includeBoth: false }],
  // Short lists are plain lists of things, and a paragraph has no id: the specification asks for neither.
  'graphql/relay-edge-types': ['error', { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
}

/** What graphql-eslint finds against the Relay specification. */
function lint(text: string): string[] {
  const found = new Linter().verify(
    text,
    {
      files: ['**/*.graphql'],
      plugins: { graphql: plugin },
      languageOptions: { parser: plugin.parser, parserOptions: { graphQLConfig: { schema: text } } },
      rules,
    },
    'schema.graphql',
  )
  return found.map(({ ruleId, line, message }) => `${ruleId ?? 'parser'} in line ${line}: ${message}`)
}

test('the schema keeps to the Relay specification', () => {
  assert.deepEqual(lint(schema), [])
})

const mistakes = {
  'relay-connection-types': ['pageInfo: PageInfo!', 'pageInfo: PageInfo'],
  'relay-page-info': ['hasNextPage: Boolean!', 'hasNextPage: Boolean'],
  'relay-arguments': ['first: Int', 'first: String'],
  'relay-edge-types': ['cursor: String!', 'cursor: PageInfo!'],
} as const

for (const [rule, [right, wrong]] of Object.entries(mistakes)) {
  test(`${rule} would be noticed`, () => {
    assert.ok(schema.includes(right))
    assert.match(lint(schema.replaceAll(right, wrong)).join('\n'), new RegExp(rule))
  })
}
