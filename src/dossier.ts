import { enableCompileCache } from 'node:module'
import path from 'node:path'

// Before anything else is loaded, as in main.ts.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/dossier'))

const [{ runCommandLine }, { ignoreClosedPipes }] = await Promise.all([
  import('./program.ts'),
  import('./command-line/terminal.ts'),
])
ignoreClosedPipes()
await runCommandLine(process.argv.slice(2))
