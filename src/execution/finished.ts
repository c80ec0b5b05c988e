/** A value that is already as the answer shows it, with all that the operation selects of it; it may be a JsonText. */
export class Finished {
  readonly json: unknown

  constructor(json: unknown) {
    this.json = json
  }
}

/** Under which an object keeps what is finished of it, by the places of the fields that show it. */
export const finishedOf = Symbol('finished')

interface PartlyFinished {
  readonly [finishedOf]?: Readonly<Record<string, unknown>>
}

/** What is finished of an object at the place of a field; undefined if the field has to be resolved. */
export function finishedAt(source: unknown, place: string): unknown {
  return typeof source === 'object' ? (source as PartlyFinished | null)?.[finishedOf]?.[place] : undefined
}
