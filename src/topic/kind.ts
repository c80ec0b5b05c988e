import { reference } from '../model/field.ts'
import type { EntityKindDeclaration } from '../model/kind.ts'

export const topic: EntityKindDeclaration = {
  kind: 'TOPIC',
  type: 'Topic',
  table: 'topic',
  section: 'topics',
  noun: 'a topic',
  hasProperName: false,
  fields: { broader: reference('broader_id', ['TOPIC'], { optional: true, isTree: true }) },
  attributes: {},
}
