import type { EntityKind } from '../generated/prisma/enums.ts'
import { type EndDeclaration, entityKind, entityKinds, type FactKindDeclaration, factKinds } from './kind.ts'

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
  typed := CASE checked.kind
${entityKinds()
  .map(({ kind, table }) => `    WHEN '${kind}' THEN ${hasRow(table, 'checked.id')}`)
  .join('\n')}
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'entity % is not a whole %', checked.slug, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_is_whole', TABLE = 'entity';
  END IF;
END `
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
  typed := CASE checked.kind
${factKinds().map(factRule).join('\n')}
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'fact % is not a whole %', checked.key, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_is_whole', TABLE = 'fact';
  END IF;
END `
}

function factRule({ kind, table, subject, object }: FactKindDeclaration): string {
  const rules = [hasRow(table, 'checked.id'), ...endRules('checked.subject_id', subject)]
  rules.push(...(object ? ['checked.object_id IS NOT NULL', ...endRules('checked.object_id', object)] : []))
  return `    WHEN '${kind}' THEN ${rules.join(' AND ')}`
}

function endRules(column: string, { kinds, optional }: EndDeclaration): string[] {
  if (kinds === undefined) return []
  const rows = kinds.map((kind: EntityKind) => hasRow(entityKind(kind).table, column))
  const rule = rows.length === 1 ? rows.join('') : `(${rows.join(' OR ')})`
  return [optional ? `(checked.subject_id = checked.object_id OR ${rule})` : rule]
}

function hasRow(table: string, id: string): string {
  return `EXISTS (SELECT FROM "${table}" WHERE id = ${id})`
}
