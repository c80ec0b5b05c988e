import { amount, amountOf } from './amount.ts'
import { type BoxRow, rowEvidence } from './box.ts'
import { boxRule } from './box-rule.ts'
import { edtfOf } from './date.ts'
import { figureFact } from './figure-fact.ts'
import type { Found } from './found.ts'
import type { Reading } from './reading.ts'

const figureKeys: readonly (readonly [RegExp, string, string | undefined])[] = [
  [/^(?:Staff|Employees|Number of employees|Number of staff)$/u, 'staff', 'people'],
  [/^(?:Members|Membership|Member states|Number of members)$/u, 'members', undefined],
  [/^Volunteers$/u, 'volunteers', 'people'],
  [/^(?:Annual )?[Bb]udget$/u, 'budget', undefined],
  [/^Revenue$/u, 'revenue', undefined],
  [/^Expenses$/u, 'expenses', undefined],
  [/^(?:Total )?[Ii]ncome$/u, 'income', undefined],
  [/^Endowment$/u, 'endowment', undefined],
]
const atStart = new RegExp(String.raw`^${amount}(?<unit>(?:\s(?!and\b)[\p{L}-]+){0,3})`, 'u')
const more = new RegExp(String.raw`^(?:,|\sand)\s${amount}(?<unit>(?:\s[\p{L}-]+){0,2})`, 'u')
const asOf = new RegExp(
  String.raw`^[^,;•]{0,30}?\((?:as of\s|in\s)?(?:FY\s?)?(?<year>\p{L}*\s?\d{0,2},?\s?(?:19|20)\d\d)\b|^\s(?:in|for)\s(?:FY\s|fiscal year\s)?(?<plain>(?:19|20)\d\d)`,
  'u',
)

export const boxFigure = boxRule(
  'box-figure',
  'staff, members, budget, revenue and the like in the information box',
  0.94,
  function* (reading, row) {
    const [, metric, unit] = figureKeys.find(([key]) => key.test(row.key)) ?? []
    if (metric === undefined) return
    const first = atStart.exec(row.value)
    if (first === null) return
    yield* boxAmount(reading, row, { metric, unit }, first, 0)
    const next = more.exec(row.value.slice(first[0].length))
    const nextMetric = /\bobserver/u.test(next?.groups?.unit ?? '') ? 'observers' : undefined
    if (next !== null && nextMetric !== undefined)
      yield* boxAmount(reading, row, { metric: nextMetric, unit: 'states' }, next, first[0].length)
  },
)

interface Measured {
  readonly metric: string
  readonly unit: string | undefined
}

function* boxAmount(
  reading: Reading,
  row: BoxRow,
  { metric, unit }: Measured,
  match: RegExpExecArray,
  from: number,
): Generator<Found> {
  const groups = match.groups ?? {}
  const value = amountOf(groups)
  const isMoney = (groups.money ?? groups.word) !== undefined
  if (value === undefined || isMoney !== /^(?:budget|revenue|expenses|income|endowment)$/u.test(metric)) return
  const after = row.value.slice(from + match[0].length - (groups.unit ?? '').length)
  const { year, plain } = asOf.exec(after)?.groups ?? {}
  const date = row.year ?? year ?? plain
  const states = /\b(?:states|countries|nations)\b/u.test(groups.unit ?? '') ? 'states' : unit
  const counted = isMoney ? (value.currency === undefined ? 'dollars' : undefined) : states
  const end = from + match[0].length
  const words = row.value.slice(from, end).replace(/^(?:,|\sand)\s/u, '')
  const values = {
    metric,
    ...value,
    asOf: date === undefined ? undefined : edtfOf(date),
    ...(counted === undefined ? {} : { unit: counted }),
  }
  yield* figureFact(reading, values, [rowEvidence(row, words)])
}
