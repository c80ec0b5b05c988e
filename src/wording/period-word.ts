// The words of seasons, decades and eras, in the languages whose texts are likely.

const english: Readonly<Record<string, number>> = { spring: 21, summer: 22, autumn: 23, fall: 23, winter: 24 }

/** By language, because "estate" is a summer in Italian only. Numbers are those of EDTF. */
const seasons: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  de: { frühjahr: 21, frühling: 21, frühsommer: 22, sommer: 22, herbst: 23 },
  fr: { printemps: 21, été: 22, automne: 23, hiver: 24 },
  es: { primavera: 21, verano: 22, otoño: 23, invierno: 24 },
  it: { primavera: 21, estate: 22, autunno: 23, inverno: 24 },
  pt: { primavera: 21, verão: 22, outono: 23, inverno: 24 },
  nl: { voorjaar: 21, lente: 21, zomer: 22, najaar: 23, herfst: 23 },
}

/** The seasons in English and in a language, by their words in small letters. */
export function seasonsOf(language: string): Readonly<Record<string, number>> {
  return { ...english, ...seasons[language.replace(/-.*/u, '')] }
}

/** From twenty to ninety. */
const tens = [
  'vingt trente quarante cinquante soixante soixante-dix quatre-vingts quatre-vingt-dix',
  'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  'zwanziger dreißiger vierziger fünfziger sechziger siebziger achtziger neunziger',
  'twenties thirties forties fifties sixties seventies eighties nineties',
].map((words) => words.split(' '))

const tenOf = new Map(tens.flatMap((words) => words.map((word, index) => [word, 20 + index * 10] as const)))
const [german = [], own = []] = tens.slice(-2)
const others = tens.slice(0, -2).flat()

/** "années cinquante", "fünfziger Jahre", "fifties" and "années 50": the word or the two digits of a decade. */
export const decade = [
  String.raw`(?<!\d\s)\b(?:années|años|anni|anos)\s+['’]?(?<ten>[2-9]0|${byLength(others)})(?![\d\p{L}-])`,
  String.raw`(?<!\p{L})(?<ten>${german.join('|')})[\s-]?Jahren?(?!\p{L})`,
  String.raw`(?<![\d\p{L}])(?<ten>[1-9]0)er[\s-]?Jahren?(?!\p{L})`,
  String.raw`(?<![\d\p{L}])['’]?(?<ten>[1-9]0)['’]?s\b`,
  String.raw`\b(?<ten>${own.join('|')})\b`,
].join('|')

/** The number of a decade in its century: 50 for "cinquante" and "50". */
export const tenIn = (word: string): number => tenOf.get(word.toLowerCase()) ?? Number(word)

function byLength(words: readonly string[]): string {
  return words.toSorted((one, other) => other.length - one.length).join('|')
}

/** What says that years or centuries before it are before Christ. */
export const beforeChrist = [
  String.raw`(?:BCE?|bce?)\b|[Bb]\.\s?[Cc]\.|before\s+(?:Christ|the\s+Common\s+Era)`,
  String.raw`v\.\s?Chr\b|v\.\s?u\.\s?Z\.|vor\s+Christ(?:us|i)|vor\s+unserer\s+Zeit`,
  String.raw`av(?:\.|ant)?\s?(?:J\.?[\s-]?C\b|Jésus|notre\s+ère)`,
  String.raw`a\.\s?(?:de\s+)?C\.|aE?C\b|a\.\s?[en]\.\s?[ec]\.|ant(?:es|i)?\.?\s+(?:de\s+)?(?:Cristo|nuestra\s+era)|avanti\s+Cristo`,
  String.raw`до\s+н\.?\s?э|p\.\s?n\.\s?e\.|przed\s+naszą\s+erą`,
].join('|')
