import { formatted, reference } from '../model/field.ts'
import type { EntityKindDeclaration } from '../model/kind.ts'

export const place: EntityKindDeclaration = {
  kind: 'PLACE',
  type: 'Place',
  table: 'place',
  section: 'places',
  noun: 'a place',
  hasProperName: true,
  fields: {
    partOf: reference('part_of_id', ['PLACE'], { optional: true, isTree: true }),
    countryCode: formatted('countryCode', { column: 'country_code', optional: true }),
  },
  attributes: {},
}
