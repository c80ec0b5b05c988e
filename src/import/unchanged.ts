import type { Transaction } from '../change/writer.ts'
import type { DraftedRecord } from './read-pass.ts'

/**
 * The records that the file had, word for word, when it was imported last: the text of its document still says them.
 * What was made of them then is left as people have made it since.
 */
export class Unchanged {
  readonly #tx: Transaction
  readonly #document: string
  readonly #isOn: boolean

  constructor(tx: Transaction, document: string, isOn: boolean) {
    this.#tx = tx
    this.#document = document
    this.#isOn = isOn
  }

  async of(records: readonly DraftedRecord[]): Promise<ReadonlySet<DraftedRecord>> {
    if (!this.#isOn) return new Set()
    const rows = await this.#tx.$queryRaw<{ digest: string }[]>`
      select sentence.digest from document join paragraph on paragraph.document_id = document.id
        join sentence on paragraph_id = paragraph.id
      where document.slug = ${this.#document}
        and sentence.digest = any(${records.map(({ sentence }) => sentence.digest)}::text[])`
    const digests = new Set(rows.map(({ digest }) => digest))
    return new Set(records.filter(({ sentence }) => digests.has(sentence.digest)))
  }
}
