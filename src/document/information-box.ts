import { normalizeSpace } from '../model/white-space.ts'
import { LiteralReader, type PythonDictionary, type PythonValue } from './python-literal.ts'

/**
 * The entries of the information box whose dictionary starts at `start` of a file's text, each as the text "Key:
 * value".
 * @throws DossierError BAD_USER_INPUT with line and column when the dictionary cannot be read.
 */
export function readInformationBox(source: { text: string; file?: string }, start: number): string[] {
  const entries = new LiteralReader(source, start).readLast()
  return [...entries].map(([key, value]) => entryText(key, value)).filter((text) => text !== '')
}

/** "Key: value"; a key without a value keeps its colon, because it is a heading. */
function entryText(key: PythonValue, value: PythonValue): string {
  const name = normalizeSpace(valueText(key, 1)).replace(/\s*:$/u, '')
  const text = normalizeSpace(valueText(value, 0))
  return [name && `${name}:`, text].filter((part) => part !== '').join(' ')
}

/**
 * A value as people read it: lists with semicolons, because their elements have commas of their own; None as nothing.
 */
function valueText(value: PythonValue, depth: number): string {
  if (value === null) return ''
  if (value === true) return 'yes'
  if (value === false) return 'no'
  if (Array.isArray(value))
    return inner(
      value.map((element) => valueText(element, depth + 1)),
      depth,
    )
  if (value instanceof Map) return inner(mapTexts(value), depth)
  return String(value)
}

function mapTexts(map: PythonDictionary): string[] {
  return [...map].map(([key, value]) => {
    const text = valueText(value, 1)
    return text === '' ? valueText(key, 1) : `${valueText(key, 1)}: ${text}`
  })
}

function inner(parts: readonly string[], depth: number): string {
  const text = parts.filter((part) => part !== '').join('; ')
  return depth > 0 && parts.length > 1 ? `(${text})` : text
}
