import { type Abbreviations, words } from './abbreviation.ts'
import { english } from './english.ts'
import { dutch, french, german, italian, portuguese, spanish } from './european.ts'
import { polish, russian } from './slavic.ts'

/** A language that is not listed: only what is common to all languages is joined, such as initials and numbers. */
const others: Abbreviations = {
  leading: words('Dr Prof St'),
  numbered: words('No Nr no nr p pp'),
  either: words(''),
  starters: words(''),
  ordinals: false,
  shortestBeforeSmall: 5,
}

const listed: Readonly<Record<string, Abbreviations>> = {
  en: english,
  fr: french,
  de: german,
  es: spanish,
  it: italian,
  pt: portuguese,
  nl: dutch,
  ru: russian,
  pl: polish,
}

const ordinalLanguages = words('de da nb nn no fi cs sk sl hr sr bs hu et lv pl tr is eu lb')

/** What is known of the language of a BCP 47 tag. */
export function abbreviationsOf(language: string): Abbreviations {
  const primary = language.toLowerCase().split('-')[0] ?? ''
  return listed[primary] ?? { ...others, ordinals: ordinalLanguages.has(primary) }
}
