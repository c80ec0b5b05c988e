import { anchorSpan } from '../../change/anchor.ts'
import { paint, printable } from '../../command-line/terminal.ts'
import type { CheckedCandidate } from '../check/check.ts'
import { nounOf } from '../check/shape.ts'
import type { DraftCandidate } from '../format.ts'

/** A candidate as a reviewer reads it: its sentences with the anchors marked, what it says, and its fields. */
export function candidateText({ id, given, sentences, similar, problems }: CheckedCandidate, place: string): string {
  const { kind, fact, statement, evidence, confidence, rule } = given as DraftCandidate
  const from = rule === null ? '' : `, rule ${rule}`
  const fields = Object.entries(fact).filter(([, value]) => value !== null && !isEmpty(value))
  return [
    '',
    paint('bold', `${place} ${nounOf(kind)}: ${printable(id)}`, process.stderr) + ` (confidence ${confidence}${from})`,
    ...sentences.map(({ paragraph, text, references }, index) => {
      const citations = references.length === 0 ? '' : ` [${references.join(', ')}]`
      return `  ${paragraph}: ${marked(text, evidence[index]?.anchor ?? '')}${citations}`
    }),
    ...(statement === null ? [] : [`  = ${printable(statement)}`]),
    ...fields.map(([name, value]) => `    ${name}: ${printable(valueText(value))}`),
    ...(similar === undefined ? [] : [`  There is ${similar} already, of the same sentence: is this another fact?`]),
    ...problems.map(
      ({ code, field, message }) => `  ${paint('red', code, process.stderr)} ${field} ${printable(message)}`,
    ),
  ].join('\n')
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}

export function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A sentence with the anchor between marks, which stay where there are no colours. */
export function marked(text: string, anchor: string): string {
  const span = anchorSpan(text, anchor)
  if (span === undefined) return printable(text)
  const [before, words, after] = [text.slice(0, span.start), text.slice(span.start, span.end), text.slice(span.end)]
  return `${printable(before)}${paint('inverse', `«${printable(words)}»`, process.stderr)}${printable(after)}`
}
