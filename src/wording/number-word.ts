// The words of numbers. Values are whole; fractions are read in number-fraction.ts.

const units = [
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen',
  'seventeen eighteen nineteen',
]
const ordinalUnits = [
  'zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth',
  'fifteenth sixteenth seventeenth eighteenth nineteenth',
]
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'
const ordinalTens = 'twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth'

function numbered(words: string, step = 1, from = 0): [string, number][] {
  return words.split(' ').map((word, index) => [word, from + index * step])
}

/** English words for numbers below a hundred; ordinals, too: "fourteen", "fourteenth". */
export const smallNumbers: ReadonlyMap<string, number> = new Map([
  ...numbered(units.join(' ')),
  ...numbered(ordinalUnits.join(' ')),
  ...numbered(tens, 10, 20),
  ...numbered(ordinalTens, 10, 20),
])

/** Words for numbers that multiply what is before them, in the languages whose texts are likely. */
const magnitudes: ReadonlyMap<string, bigint> = new Map(
  (
    [
      [2, 'hundred hundreds hundredth'],
      [3, 'thousand thousands thousandth tausend mille mil mila duizend tsd тысяча тысячи тысяч тыс 千'],
      [4, '万 萬'],
      [5, 'lakh lakhs'],
      [6, 'million millions millionth mn mln mio Million Millionen millón millones milhão milhões milione milioni'],
      [6, 'miljoen milion miliony milionów миллион миллиона миллионов млн'],
      [7, 'crore crores'],
      [8, '億 亿'],
      [9, 'billion billions bn bln milliard milliards Milliarde Milliarden Mrd miliardo miliardi miljard'],
      [9, 'miliard miliardy miliardów миллиард миллиарда миллиардов млрд'],
      [12, 'trillion trillions tn trn 兆'],
      [15, 'quadrillion quadrillions'],
    ] as const
  ).flatMap(([zeros, words]) => words.split(' ').map((word) => [word.toLowerCase(), 10n ** BigInt(zeros)] as const)),
)

/** Words that mean another number in some languages than they do elsewhere: "mil." is short for million in English. */
const magnitudesOf: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
  en: { mil: 10n ** 6n },
  de: { mill: 10n ** 6n, billion: 10n ** 12n, billionen: 10n ** 12n },
}

/** What a word multiplies by, as a text in the language means it. */
export function magnitudeOf(word: string, language: string): bigint | undefined {
  return magnitudesOf[language.replace(/-.*/u, '')]?.[word] ?? magnitudes.get(word) ?? dozens.get(word)
}

/** The names of the parts of a whole: "two thirds". */
export const denominators: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['halves', 2],
  ['quarter', 4],
  ['quarters', 4],
  ...'third fourth fifth sixth seventh eighth ninth tenth'.split(' ').flatMap((word, index): [string, number][] => [
    [word, index + 3],
    [`${word}s`, index + 3],
  ]),
])

/** Letters that may also be a unit: "5 m" is five metres or five million. */
export const letterMagnitudes: ReadonlyMap<string, bigint> = new Map([
  ['k', 10n ** 3n],
  ['m', 10n ** 6n],
  ['b', 10n ** 9n],
  ['t', 10n ** 12n],
])

/** Twelve and its like, which are counted as hundreds are. */
const dozens: ReadonlyMap<string, bigint> = new Map([
  ['dozen', 12n],
  ['score', 20n],
])
