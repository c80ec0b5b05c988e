import type { RecordDraft } from '../../change/text.ts'
import { normalizeSpace } from '../../model/white-space.ts'
import { readSingleSentence } from '../sentence.ts'

/**
 * The text of a record, as evidence cites it: "name: World Bank; links type: website; links value: https://...". A pure
 * function of the record, whoever reads it: values in the order of the record, each after the names that lead to it,
 * with spaces for low lines. What has no value is left out.
 */
export function recordText(value: unknown): string {
  return normalizeSpace(partsOf(value, '').join('; '))
}

function partsOf(value: unknown, path: string): string[] {
  if (Array.isArray(value)) {
    if (value.every(isPlain)) return partOf(path, value.map(plainText).filter(Boolean).join(', '))
    return value.flatMap((one) => partsOf(one, path))
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => partsOf(inner, `${path} ${name.replaceAll('_', ' ')}`))
  }
  return partOf(path, plainText(value))
}

function partOf(path: string, text: string): string[] {
  if (text === '') return []
  return [path === '' ? text : `${path.trim()}: ${text}`]
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null

function plainText(value: unknown): string {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** The record as a paragraph that is one sentence; undefined if it says nothing. */
export function recordParagraph(value: unknown): RecordDraft | undefined {
  const text = recordText(value)
  const sentences = readSingleSentence(text)
  return sentences.length === 0 ? undefined : { text, sentences }
}
