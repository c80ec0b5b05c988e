import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Before anything else is loaded, as in main.ts.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/dossier'))

const { runCommandLine } = await import('./program.ts')
await runCommandLine(process.argv.slice(2))
