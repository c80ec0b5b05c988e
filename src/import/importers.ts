import { csv } from './csv.ts'
import { factbook } from './factbook.ts'
import { ftm } from './ftm.ts'
import type { Importer } from './importer.ts'
import { popolo } from './popolo.ts'
import { ror } from './ror.ts'
import { supraverden } from './supraverden.ts'

/** All importers, by name: a new one is added here, and to the commands in command.ts. */
export const importers: Readonly<Record<string, Importer>> = { csv, factbook, ftm, popolo, ror, supraverden }
