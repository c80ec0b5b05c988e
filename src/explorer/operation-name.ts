/** The name of the operation of a document. */
export function operationName(document: string): string {
  return /^\s*query\s+(\w+)/m.exec(document)?.[1] ?? ''
}
