import { DossierError } from '../errors.ts'

/** Words that all have to be there in any order, or a phrase; with `not`, it must not be there. */
export interface Item {
  readonly text: string
  readonly is: 'words' | 'phrase'
  readonly not: boolean
}

/** What somebody typed into a search box: alternatives, each a list of items that must all be met. */
export type Question = readonly (readonly Item[])[]

/** The most characters of a question. Longer ones are no questions, and each word of one costs a look into an index. */
export const longestQuestion = 1000

/** Characters of a question as it is searched: one may stand for several, such as ㍿ for four. */
export function questionLength(text: string): number {
  return text.normalize('NFKC').length
}

/** Quotation marks that open and close a phrase. An apostrophe is none, because words contain it. */
const quotes = '"“”„‟«»「」『』＂'
const pieces = new RegExp(`(-?)[${quotes}]([^${quotes}]*)(?:[${quotes}]|$)|[^\\s${quotes}]+`, 'gu')

/**
 * Reads `"quoted phrases"`, `or`, and `-` before a word that must not occur. Everything else is words: any text is a
 * question. Throws BAD_USER_INPUT for one that is too long.
 */
export function readQuestion(field: string, text: string): Question {
  const length = questionLength(text)
  if (length > longestQuestion) {
    throw new DossierError(
      'BAD_USER_INPUT',
      `\`${field}\` has ${length} characters: a search takes at most ${longestQuestion}. Shorten it.`,
    )
  }
  const alternatives: Item[][] = [[]]
  for (const [piece, minus, phrase] of text.matchAll(pieces)) {
    if (phrase === undefined && /^or$/iu.test(piece)) alternatives.push([])
    else add(alternatives.at(-1) ?? [], readPiece(piece, minus, phrase))
  }
  return alternatives.filter((items) => items.length > 0)
}

function readPiece(piece: string, minus: string | undefined, phrase: string | undefined): Item {
  if (phrase !== undefined) return { text: phrase, is: 'phrase', not: minus === '-' }
  const word = piece.replace(/^-+/u, '')
  return { text: word, is: 'words', not: piece.length > word.length }
}

/** Words that follow each other are read together, because they may be a name. */
function add(items: Item[], item: Item): void {
  const last = items.at(-1)
  if (item.text === '') return
  if (last?.is === 'words' && item.is === 'words' && !last.not && !item.not) {
    items[items.length - 1] = { ...last, text: `${last.text} ${item.text}` }
  } else items.push(item)
}
