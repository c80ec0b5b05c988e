import type { CodegenConfig } from '@graphql-codegen/cli'

const config: CodegenConfig = {
  // The address of a server does as well: http://127.0.0.1:4000/graphql
  schema: '../../schema.graphql',
  importExtension: '.ts',
  config: {
    strictScalars: true,
    scalars: { Date: 'string', DateTime: 'string', Decimal: 'string', EDTF: 'string', JSON: 'unknown', URL: 'string' },
    useTypeImports: true,
  },
  generates: {
    // Documents as text, for fetch: nothing of GraphQL is loaded where they are used.
    'generated/text/': {
      preset: 'client',
      documents: ['fetch.ts'],
      presetConfig: { fragmentMasking: false, persistedDocuments: true },
      config: { documentMode: 'string' },
    },
    // Documents as trees, for urql and Apollo Client.
    'generated/tree/': {
      preset: 'client',
      documents: ['urql.ts', 'apollo.ts'],
      presetConfig: { fragmentMasking: false },
    },
    // Which types an interface stands for: caches must know.
    'generated/possible-types.ts': { plugins: ['fragment-matcher'], config: { useExplicitTyping: true } },
    'generated/schema.json': { plugins: ['introspection'], config: { descriptions: false, minify: true } },
  },
}

export default config
