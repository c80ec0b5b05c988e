import { parsePeriod } from '../date/period.ts'
import { DossierError } from '../errors.ts'
import { formatted, text } from '../model/field.ts'
import { attributesOfType, type FactKindDeclaration, type FieldValues, knownAttribute, textIn } from '../model/kind.ts'
import { isWebAddress, quoted, webAddressAdvice } from '../model/value.ts'

export const attribute: FactKindDeclaration = {
  kind: 'ATTRIBUTE',
  type: 'Attribute',
  table: 'attribute',
  section: 'attributes',
  noun: 'an attribute',
  description: 'A property with a plain value, such as a website.',
  subject: { field: 'subject' },
  period: 'period',
  /** A founding date is also when the founding was. */
  impliedPeriod: { field: 'value', when: 'attribute', isOneOf: () => attributesOfType('date') },
  fields: { attribute: formatted('slug', { column: 'key' }), value: text(2000) },
  check(draft, report) {
    const wrong = problemOf(draft)
    if (wrong === undefined) return
    const [name, value = ''] = [textIn(draft, 'attribute'), textIn(draft, 'value')]
    report(['value'], value, `the value of the attribute ${quoted(name)}, ${quoted(value)}, ${wrong}`)
  },
}

function isDate(draft: FieldValues): boolean {
  return knownAttribute(textIn(draft, 'attribute') ?? '')?.value === 'date'
}

function problemOf(draft: FieldValues): string | undefined {
  const value = textIn(draft, 'value') ?? ''
  if (knownAttribute(textIn(draft, 'attribute') ?? '')?.value === 'url') {
    return isWebAddress(value) ? undefined : webAddressAdvice
  }
  if (!isDate(draft)) return undefined
  try {
    parsePeriod(value)
    return undefined
  } catch (error) {
    if (error instanceof DossierError) return `has to be a date: ${error.message}`
    throw error
  }
}
