import type { z } from 'zod'
import { DossierError } from '../errors.ts'

/** Reads a parameter that holds JSON. Throws BAD_USER_INPUT that names it. */
export function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new DossierError('BAD_USER_INPUT', `\`${field}\` is not JSON.`, { field })
  }
}

/** Checks the shape of a value. The messages of the shape say what would be right. Throws BAD_USER_INPUT. */
export function checkShape<T>(field: string, shape: z.ZodType<T>, value: unknown): T {
  const { success, data, error } = shape.safeParse(value)
  if (success) return data
  const [issue] = error.issues
  const place = [field, ...(issue?.path ?? []).map((part) => String(part).slice(0, 40))].join('.')
  throw new DossierError('BAD_USER_INPUT', `\`${place}\` must be ${issue?.message}.`, { field: place })
}
