import type { BoxRow } from './box.ts'
import type { Found } from './found.ts'
import { type Reading, readingOf } from './reading.ts'
import type { Rule, RuleContext } from './rule.ts'

/** A rule that reads the rows of the information box one by one. */
export function boxRule(
  name: string,
  description: string,
  precision: number,
  read: (reading: Reading, row: BoxRow) => Iterable<Found>,
): Rule {
  return {
    name,
    description,
    precision,
    *find(context: RuleContext) {
      const reading = readingOf(context)
      for (const row of reading.rows) yield* read(reading, row)
    },
  }
}
