import { FigureQualifier } from '../generated/prisma/enums.ts'
import { choice, formatted, text } from '../model/field.ts'
import { type FactKindDeclaration, textIn } from '../model/kind.ts'
import { quoted } from '../model/value.ts'

export const figure: FactKindDeclaration = {
  kind: 'FIGURE',
  type: 'Figure',
  table: 'figure',
  section: 'figures',
  noun: 'a figure',
  description: 'A measured number with its date.',
  subject: { field: 'subject' },
  period: 'asOf',
  fields: {
    metric: text(200),
    amount: formatted('decimal', { column: 'value', formerly: 'value', checkedAs: 'NUMBER' }),
    upTo: formatted('decimal', { column: 'up_to', optional: true, checkedAs: 'NUMBER' }),
    unit: text(200, { optional: true }),
    currency: formatted('currency', { optional: true }),
    qualifier: choice(FigureQualifier, { fallback: 'EXACT' }),
  },
  check(draft, report) {
    const [amount = '', upTo, qualifier = ''] = ['amount', 'upTo', 'qualifier'].map((field) => textIn(draft, field))
    if (upTo === undefined) {
      if (qualifier === 'RANGE') report(['upTo'], undefined, 'is missing; a RANGE goes from `amount` to `upTo`')
      return
    }
    if (qualifier !== 'RANGE') {
      report(
        ['qualifier'],
        qualifier,
        `${quoted(qualifier || 'EXACT')} has no \`upTo\`; only a RANGE goes from \`amount\` to \`upTo\``,
      )
    }
    if (inUnits(upTo) <= inUnits(amount)) {
      report(['upTo'], upTo, `${quoted(upTo)} is not greater than the amount, ${quoted(amount)}; a RANGE goes upwards`)
    }
  },
}

/** A decimal as a whole number of its smallest units, because a floating-point number would lose digits. */
function inUnits(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(10, '0')}`)
}
