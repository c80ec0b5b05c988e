import { z } from 'zod'
import { candidateKinds, type Kind, shapeOfCandidate } from './format.ts'

/** Gives a candidate the keys that it lacks: null, or an empty list. What it has stays as it is. */
export function withNulls(value: unknown): unknown {
  const { kind } = (value ?? {}) as { kind?: unknown }
  if (!candidateKinds.includes(kind as Kind)) return value
  return filled(value, shapeOfCandidate(kind as Kind))
}

function filled(value: unknown, shape: z.ZodType): unknown {
  if (shape instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => filled(item, shape.element as z.ZodType))
  }
  if (!(shape instanceof z.ZodObject) || typeof value !== 'object' || value === null || Array.isArray(value))
    return value
  const fields = shape.shape as Readonly<Record<string, z.ZodType>>
  const given = value as Readonly<Record<string, unknown>>
  const known = Object.entries(fields).map(([name, inner]) => {
    if (given[name] != null) return [name, filled(given[name], inner)] as const
    if (inner instanceof z.ZodArray) return [name, []] as const
    return [name, given[name] ?? (inner.safeParse(null).success ? null : undefined)] as const
  })
  return { ...given, ...Object.fromEntries(known.filter(([, inner]) => inner !== undefined)) }
}
