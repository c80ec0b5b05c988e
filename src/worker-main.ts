import { enableCompileCache } from 'node:module'
import path from 'node:path'

// As in main.ts, whose process starts this one and has generated the client.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/dossier'))

const { serveAsWorker } = await import('./serve.ts')
await serveAsWorker(process.env)
