import { type GraphQLError, Lexer, Source, type Token, TokenKind } from 'graphql'
import { readableNumber } from '../../errors.ts'
import { checkText, type Limits, refuseExcess } from './limits.ts'

const opening = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const closing = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/**
 * Checks a document token by token before it is parsed, because the parser recurses into brackets and would overflow.
 *
 * @returns The number of tokens.
 * @throws GraphQLError TOO_COMPLEX, BAD_USER_INPUT, or GraphQL's own syntax error without a code.
 */
export function checkTokens(text: string, limits: Limits): number {
  const source = new Source(text, 'query')
  const lexer = new Lexer(source)
  let tokens = 0
  let nesting = 0
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1
    if (tokens > limits.tokens) throw tooLong(source, token, limits)
    if (opening.has(token.kind)) nesting += 1
    if (closing.has(token.kind)) nesting -= 1
    if (nesting > limits.nesting) throw tooDeep(source, token, limits)
    if (token.kind === TokenKind.STRING || token.kind === TokenKind.BLOCK_STRING) {
      checkText(token.value, () => `line ${token.line} of the document`, { source, positions: [token.start] })
    }
  }
  return tokens
}

function tooLong(source: Source, token: Token, { tokens }: Limits): GraphQLError {
  return refuseExcess({
    limit: 'tokens',
    maximum: tokens,
    actual: tokens + 1,
    what: `The document has more than ${readableNumber(tokens)} tokens`,
    advice: 'Put long values into variables, and ask in several requests.',
    place: { source, positions: [token.start] },
  })
}

function tooDeep(source: Source, token: Token, { nesting }: Limits): GraphQLError {
  return refuseExcess({
    limit: 'nesting',
    maximum: nesting,
    actual: nesting + 1,
    what: `At line ${token.line}, column ${token.column} the document has brackets more than ${nesting} levels deep`,
    advice: 'Ask for the inner part by itself, by its id, or write conditions side by side.',
    place: { source, positions: [token.start] },
  })
}
