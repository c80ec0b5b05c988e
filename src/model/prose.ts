import type { FactKind } from '../generated/prisma/enums.ts'
import type { Field } from './field.ts'
import { factKind } from './kind.ts'

/** From this length on a text is prose, which nobody words in the same way twice. */
const prose = 5000

export function isProse(field: Field): boolean {
  return field.holds === 'value' && field.format.name === 'text' && field.format.most >= prose
}

/** The fields of a kind of fact that hold prose: our own words. */
export function proseFields(kind: FactKind): string[] {
  return Object.entries(factKind(kind).fields).flatMap(([name, field]) => (isProse(field) ? [name] : []))
}
