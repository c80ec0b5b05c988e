import { builder } from '../builder.ts'
import { FactKind } from '../generated/prisma/enums.ts'
import { factKind } from '../model/kind.ts'

/** One value for each kind that is declared. */
const values = Object.fromEntries(
  Object.values(FactKind).map((kind) => [kind, { description: factKind(kind).description }]),
) as Record<FactKind, { description: string }>

export const FactKindRef = builder.enumType('FactKind', { description: 'The kinds of facts.', values })
