import type { Random } from './random.ts'

const english =
  `the of and to in for on by with that from said people government refugees migrants rights report children
  border policy law detention camps protection camp asylum return country security officials access workers health women
  legal aid services violence conditions without international against local national support process families months
  response community housing education staff years police food crisis water funding public court labour forced human
  system data consent voluntary deportation seekers arbitrary neglect delayed restricted ignored removed promised denied
  failed operated managed opened closed moved expelled separated registered interviewed documented investigated published
  warned urged demanded condemned defended rejected welcomed questioned monitored independent unlawful inhuman overcrowded
  offshore remote temporary permanent mandatory indefinite hidden shared private contractor budget agreement mandate
  treaty resolution convention standard principle obligation accountability transparency oversight complaint remedy
  compensation hearing appeal judge lawyer interpreter hotline clinic shelter school market road bridge harbour island
  desert river mountain village city province district region capital embassy consulate ministry parliament senate`
    .split(/\s+/)
    .filter(Boolean)

const french =
  `le la de et les des en pour dans par sur avec que une du au aux est sont réfugiés migrants droits rapport
  enfants frontière politique loi rétention camps protection asile retour pays sécurité accès travailleurs santé femmes
  aide services violence conditions sans internationale contre locale nationale soutien familles réponse communauté
  logement éducation années police crise eau financement publique tribunal travail forcé humaine système données
  volontaire expulsion demandeurs arbitraire négligence refusé dénoncé critiqué condamné défendu rejeté accueilli
  indépendante illégale inhumaine surpeuplée éloignée temporaire permanente obligatoire cachée privée mandat traité`
    .split(/\s+/)
    .filter(Boolean)

const known = { en: english, fr: french } as const
export type Language = keyof typeof known

const starts = 'b br c ch d dr f g gl h j k kr l m n p pr qu r s sh st t tr v w y z'.split(' ')
const middles = 'a e i o u ai ea io ou'.split(' ')
const ends = ' n r s l m t nd rk st x'.split(' ')

/** A word that nobody knows, the same for the same number: what makes the long tail of a vocabulary. */
export function coin(number: number): string {
  let rest = number + 7
  let word = ''
  do {
    word += starts[rest % starts.length]
    rest = Math.floor(rest / starts.length)
    word += middles[rest % middles.length]
    rest = Math.floor(rest / middles.length)
  } while (rest > 0)
  return word + ends[number % ends.length]
}

const vocabulary = 30_000
const coined: string[] = []

/** A word of the language: few are frequent, most are rare. */
export function word(random: Random, language: Language = 'en'): string {
  const rank = random.zipf(vocabulary)
  const frequent = known[language][rank]
  if (frequent !== undefined) return frequent
  coined[rank] ??= coin(rank)
  return coined[rank]
}

/** So many words. */
export function words(random: Random, count: number, language: Language = 'en'): string {
  let text = word(random, language)
  for (let index = 1; index < count; index += 1) text += ` ${word(random, language)}`
  return text
}

export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
