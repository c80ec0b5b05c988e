import type { FactKind } from '../generated/prisma/enums.ts'
import { type FactKindDeclaration, type FieldValues, factKind, textIn } from './kind.ts'

type Draft = FieldValues & { readonly kind: FactKind }

/** The slugs at both ends of a fact. A fact without a subject has its object at both ends. */
export function endsOf(draft: Draft): { subject: string; object: string | null } {
  const { subject, object } = factKind(draft.kind)
  const end = (declaration: FactKindDeclaration['object']) =>
    declaration === undefined ? null : (textIn(draft, declaration.field) ?? null)
  return { subject: end(subject) ?? end(object) ?? '', object: end(object) }
}

/** When a fact was true, in EDTF; undefined if that is not known. */
export function periodOf(draft: Draft): string | undefined {
  return textIn(draft, factKind(draft.kind).period) ?? impliedPeriodOf(draft)
}

/** The time that another field of a fact says, in EDTF; undefined if none does. */
export function impliedPeriodOf(draft: Draft): string | undefined {
  const { impliedPeriod: implied } = factKind(draft.kind)
  if (implied === undefined || !implied.isOneOf().includes(textIn(draft, implied.when) ?? '')) return undefined
  return textIn(draft, implied.field)
}
