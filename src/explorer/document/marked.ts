import type { TextSpan } from '../part/evidence.ts'

/** Something that is said of a part of a text. */
export interface Spanned<T> {
  readonly span: TextSpan
  readonly value: T
}

/** A piece of a text, and all whose part of the text holds it. */
export interface Segment<T> {
  readonly text: string
  readonly values: readonly T[]
}

/**
 * Cuts a text wherever a part of it starts or ends, so that parts may overlap and lie within each other, which elements of
 * HTML may not. The pieces together are the text.
 */
export function segmentsOf<T>(text: string, spans: readonly Spanned<T>[]): Segment<T>[] {
  const places = new Set([0, text.length])
  for (const { span } of spans) places.add(span.start).add(span.end)
  const cuts = [...places].sort((one, other) => one - other)
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0
    const holding = spans.filter(({ span }) => span.start <= start && end <= span.end)
    return { text: text.slice(start, end), values: holding.map(({ value }) => value) }
  })
}
