import { mkdirSync, rmSync, writeFileSync } from 'node:fs'

// The compiler adds what it has compiled anew to its manifest; so that nothing is missing there and nothing is left
// over, it begins with an empty folder and an empty manifest.
const folder = new URL('__generated__/', import.meta.url)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
writeFileSync(new URL('documents.json', folder), '{}\n')
