/** First and last month, counted from January of the season's year: 0 is the December before, 15 the March after. */
type Months = readonly [number, number]

const fromMarch: Months = [3, 6]
const fromJune: Months = [6, 9]
const fromSeptember: Months = [9, 12]
/** Some people assign a season across the New Year to the year of its start, some to that of its end. */
const fromDecember: Months = [0, 15]
/**
 * If the hemisphere is not known, spring and autumn start in March or September, summer and winter in June or December.
 */
const fromMarchOrSeptember: Months = [3, 12]
const fromJuneOrDecember: Months = [0, 15]

/**
 * EDTF's divisions of a year, from 21 on: what they are called, and the months that they can mean. A season has four
 * months, because some count from 1 March to 31 May and others with the sun, to 21 June.
 */
const divisions: readonly (readonly [name: string, months: Months])[] = [
  ['spring', fromMarchOrSeptember],
  ['summer', fromJuneOrDecember],
  ['autumn', fromMarchOrSeptember],
  ['winter', fromJuneOrDecember],
  ['northern spring', fromMarch],
  ['northern summer', fromJune],
  ['northern autumn', fromSeptember],
  ['northern winter', fromDecember],
  ['southern spring', fromSeptember],
  ['southern summer', fromDecember],
  ['southern autumn', fromMarch],
  ['southern winter', fromJune],
  ['the first quarter of', [1, 3]],
  ['the second quarter of', [4, 6]],
  ['the third quarter of', [7, 9]],
  ['the fourth quarter of', [10, 12]],
  ['the first third of', [1, 4]],
  ['the second third of', [5, 8]],
  ['the last third of', [9, 12]],
  ['the first half of', [1, 6]],
  ['the second half of', [7, 12]],
]

const first = 21

/** The part before the year: "spring", "the second quarter of". `season` is EDTF's number, 21 to 41. */
export function seasonName(season: number): string {
  return divisionOf(season)[0]
}

/** The months that a season can mean, counted from January of its year, and one unit of its precision in months. */
export function seasonMonths(season: number): { first: number; last: number; unit: number } {
  const [first, last] = divisionOf(season)[1]
  return { first, last, unit: unitOf(season) }
}

/** Seasons and quarters have three months; 37 to 39 are thirds of a year, 40 and 41 halves. */
function unitOf(season: number): number {
  if (season < 37) return 3
  return season < 40 ? 4 : 6
}

function divisionOf(season: number): (typeof divisions)[number] {
  const division = divisions[season - first]
  if (division === undefined) throw new RangeError(`There is no season ${season}`)
  return division
}
