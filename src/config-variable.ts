import { z } from 'zod'

/** A variable of the environment, as the table in README.md shows it. */
export interface ConfigVariable {
  readonly name: string
  readonly description: string
  /** As it would be written in the environment; undefined: there is none, and the description says what happens then. */
  readonly default: string | undefined
  /** Reads the text that was given. The message says what would be right. */
  readonly schema: z.ZodType<unknown, string>
}

/** A whole number within bounds; `what` names it in messages. */
export function integer(least: number, most: number, what: string) {
  const message = `${what} from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message)
}

/** One of some words. */
export function choice<const Values extends readonly string[]>(values: Values) {
  return z.enum(values, `one of ${values.join(', ')}`)
}

/** `on` or `off`, as a boolean. */
export const onOrOff = choice(['on', 'off']).transform((text) => text === 'on')

/** Items between commas, each of which `isItem` accepts. */
export function list(isItem: (item: string) => boolean, message: string) {
  return z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine((items) => items.every(isItem), message)
}

/** An origin of web pages, or "*". */
export function isOrigin(text: string): boolean {
  return text === '*' || (/^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text)
}

/** The address of a server: pages lead to one another by paths from its root, so it has none itself. */
export function isServerUrl(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  return url.href === `${url.origin}/` && !/[?#]/.test(text)
}

/** The name of a host without its port, or "*". */
export const hostPattern = /^(\*|[\w.-]+|\[[\da-f:]+\])$/i

/** The address of a database, with its name. */
export function isPostgresUrl(text: string): boolean {
  // An "@" after a slash or a question mark is the end of a password with a character that was not escaped.
  const isWhole = /^postgres(ql)?:\/\/[^/?#]*\/[^@]+$/.test(text)
  return isWhole && URL.canParse(text) && new URL(text).pathname.length > 1
}

/** Says what is wrong with the text that was given for a variable. Passwords in it are not repeated. */
export function problem({ name }: ConfigVariable, given: string, expected = ''): string {
  const shown = given
    .replace(/^([a-z][a-z\d+.-]*:\/?\/?)?.*@/is, '$1…@')
    .replace(/\b(\w*pass\w*|pwd)=('[^']*'|[^&\s]*)/gi, '$1=…')
  return `  ${name} is "${shown}", and must be ${expected}.`
}
