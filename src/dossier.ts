import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { setFlagsFromString } from 'node:v8'

// Before anything else is loaded, as in main.ts.
enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/dossier'))

// Commands that read large files leave much garbage, which V8 would let grow to several times of what is in use.
setFlagsFromString('--heap-growing-percent=30')

const [{ runCommandLine }, { ignoreClosedPipes }] = await Promise.all([
  import('./program.ts'),
  import('./command-line/terminal.ts'),
])
ignoreClosedPipes()
await runCommandLine(process.argv.slice(2))
