import type { DraftCandidate } from '../format.ts'
import type { Prompter } from './prompter.ts'
import { valueText } from './show.ts'

/** Asks for another value of one field. Undefined if nothing changes. */
export async function editCandidate(
  prompter: Prompter,
  candidate: DraftCandidate,
): Promise<DraftCandidate | undefined> {
  const names = fieldsOf(candidate)
  const name = await prompter.ask(`Which field? There are ${names.join(', ')}`)
  if (name === undefined || name === '') return undefined
  if (!names.includes(name)) {
    prompter.show(`There is no field "${name}".`)
    return undefined
  }
  const before = valueAt(candidate, name)
  const answer = await prompter.ask(`${name}${isText(before) ? '' : ', as JSON'}`, valueText(before))
  if (answer === undefined) return undefined
  const value = isText(before) ? (answer === '' && before === null ? null : textOrNull(answer, name)) : parsed(answer)
  if (value === undefined) prompter.show(`"${answer}" is not JSON.`)
  return value === undefined ? undefined : withValue(candidate, name, value)
}

const isText = (value: unknown) => typeof value === 'string' || value === null

function textOrNull(answer: string, name: string): string | null {
  return answer === '' && name !== 'statement' ? null : answer
}

function parsed(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    return undefined
  }
}

/** "statement", the fields of the fact, and "anchor", "anchor2" ... with "paragraph" of each piece of evidence. */
function fieldsOf({ fact, statement, evidence }: DraftCandidate): string[] {
  const pieces = evidence.flatMap((_, index) => [`anchor${numberOf(index)}`, `paragraph${numberOf(index)}`])
  return [...Object.keys(fact), ...(statement === null ? [] : ['statement']), ...pieces]
}

const numberOf = (index: number) => (index === 0 ? '' : String(index + 1))

function placeOf(name: string): { readonly field: 'anchor' | 'paragraph'; readonly index: number } | undefined {
  const [, field, number = '1'] = /^(anchor|paragraph)(\d+)?$/u.exec(name) ?? []
  return field === undefined ? undefined : { field: field as 'anchor' | 'paragraph', index: Number(number) - 1 }
}

function valueAt({ fact, statement, evidence }: DraftCandidate, name: string): unknown {
  const place = Object.hasOwn(fact, name) ? undefined : placeOf(name)
  if (place !== undefined) return evidence[place.index]?.[place.field]
  return name === 'statement' ? statement : fact[name]
}

function withValue(candidate: DraftCandidate, name: string, value: unknown): DraftCandidate {
  const { fact, evidence } = candidate
  if (Object.hasOwn(fact, name)) return { ...candidate, fact: { ...fact, [name]: value } }
  const place = placeOf(name)
  if (place === undefined) return { ...candidate, statement: String(value) }
  return {
    ...candidate,
    evidence: evidence.map((piece, index) => (index === place.index ? { ...piece, [place.field]: value } : piece)),
  }
}
