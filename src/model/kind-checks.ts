import type { EntityKind } from '../generated/prisma/enums.ts'
import { columnOf } from './field.ts'
import {
  type EndDeclaration,
  entityKind,
  entityKinds,
  type FactKindDeclaration,
  factKinds,
  searchedColumns,
} from './kind.ts'

// The rules about kinds that the database checks itself, as the bodies of its functions. Migrations contain this text.
// A test compares the functions of a migrated database with the declarations, so that no kind is forgotten.

/** The body of check_entity(entity_id): an entity has exactly one row in the table of its kind. */
export function entityCheck(): string {
  return `
DECLARE
  checked entity%ROWTYPE;
  typed boolean;
BEGIN
  SELECT * INTO checked FROM entity WHERE id = entity_id;
  IF NOT FOUND THEN RETURN; END IF;
${isWhole(
  'entity',
  'slug',
  entityKinds().map(({ kind, table }) => `    WHEN '${kind}' THEN ${hasRow(table, 'checked.id')}`),
)}`
}

/**
 * The body of check_fact(fact_id): a fact has evidence, exactly one row in the table of its kind, and ends of the right
 * kinds.
 */
export function factCheck(): string {
  return `
DECLARE
  checked fact%ROWTYPE;
  typed boolean;
BEGIN
  SELECT * INTO checked FROM fact WHERE id = fact_id;
  IF NOT FOUND THEN RETURN; END IF;
  IF NOT EXISTS (SELECT FROM evidence WHERE evidence.fact_id = checked.id) THEN
    RAISE EXCEPTION 'fact % has no evidence', checked.key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_has_evidence', TABLE = 'fact';
  END IF;
${isWhole('fact', 'key', factKinds().map(factRule))}`
}

/** Refuses a row that none of the rules accepts. Each rule is for one kind; the message names the row by `name`. */
function isWhole(table: 'entity' | 'fact', name: string, rules: readonly string[]): string {
  return `  typed := CASE checked.kind
${rules.join('\n')}
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION '${table} % is not a whole %', checked.${name}, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = '${table}_is_whole', TABLE = '${table}';
  END IF;
END `
}

function factRule(declaration: FactKindDeclaration): string {
  const { kind, table, object } = declaration
  const rules = [hasRow(table, 'checked.id'), ...subjectRules(declaration)]
  rules.push(...(object ? ['checked.object_id IS NOT NULL', ...endRules('checked.object_id', object)] : []))
  return `    WHEN '${kind}' THEN ${rules.join(' AND ')}`
}

/** A fact either has a subject of the right kind, or says in the words of its source that it has none. */
function subjectRules({ table, fields, subject }: FactKindDeclaration): string[] {
  const rules = endRules('checked.subject_id', subject)
  const attribution = subject.attribution && fields[subject.attribution]
  if (!attribution || attribution.holds !== 'value') return ['checked.has_subject', ...rules]
  const column = columnOf(subject.attribution, attribution)
  return [
    `checked.has_subject = (SELECT "${column}" IS NULL FROM "${table}" WHERE id = checked.id)`,
    `CASE WHEN checked.has_subject THEN ${rules.join(' AND ') || 'true'} ELSE checked.subject_id = checked.object_id END`,
  ]
}

function endRules(column: string, { kinds }: EndDeclaration): string[] {
  if (kinds === undefined) return []
  const rows = kinds.map((kind: EntityKind) => hasRow(entityKind(kind).table, column))
  return [rows.length === 1 ? rows.join('') : `(${rows.join(' OR ')})`]
}

/** The body of fact_search: statement first, then what kinds declare as searched, then quotations. */
export function factSearch(): string {
  const texts = searchedColumns().map(({ table, column }) => `SELECT "${column}" AS text FROM "${table}" WHERE id = $1`)
  return `
  SELECT search_vector(
    (SELECT language FROM dataset WHERE dataset.id = $3),
    $2,
    (SELECT string_agg(text, ' . ') FROM (${texts.join(' UNION ALL ')}) AS texts),
    (SELECT string_agg(text, ' . ' ORDER BY ordinal) FROM quotation WHERE quotation.fact_id = $1))
`
}

function hasRow(table: string, id: string): string {
  return `EXISTS (SELECT FROM "${table}" WHERE id = ${id})`
}
