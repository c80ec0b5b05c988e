-- The revision changes with every change of the graph, by whatever hand: a program may keep an answer for as long as the
-- revision stays the same. Once in each transaction, and not by a statement that changes no row. It commits together
-- with what has changed.
CREATE FUNCTION change_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('dossier.revision', true) = 'changed' THEN RETURN NULL; END IF;
  IF TG_OP <> 'TRUNCATE' THEN
    PERFORM FROM changed LIMIT 1;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;
  UPDATE revision SET number = number + 1, changed_at = now();
  -- Until the transaction ends, or the savepoint to which it goes back.
  PERFORM set_config('dossier.revision', 'changed', true);
  RETURN NULL;
END $$;

DO $$
DECLARE
  relation text;
  event record;
BEGIN
  FOREACH relation IN ARRAY ARRAY[
    'dataset', 'entity', 'organization', 'person', 'event', 'campaign', 'place', 'topic', 'agreement', 'name',
    'identifier', 'fact', 'alias', 'attribute', 'figure', 'relationship', 'role', 'criticism', 'criticism_topic',
    'criticism_about', 'criticism_spokesperson', 'quotation', 'document', 'paragraph', 'sentence', 'reference',
    'evidence', 'evidence_reference'
  ] LOOP
    FOR event IN SELECT * FROM (VALUES
      ('insert', 'REFERENCING NEW TABLE AS changed'), ('update', 'REFERENCING NEW TABLE AS changed'),
      ('delete', 'REFERENCING OLD TABLE AS changed'), ('truncate', '')
    ) AS events (name, rows) LOOP
      EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION change_revision()',
        relation || '_' || event.name || '_changes_revision', event.name, relation, event.rows);
    END LOOP;
  END LOOP;
END $$;
