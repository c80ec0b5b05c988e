import type { KnownNames } from '../../change/claim.ts'
import type { FactDraft } from '../../change/draft.ts'
import type { PlacedSentence } from '../../dataset/source-text.ts'
import { factKind, textIn } from '../../model/kind.ts'
import { numbersIn } from '../../wording/number.ts'
import { holdsQuotation } from '../../wording/quotation.ts'
import { namesIn } from '../known.ts'
import { adviceOf, codes } from './advice.ts'
import { type CandidateProblem, candidateProblem } from './problem.ts'

interface Context {
  readonly draft: FactDraft
  readonly names: KnownNames
  readonly sentences: readonly PlacedSentence[]
  readonly language: string
}

/** Numbers in digits and quoted words are as easily wrong in a statement as in a field. */
export function checkOwnText(text: string, path: readonly string[], context: Context): CandidateProblem[] {
  const { sentences } = context
  const quotations = [...text.matchAll(quotation)].map(
    ([, ...inner]) => inner.find((words) => words !== undefined) ?? '',
  )
  const wrong = quotations.filter((words) => !sentences.some((sentence) => holdsQuotation([sentence.text], 0, words)))
  return [
    ...wrong.map((words) => candidateProblem('QUOTATION_NOT_FOUND', path, words, adviceOf('QUOTATION', words))),
    ...strangeNumbers(text, context).map((number) => {
      const subject = /^[12]\d{3}$/u.test(number) ? 'DATE' : 'NUMBER'
      return candidateProblem(codes[subject], path, number, adviceOf(subject, number))
    }),
  ]
}

/** Quotation marks of several habits; one that is not closed goes to the end. */
const quotation =
  /["“]([^"“”]+)(?:["”“]|$)|[„]([^“”"]+)(?:[“”"]|$)|«([^»]+)(?:»|$)|‹([^›]+)(?:›|$)|(?<![\p{L}\p{N}])[‘']([^‘’']*\p{L} [^‘’']*)['’](?!\p{L})/gu

const words =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen'
const inWords = new RegExp(`\\b(?:${words})(?:[ -](?:and )?(?:${words}))*\\b`, 'giu')
/** So small a number is as often a way of speaking. */
const small = numbersIn('0 1 2 3 4 5 6 7 8 9 10 11 12', 'en')

/** "five hundred" */
function strangeWords(text: string, said: readonly string[], language: string): string[] {
  return [...text.matchAll(inWords)].flatMap(([number]) => {
    const values = [...numbersIn(number, 'en')]
    const isSaid = said.some((sentence) => sentence.toLowerCase().includes(number.toLowerCase()))
    const isKnown = values.some((value) => small.has(value) || said.some((one) => numbersIn(one, language).has(value)))
    return values.length === 0 || isSaid || isKnown ? [] : [number]
  })
}

const digits = /(?<![\p{L}\p{N}])\p{N}+(?:[.,’ ]\p{N}{3})*(?:[.,]\p{N}+)?(?![\p{N}])/gu

/** Numbers of a text that neither the sentences say nor the names of what the fact speaks of. */
function strangeNumbers(text: string, { draft, names, sentences, language }: Context): string[] {
  const spoken = namesIn(draft, names).join(' ')
  const said = sentences.map((sentence) => ` ${sentence.text} ${spoken} `)
  const values = said.map((sentence) => numbersIn(sentence, language))
  // The time of the fact is looked for by itself.
  const [from = '', until = ''] = textIn(draft, factKind(draft.kind).period)?.split('/') ?? []
  const rest = [from, until].reduce((left, date) => (date === '' ? left : left.replaceAll(date, '')), text)
  const inDigits = [...rest.matchAll(digits)].flatMap(({ 0: number, index }) => {
    const isLiteral = said.some((sentence) => new RegExp(`(?<!\\p{N})${escaped(number)}(?!\\p{N})`, 'u').test(sentence))
    if (isLiteral) return []
    const [unit = ''] = /^[ -]\p{L}+/u.exec(rest.slice(index + number.length)) ?? []
    const readings = [number, number + unit].flatMap((words) => [...numbersIn(words, 'en')])
    return readings.some((value) => values.some((one) => one.has(value))) ? [] : [number]
  })
  // "2.5 million" is read above.
  return [...inDigits, ...strangeWords(rest.replaceAll(/\d[\d.,]*[ -]\p{L}+/gu, ''), said, language)]
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
}
