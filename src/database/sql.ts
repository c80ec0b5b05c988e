/** A part of an SQL statement that stands for a T: texts, with a parameter or another part between two of them. */
export class Expression<T = unknown> {
  /** There is no such value: it tells the compiler parts of different types apart. */
  declare readonly type?: T
  readonly #texts: readonly string[]
  readonly #between: readonly unknown[]

  constructor(texts: readonly string[], between: readonly unknown[]) {
    this.#texts = texts
    this.#between = between
  }

  /** The same with nothing but parameters between the texts: made once, it is written quickly. */
  flat(): Expression<T> {
    const flat: Flat = { texts: [''], parameters: [] }
    this.#write(flat)
    return new Expression(flat.texts, flat.parameters)
  }

  /** The text with $1, $2 ..., and what stands for them. */
  compile(): { readonly text: string; readonly parameters: unknown[] } {
    const { texts, parameters } = { texts: [''], parameters: [] } satisfies Flat as Flat
    this.#write({ texts, parameters })
    let [text = ''] = texts
    for (let index = 1; index < texts.length; index += 1) text += `$${index}${texts[index]}`
    return { text, parameters }
  }

  /** Adds it to the end of what is written. */
  #write(flat: Flat): void {
    const { texts, parameters } = flat
    texts[texts.length - 1] += this.#texts[0] ?? ''
    for (const [index, part] of this.#between.entries()) {
      const text = this.#texts[index + 1] ?? ''
      if (part instanceof Expression) {
        part.#write(flat)
        texts[texts.length - 1] += text
      } else {
        parameters.push(part)
        texts.push(text)
      }
    }
  }
}

/** A part without parts of its own: `texts` has one text more than there are parameters. */
interface Flat {
  readonly texts: string[]
  readonly parameters: unknown[]
}

/** SQL with values: parts stand as they are, everything else becomes a parameter. */
export function sql<T = unknown>(texts: TemplateStringsArray, ...between: readonly unknown[]): Expression<T> {
  return new Expression(texts, between)
}

/** Text that is SQL. Never of a caller. */
sql.raw = <T = unknown>(text: string): Expression<T> => new Expression([text], [])

/** Parts, one after the other, with a comma or other SQL between them; a value becomes a parameter. */
sql.join = <T = unknown>(parts: readonly unknown[], separator = ', '): Expression<T> => {
  if (parts.length === 0) return new Expression([''], [])
  const texts = ['', ...Array.from({ length: parts.length - 1 }, () => separator), '']
  return new Expression(texts, parts)
}

/** A value of our own as a literal, where the plan of a statement has to depend on it. */
sql.lit = <T extends string | number | boolean>(value: T): Expression<T> =>
  sql.raw(typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value))

const references = new Map<string, Expression<never>>()

/** A name in our own words: of a table, or of a column as `alias.column`. Names in camelCase are in snake_case in SQL. */
sql.ref = <T = unknown>(name: string): Expression<T> => {
  const known = references.get(name)
  if (known) return known
  const inSnakeCase = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  const quoted = inSnakeCase.split('.').map((part) => `"${part}"`)
  const made = sql.raw<never>(quoted.join('.'))
  references.set(name, made)
  return made
}
