import { defineConfig } from 'prisma/config'

// The command line would download a schema engine for migrations. Dossier migrates by plain SQL
// (src/database/migration), and `generate`, `validate` and `format` run no engine, so any existing file will do.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= import.meta.filename

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
})
