import { type Amount, amountWords } from './amount.ts'
import { type Found, found, short } from './found.ts'
import type { Reading } from './reading.ts'

/** What is said of a figure. */
export interface FigureValues extends Amount {
  readonly metric: string
  readonly unit?: string
  readonly asOf: string | undefined
}

/** How a statement says a figure: N for the number, X for the subject. */
const sayings: Readonly<Record<string, string>> = {
  staff: 'N people work for X',
  volunteers: 'N volunteers help X',
  'members states': 'N states belong to X',
  members: 'N members belong to X',
  observers: 'N states observe X',
  offices: 'X keeps N offices',
  countries: 'X is at work in N countries',
  age: 'X is N years old',
}

/** A figure of the subject, with its statement. */
export function* figureFact(
  reading: Reading,
  values: FigureValues,
  evidence: Parameters<typeof found>[3],
): Generator<Found> {
  const { metric, unit, decimal, qualifier, currency, asOf } = values
  const optional = Object.entries({ unit, currency, asOf }).filter(([, value]) => value !== undefined)
  const fact = {
    subject: reading.context.subject.slug,
    metric,
    amount: decimal,
    qualifier,
    ...Object.fromEntries(optional),
  }
  const saying = sayings[`${metric} ${unit}`] ?? sayings[metric] ?? `X has N as its ${metric.replaceAll('-', ' ')}`
  const number = unit === 'dollars' || unit === 'per year' ? `${amountWords(values)} ${unit}` : amountWords(values)
  const words = saying.replace(/\b[NX]\b/gu, (letter) => (letter === 'N' ? number : short(reading.phrase)))
  yield* found('FIGURE', fact, `${words}${asOf === undefined ? '' : `, as told for ${asOf}`}.`, evidence)
}
