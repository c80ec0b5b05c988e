// Generates the Prisma client and the types of Pothos, unless they are there and fit. Plain JavaScript, for npm runs
// it after installing with whatever Node the machine has, which may not read TypeScript.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const digestFile = path.join(root, 'src/generated/digest')
const results = ['src/generated/prisma/client.ts', 'src/generated/pothos-types.ts']
/** What the result depends on: the schema, this file, and the versions of the generators. */
const sources = [
  'prisma/schema.prisma',
  'prisma.config.ts',
  'prisma/generate.mjs',
  'node_modules/prisma/package.json',
  'node_modules/@pothos/plugin-prisma/package.json',
]

/** Windows writes it as Path. */
const pathName = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'

function digest() {
  const hash = createHash('sha256')
  for (const file of sources) hash.update(readFileSync(path.join(root, file))).update('\0')
  return hash.digest('hex')
}

function isFresh(expected) {
  const files = [...results, digestFile].map((file) => path.resolve(root, file))
  return files.every((file) => existsSync(file)) && readFileSync(digestFile, 'utf8').trim() === expected
}

const expected = digest()
if (!isFresh(expected)) {
  // Not through npx or the shell: they look for other things on the way.
  const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Prisma looks for the generator of Pothos there.
      [pathName]: [path.join(root, 'node_modules/.bin'), process.env[pathName]].join(path.delimiter),
      // It would ask a server on the internet whether there is a newer version.
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
  })
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}\nprisma generate failed: see above.\n`)
    process.exit(1)
  }
  writeFileSync(digestFile, `${expected}\n`)
}
