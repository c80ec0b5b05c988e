import { factbook } from './factbook.ts'
import type { Importer } from './importer.ts'
import { ror } from './ror.ts'

/** All importers, by name: a new one is added here. */
export const importers: Readonly<Record<string, Importer>> = { factbook, ror }
