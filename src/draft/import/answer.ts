import { DossierError } from '../../errors.ts'
import { withNulls } from '../fill.ts'
import type { DraftOrigin } from '../format.ts'

/** What a model answered: its candidates, and what it says that it is. */
export interface Answer {
  readonly candidates: readonly unknown[]
  readonly origin: Partial<DraftOrigin>
}

/**
 * Reads the answer of a model: a draft, perhaps in a fence of Markdown, between words, or within other objects. Keys that
 * a candidate lacks become null, because models leave out what is absent.
 *
 * @throws DossierError BAD_USER_INPUT when there is no list of candidates in it.
 */
export function readAnswer(text: string, file: string): Answer {
  for (const value of jsonValuesIn(text)) {
    const found = candidatesIn(value)
    if (found !== undefined) return { ...found, candidates: found.candidates.map(withNulls) }
  }
  const message = `${file} holds no draft: there is no JSON object with a list \`candidates\` in it. Give the whole answer of the model.`
  throw new DossierError('BAD_USER_INPUT', message, { file })
}

/** The objects and lists of JSON in a text, the outermost ones, in their order. */
function* jsonValuesIn(text: string): Generator<unknown> {
  const opening = /[[{]/gu
  // Of brackets that close nowhere, each would be followed to the end.
  let left = mostReadings * text.length
  let tries = mostTries
  for (let match = opening.exec(text); match !== null && left > 0 && tries > 0; match = opening.exec(text)) {
    const at = match.index
    const end = endOfValue(text, at)
    left -= (end ?? text.length) - at
    const value = end === undefined ? undefined : parsed(text.slice(at, end))
    tries -= 1
    if (value === undefined || end === undefined) continue
    yield value
    opening.lastIndex = end
  }
}

/** How many times each character of an answer may be read. */
const mostReadings = 20

/** How many brackets may open something else before the draft. */
const mostTries = 10_000

/** Where the bracket at `start` is closed, outside of texts. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0
  let isText = false
  for (let at = start; at < text.length; at += 1) {
    const character = text[at]
    if (isText) {
      if (character === '\\') at += 1
      else if (character === '"') isText = false
    } else if (character === '"') isText = true
    else if (character === '{' || character === '[') depth += 1
    else if (character === '}' || character === ']') {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** How many objects may stand around a draft. */
const deepest = 4

function candidatesIn(value: unknown, depth = 0): Answer | undefined {
  if (Array.isArray(value)) return value.some(isCandidate) ? { candidates: value, origin: {} } : undefined
  if (typeof value !== 'object' || value === null || depth > deepest) return undefined
  const { candidates, origin } = value as { candidates?: unknown; origin?: unknown }
  if (Array.isArray(candidates)) return { candidates, origin: originOf(origin) }
  for (const inner of Object.values(value)) {
    const found = candidatesIn(inner, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function isCandidate(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && 'fact' in value
}

function originOf(origin: unknown): Answer['origin'] {
  const { name, version } = (typeof origin === 'object' && origin !== null ? origin : {}) as Partial<DraftOrigin>
  return { ...(typeof name === 'string' && { name }), ...(typeof version === 'string' && { version }) }
}
