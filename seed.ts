import { runCommandLine } from './src/program.ts'

// `npm run seed`: loads the first dataset, as `npm run dossier -- seed` does.
await runCommandLine(['seed', ...process.argv.slice(2)])
