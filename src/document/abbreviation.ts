/** What the full stops of a language mean when they end no sentence. */
export interface Abbreviations {
  /** Never the last word of a sentence: a name, a title or a number follows ("Dr.", "vs."). Without the full stop. */
  readonly leading: ReadonlySet<string>
  /** Not the last word of a sentence when a number follows ("No. 5", "Jan. 3", "c. 1950"). */
  readonly numbered: ReadonlySet<string>
  /** May end a sentence or not ("Inc.", "Jr.", "etc."): the next word tells. So do initials and "U.S.". */
  readonly either: ReadonlySet<string>
  /** Words that are abbreviations before an abbreviated title only: "Man. Dir. Lagarde", but "He is a man." */
  readonly beforeTitle?: ReadonlySet<string>
  /** Words that, in capitals after one of `either`, start a sentence. */
  readonly starters: ReadonlySet<string>
  /** Ordinals are written with a full stop: "am 3. Mai". */
  readonly ordinals: boolean
  /** The shortest word after which a small letter may begin a sentence: a shorter one may be an unknown abbreviation. */
  readonly shortestBeforeSmall: number
}

/** The words of a list that is written with spaces and line ends. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.match(/\S+/gu))
}
