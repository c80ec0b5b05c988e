import { type Plain, Quoted, Verbatim } from './yaml.ts'

/** A value on one line of JSON. Numbers are texts, as readers take them, so that they keep their digits. */
export function jsonLine(value: Plain): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    inner instanceof Quoted || inner instanceof Verbatim ? inner.text : inner,
  )
}
