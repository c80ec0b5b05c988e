import fc from 'fast-check'

const pad = (number: number, length: number) => String(number).padStart(length, '0')

const year = fc
  .integer({ min: -9999, max: 9999 })
  .map((number) => (number < 0 ? `-${pad(-number, 4)}` : pad(number, 4)))
const longYear = fc
  .tuple(fc.constantFrom('Y', 'Y-'), fc.integer({ min: 10_000, max: 5_877_640 }))
  .map(([sign, number]) => sign + number)
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([of, number]) => `${of}-${pad(number, 2)}`)
const day = fc.tuple(month, fc.integer({ min: 1, max: 28 })).map(([of, number]) => `${of}-${pad(number, 2)}`)
const season = fc.tuple(year, fc.integer({ min: 21, max: 41 })).map(([of, number]) => `${of}-${number}`)
const unspecified = fc.oneof(
  year.map((text) => `${text.slice(0, -1)}X`),
  year.map((text) => `${text.slice(0, -2)}XX`),
  year.map((text) => `${text}-XX`),
  year.map((text) => `${text}-XX-XX`),
  month.map((text) => `${text}-XX`),
)

/** Any single date in EDTF, of levels 0 and 1. */
export const point = fc
  .tuple(fc.oneof(year, longYear, month, day, season, unspecified), fc.constantFrom('', '', '~', '?', '%'))
  .map((parts) => parts.join(''))

/** Two dates, of which the first begins before the second. */
export const interval = fc
  .tuple(
    fc.integer({ min: 1000, max: 5000 }),
    fc.integer({ min: 1, max: 4000 }),
    fc.constantFrom('', '-06', '-06-05', '~'),
  )
  .map(([from, length, rest]) => `${from}${rest}/${from + length}${rest}`)

/** Any date in EDTF: points and intervals, open and unknown ends included. */
export const edtf = fc.oneof(
  point,
  interval,
  point.map((text) => `${text}/${text}`),
  point.chain((text) => fc.constantFrom(`${text}/..`, `${text}/`, `../${text}`, `/${text}`)),
  fc.constantFrom('../..', '/..'),
)
