import { type GraphQLError, type GraphQLSchema, type Token, TokenKind } from 'graphql'
import { type Beginning, beginningOf, bracketFault } from './brackets.ts'
import { withHelp } from './explain.ts'
import { missingBraces, unnamedArgument, wrongParentheses } from './unnamed.ts'

/** Adds help to the error of a text that is not GraphQL. */
export function explainSyntax(error: GraphQLError, text: string, schema: GraphQLSchema): GraphQLError {
  const position = error.positions?.[0] ?? 0
  const help =
    otherLanguage(text) ??
    wrongCharacter(text, position) ??
    wrongToken({ schema, message: error.message, text, position })
  return withHelp(error, help, { code: 'GRAPHQL_PARSE_FAILED' })
}

/** Texts that are something else from their start on. */
function otherLanguage(text: string): string | undefined {
  const start = text
    .replaceAll(/^\s*(#.*)?$/gm, '')
    .trimStart()
    .slice(0, 200)
  if (start === '') return 'The document is empty. A query is written as `{ field { field } }`.'
  if (/^(\{\s*"|\[|")/.test(start) && isJson(text)) return jsonHelp(text)
  if (/^(select|prefix|ask|construct|describe|insert|update|delete|with|match|from)\b/i.test(start)) {
    return 'This looks like SQL, SPARQL or Cypher. Dossier answers GraphQL, which is written as `{ field(argument: "value") { field } }`.'
  }
  if (start.startsWith('```')) return 'Leave out the marks ``` around the document.'
  if (start.startsWith('<'))
    return 'This looks like HTML or XML. Send GraphQL, which is written as `{ field { field } }`.'
  if (!text.includes('{') && /\s/.test(start.trimEnd())) return plainText
  if (start.startsWith('\\'))
    return 'Leave out the backslashes: they belong to the shell or the string that the document was taken from.'
  return undefined
}

const plainText = 'This is not GraphQL, in which a query is written as `{ field(argument: "value") { field } }`.'

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function jsonHelp(text: string): string {
  if (!/^\s*\{\s*"query"/.test(text))
    return 'This is JSON. Values in JSON belong in the variables; the query is GraphQL.'
  return 'This is the JSON of a whole request. Send it as the body of the request, or only its "query" here.'
}

/** Characters that mean nothing in GraphQL, and what is written in their place. */
const characters: readonly (readonly [RegExp, string])[] = [
  [/[“”„‟«»″]/, 'Write straight quotation marks: ".'],
  [/[‘’‚‛′]/, 'Write straight double quotation marks: ".'],
  [/[–—−‐‑]/, 'Write a hyphen: -. Names have none: they consist of letters, digits and underscores.'],
  [
    /[\u00a0\u2000-\u200f\u202f\u2028\u2029\u3000\u2060]/,
    'Write an ordinary space in place of this invisible character.',
  ],
  [/;/, 'GraphQL has no semicolons: take it out.'],
  [/\//, 'Comments start with #.'],
  [/[<>*+%^~]/, 'GraphQL has no such operator: a condition is an argument, written as `name: value`.'],
  [/\./, 'A field within a field is written in braces: `outer { inner }`.'],
  [/\?/, 'GraphQL has no question marks: a variable is written as `$name`.'],
  [/`/, 'Write double quotation marks: ".'],
  [/\\/, 'Take the backslash out: it has a meaning only within strings.'],
]

function wrongCharacter(text: string, position: number): string | undefined {
  const character = text[position] ?? ''
  return characters.find(([pattern]) => pattern.test(character))?.[1]
}

interface Fault {
  readonly schema: GraphQLSchema
  readonly message: string
  readonly text: string
  readonly position: number
}

function wrongToken({ schema, message, text, position }: Fault): string | undefined {
  if (message.includes('Unterminated string'))
    return 'Close the string with " on the same line, or write """ around several lines.'
  if (message.includes('Invalid number')) return numberHelp(text, position)
  const beginning = beginningOf(text, position)
  const { tokens } = beginning
  const found = tokens.at(-1)?.start === position ? tokens.at(-1) : undefined
  const before = found ? tokens.at(-2) : tokens.at(-1)
  return (
    bracketFault(beginning, message.includes('<EOF>')) ??
    empty(before, found) ??
    inArguments({ schema, message, text, position }, beginning, before, found) ??
    misplaced(message, beginning, before, found) ??
    missing(message, before, found)
  )
}

function numberHelp(text: string, position: number): string {
  const isWord = /[\p{L}_-]/u.test(text[position] ?? '') || /[\p{L}_]/u.test(text[position - 2] ?? '')
  if (isWord) return 'A name consists of letters, digits and underscores, and starts with no digit.'
  return 'A number is written as 10, -3 or 0.5.'
}

/** Brackets with nothing in them. */
function empty(before: Token | undefined, found: Token | undefined): string | undefined {
  if (before?.kind === TokenKind.BRACE_L && found?.kind === TokenKind.BRACE_R) {
    return 'Name at least one field in the braces, such as `{ __typename }`.'
  }
  if (before?.kind === TokenKind.PAREN_L && found?.kind === TokenKind.PAREN_R) return 'Leave the empty parentheses out.'
  return undefined
}

/** Arguments without their names, and objects without their braces. */
function inArguments(
  { schema, message, text }: Fault,
  { tokens, open }: Beginning,
  before: Token | undefined,
  found: Token | undefined,
): string | undefined {
  if (!found) return undefined
  if (before?.kind === TokenKind.COLON && found.kind === TokenKind.PAREN_L) return wrongParentheses(text, tokens)
  const isWord = message.includes('Expected ":"') && found.kind === TokenKind.PAREN_R
  const start = isWord ? before : message.includes('Expected Name') ? found : undefined
  if (start?.kind !== TokenKind.COLON) return start && unnamedArgument(schema, text, start)
  return open.some(({ kind }) => kind === TokenKind.PAREN_L) ? missingBraces(text, tokens) : undefined
}

/** What is right somewhere else. */
function misplaced(
  message: string,
  { open }: Beginning,
  before: Token | undefined,
  found: Token | undefined,
): string | undefined {
  if (before?.value === 'fragment' && found?.value === 'on')
    return 'A fragment has a name: `fragment name on Type { field }`.'
  if (found && !before && found.kind === TokenKind.NAME)
    return `Put braces around the query: \`{ ${short(found)} ... }\`.`
  const inSelection = open.every(({ kind }) => kind === TokenKind.BRACE_L)
  if (inSelection && before?.kind === TokenKind.COLON && message.includes('Expected Name')) {
    return 'Arguments are written in parentheses after their field: `field(argument: value) { field }`.'
  }
  if (found?.kind === TokenKind.STRING && message.includes('Expected Name')) {
    return `Write a name without quotation marks: \`${short(found)}\`.`
  }
  if (found?.kind === TokenKind.EQUALS) return 'Write a colon: `name: value`.'
  if (found?.kind === TokenKind.COLON) return 'Take the colon out.'
  return undefined
}

const short = ({ value }: Token) => value.slice(0, 40).toWellFormed()

/** What should stand in between. */
function missing(message: string, before: Token | undefined, found: Token | undefined): string | undefined {
  if (message.includes('Expected "$"') && found?.kind === TokenKind.NAME) {
    return `A variable is written with a dollar sign: \`$${short(found)}\`.`
  }
  if (message.includes('Expected ":"') && before?.kind === TokenKind.NAME) {
    return `Write a colon and a value or type after the name: \`${short(before)}: ...\`.`
  }
  if (message.includes('Expected "{"')) return 'Write the fields in braces: `{ field }`.'
  if (before?.kind === TokenKind.COLON) return `Write a value after "${before.kind}".`
  if (message.includes('Expected Name')) return 'Write a name here: of a field, an argument, a type or a variable.'
  return undefined
}
