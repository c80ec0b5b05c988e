import { acronym } from './acronym.ts'
import type { Rule } from './rule.ts'

/** All rules, in the order in which they read a text. */
export const rules: readonly Rule[] = [acronym]
