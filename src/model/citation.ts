/** A mark in brackets in the text of an encyclopaedia: a citation, a remark of its editors, or a button. */
interface Mark {
  readonly start: number
  readonly end: number
  /** The label of a citation: "1", "a", "note 3". Absent for remarks ("citation needed") and buttons ("edit"). */
  readonly label?: string
  readonly button: boolean
}

/** A citation label and its position: the number of characters before it in the text without marks. */
export interface Citation {
  readonly label: string
  readonly at: number
}

const button =
  /^(?:edit|edit source|hide|show|modifier|modifier le code|modifier [|] modifier le code|bearbeiten|bearbeiten [|] quelltext bearbeiten|editar|editar código|modifica|modifica wikitesto|bewerken|brontekst bewerken)$/iu

const remark =
  /^(?:(?:[\p{L}-]+ ){1,5}(?:needed|nécessaire|requerida)|(?:by |according to )?(?:who|whom|which|when|where|what|why|how|how many)\?|dubious(?: [–-] discuss)?|disputed(?: [–-] discuss)?|failed verification|not in citation given|not specific enough to verify|original research\?|unreliable source\??|self-published source\??|vague|ambiguous|clarify|permanent dead link|dead link|update|sic\?)$/iu

const group = /^(?:notes?|nb|n|fn|footnote|ref|(?:lower|upper)-(?:alpha|roman|greek)) ?\d{1,4}$/iu

/** An opening character, which is before words and not after them. */
const opening = /[\s([{«‹“„‘‚¿¡—–/]/u

/**
 * The label of the citation that `inner` is, or nothing: brackets also contain words that an editor puts into a
 * quotation ("[the] agency", "[t]hey", "agree[d]"), and those belong to the text. A number is a citation; a letter or a
 * word with a number is one where it is attached to what precedes it.
 */
function labelOf(inner: string, before: string, after: string): string | undefined {
  const attached = before !== '' && !opening.test(before)
  const openingQuote = /^.?["']$/u.test(before) && (before.length === 1 || opening.test(before.charAt(0)))
  const closes = attached && !openingQuote
  if (/^\d+$/u.test(inner)) return inner.length <= 3 || (closes && inner.length <= 5) ? inner : undefined
  if (group.test(inner)) return inner
  if (!closes || /^[\p{L}\p{M}]/u.test(after)) return undefined
  if (/^\p{L}[\p{L}.-]{0,19} ?\d{1,3}$/u.test(inner)) return inner
  // "agree[d]" and "claim[s]" complete a word; "agreed.[d]" cites.
  const afterWord = /[\p{L}\p{M}]$/u.test(before)
  if (/^\p{L}$/u.test(inner)) return afterWord && /^[sdnrty]$/u.test(inner) ? undefined : inner
  return !afterWord && /^(?:\p{Ll}{2}|[ivxlc]{2,6})$/u.test(inner) ? inner : undefined
}

/** The marks of `text`, in order. */
function findMarks(text: string): Mark[] {
  const marks: Mark[] = []
  let ended = false
  for (const match of text.matchAll(/\[ ?([^[\]]{1,60}?) ?\]/gu)) {
    const start = match.index
    const inner = match[1] ?? ''
    const end = start + match[0].length
    const isButton = button.test(inner)
    const before = text.slice(Math.max(0, start - 2), start)
    const label = isButton ? undefined : labelOf(inner, before, text.charAt(end))
    if (!isButton && label === undefined && !remark.test(inner)) continue
    ended = /[.!?]["”’)]?$/u.test(before) || (ended && marks.at(-1)?.end === start)
    const page = ended && label !== undefined ? pageLength(text.slice(end, end + 40)) : 0
    marks.push({ start, end: end + page, label, button: isButton })
  }
  return marks
}

/** The length of a page number at the start of `text`, as after a citation: the ": 23–25" of "over.[1]: 23–25". */
function pageLength(text: string): number {
  return /^: ?(?:\d+|[ivxlc]+)(?:[–,-] ?\d+)*(?![\p{L}\d])/u.exec(text)?.[0].length ?? 0
}

/** Marks that follow each other, with a space between them or without, as one. */
function chainMarks(text: string, marks: readonly Mark[]): Mark[][] {
  const chains: Mark[][] = []
  for (const mark of marks) {
    const chain = chains.at(-1)
    const gap = chain ? text.slice(chain.at(-1)?.end, mark.start) : undefined
    if (chain && (gap === '' || gap === ' ')) chain.push(mark)
    else chains.push([mark])
  }
  return chains
}

/** The replacement of a chain of marks: a space if it separated words, or if a sentence starts right after it. */
function jointFor(before: string, after: string, spaced: boolean): '' | ' ' {
  if (before === '' || after === '') return ''
  if (spaced) return /^[.,;:!?)\]»”’…]/u.test(after) ? '' : ' '
  return /[.!?…]["'”’»)\]]*$/u.test(before) && /^["'“‘«([]?\p{Lu}/u.test(after) ? ' ' : ''
}

function takeOut(text: string, marks: readonly Mark[]): { text: string; citations: Citation[] } {
  const pieces: string[] = []
  const citations: Citation[] = []
  let length = 0
  let from = 0
  for (const chain of chainMarks(text, marks)) {
    const start = chain[0]?.start ?? 0
    const end = chain.at(-1)?.end ?? start
    const before = text.slice(from, start).replace(/ $/u, '')
    const after = text.slice(end, end + 4)
    const spaceAfter = after.startsWith(' ')
    length += before.length
    for (const { label } of chain) if (label !== undefined) citations.push({ label, at: length })
    const joint = jointFor(before.slice(-8), after.trim(), spaceAfter || text[start - 1] === ' ')
    pieces.push(before, joint)
    length += joint.length
    from = end + (spaceAfter ? 1 : 0)
  }
  pieces.push(text.slice(from))
  return { text: pieces.join(''), citations }
}

/**
 * Separates a text with normalised white space from its marks: citations like [1], [a] and [note 3], remarks like
 * [citation needed], and buttons like [edit]. Words that an editor put in brackets stay.
 */
export function separateCitations(text: string): { text: string; citations: Citation[] } {
  return takeOut(text, findMarks(text))
}

/** The text without the buttons of a page, such as [edit]; citations stay. */
export function removeButtons(text: string): string {
  return takeOut(
    text,
    findMarks(text).filter((mark) => mark.button),
  ).text
}
