import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { openGraph } from './graph.ts'

const graph = await openGraph(100_000, undefined)
console.log(graph.url)
const child = spawn(process.execPath, ['../src/main.ts'], {
  stdio: ['ignore', 'inherit', 'inherit'],
  cwd: import.meta.dirname,
  env: {
    ...process.env,
    DATABASE_URL: graph.url,
    PORT: '4899',
    LOG_LEVEL: 'warn',
    LOG_FORMAT: 'json',
    DOSSIER_ANSWER_CACHE: '0',
  },
})
process.on('SIGTERM', async () => {
  child.kill('SIGTERM')
  await sleep(1000)
  await graph.stop()
  process.exit(0)
})
await new Promise(() => {})
