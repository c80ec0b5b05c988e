/** Short words before a page number, and no word of a sentence: "p. 44", "ch. 3", "стр. 5". */
const signs = String.raw`pp?|pages?|págs?|pagg?|ss?|стр|с|ch(?:apter|ap)?|fols?|sec|§{1,2}`

/** Words for other places in a source, which a sentence may go on with as well: "Table 3", "line 5", "vol. 2". */
const places = String.raw`paras?|paragraphs?|¶{1,2}|figs?|figures?|tables?|tab|nn?|notes?|fn|arts?|articles?|vols?|volumes?|bks?|nos?|locs?|lines?|ll?|ff?|seiten?|abs|abb|kap|cap|annex|app|appendix|box|slides?|min`

const following = String.raw`(?: ?ff?\b\.?| et seqq?\b\.?| sqq?\b\.?| passim\b)`
const number = String.raw`\p{Nd}+(?:[.:]\p{Nd}+)*(?:\(\p{Nd}+\))?(?:n\p{Nd}*|[a-drv]\b)?${following}?`
const page = String.raw`(?:${number}|[IVXLC]+:\p{Nd}+|[IVX]{2,}\b|[ivxlc]+\b|[A-Z]\p{Nd}+|passim\b)`
const notCut = String.raw`(?![\p{L}%]|[.:]?\p{Nd})`

/**
 * The same, with each letter small or capital. `(?i:...)` says so, too, but V8 forgets it now and then when it compiles an
 * expression that is used often, and a text would be cut otherwise than before.
 */
function inAnyCase(pattern: string): string {
  return pattern.replaceAll(/\p{L}/gu, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
}

/** Pages "23–25, 30"; with `more`, also "44, n. 3", "44 and 46", and "44–" for what follows page 44. */
function pagesOf(sign: string, more: boolean): string {
  if (!more) return String.raw`${page}(?: ?[–,-] ?${page})*${notCut}`
  const joint = String.raw`(?: ?[–,;&-] ?| (?:and|und|et|e|y) )`
  return String.raw`${page}(?:${joint}(?:(?:${inAnyCase(sign)})\b[. ] ?)?${page})*${notCut}(?:[–-](?=\s|$))?`
}

const anySign = `${signs}|${places}`
const named = (sign: string) => String.raw`(?:(?:${inAnyCase(sign)})[. ] ?|§ ?|¶ ?)${pagesOf(anySign, true)}`
const signedPages = new RegExp(
  String.raw`^ ?: ?${named(signs)}|^ ?\((?:${inAnyCase(signs)})[. ]? ?${pagesOf(anySign, true)}\)`,
  'u',
)
const placedPages = new RegExp(`^ ?: ?${named(anySign)}`, 'u')
const barePages = new RegExp(`^ ?: ?${pagesOf(anySign, false)}`, 'u')
const listedPages = new RegExp(`^ ?: ?${pagesOf(anySign, true)}`, 'u')

/** Words that go on with a sentence, and do not count what the number before them says: "in 1951[3]: 44 which". */
const goingOn =
  /^(?: (?:which|who|whose|whom|the|its|their|his|her|he|she|it|they|where|when|while|but|because|although|though|as|a|an)\b|[.;)]|,(?! ?\p{Nd})|\[|$)/u

/**
 * The length of page numbers at the start of `text`, as after a citation: the ": 23–25" of "over.[1]: 23–25". After
 * punctuation a colon stands for nothing else. After a word, with which `lead` ends, it may belong to the sentence ("the
 * three[4]: 5 and 6").
 */
export function pageLength(text: string, lead: string): number {
  const isPunctuated = lead === '' || /[.,;:!?…。、，；！？][)"'”’»]?$/u.test(lead)
  const signed = signedPages.exec(text)?.[0]
  if (isPunctuated) {
    const pages = signed ?? placedPages.exec(text)?.[0] ?? listedPages.exec(text)?.[0] ?? ''
    return withSecondStop(pages, text, lead)
  }
  if (signed !== undefined) return withoutStop(signed, text)
  const found = placedPages.exec(text)?.[0] ?? barePages.exec(text)?.[0] ?? ''
  const length = withoutStop(found, text)
  return goingOn.test(text.slice(length)) ? length : 0
}

/** The full stop of "so[3]: 44 ff. It fell" is that of the sentence, too. */
function withoutStop(pages: string, text: string): number {
  const endsSentence = pages.endsWith('.') && /^(?: ["“(]?\p{Lu}|$)/u.test(text.slice(pages.length))
  return endsSentence ? pages.length - 1 : pages.length
}

/** After "rose.[3]: 44. It fell" the second full stop is that of the page. */
function withSecondStop(pages: string, text: string, lead: string): number {
  const hasSecond = pages !== '' && /[.!?…]["'”’»)]?$/u.test(lead) && /^\.(?=[\s[]|$)/u.test(text.slice(pages.length))
  return hasSecond ? pages.length + 1 : pages.length
}
