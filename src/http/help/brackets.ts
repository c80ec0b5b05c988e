import { Lexer, Source, type Token, TokenKind } from 'graphql'

const partners: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' }

/** The tokens of a document up to a position, as far as they can be read, and the brackets that are open there. */
export interface Beginning {
  readonly tokens: readonly Token[]
  readonly open: readonly Token[]
  /** A closing bracket that does not belong to the last one that was opened, or to none. */
  readonly wrong: Token | undefined
}

/** Reads the tokens of a document that start at `end` or before. */
export function beginningOf(text: string, end: number): Beginning {
  const tokens: Token[] = []
  const open: Token[] = []
  const lexer = new Lexer(new Source(text))
  for (let token = next(lexer); token && token.start <= end; token = next(lexer)) {
    tokens.push(token)
    if (token.kind in partners) open.push(token)
    if (Object.values(partners).includes(token.kind)) {
      if (partners[open.at(-1)?.kind ?? ''] !== token.kind) return { tokens, open, wrong: token }
      open.pop()
    }
  }
  return { tokens, open, wrong: undefined }
}

/** The next token; undefined at the end, and where the text cannot be read. */
function next(lexer: Lexer): Token | undefined {
  try {
    const token = lexer.advance()
    return token.kind === TokenKind.EOF ? undefined : token
  } catch {
    return undefined
  }
}

/** Tokens that a value ends with, and no name of an argument. */
const endsOfValues: readonly string[] = [
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.STRING,
  TokenKind.INT,
  TokenKind.FLOAT,
]

/** What is wrong with the brackets of a document, if something is. */
export function bracketFault({ tokens, open, wrong }: Beginning, atEnd: boolean): string | undefined {
  const last = open.at(-1)
  const outer = open.at(-2)
  // A selection that starts within arguments: the parenthesis before it is not closed.
  if (
    last &&
    outer?.kind === TokenKind.PAREN_L &&
    last === tokens.at(-1) &&
    endsOfValues.includes(tokens.at(-2)?.kind ?? '')
  ) {
    return `The "(" at line ${outer.line}, column ${outer.column} is not closed: write ")" before this "{".`
  }
  const place = last && `The "${last.kind}" at line ${last.line}, column ${last.column}`
  if (wrong && last) return `${place} is not closed: write "${partners[last.kind]}" before this "${wrong.kind}".`
  if (wrong) return `No bracket is open here: take this "${wrong.kind}" out.`
  return atEnd && last ? `${place} is not closed: add "${partners[last.kind]}".` : undefined
}
