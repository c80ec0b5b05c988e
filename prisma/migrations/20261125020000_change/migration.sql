-- What every change of the graph leaves behind: a log, versions, former slugs; and checks that know every kind.

-- ---------------------------------------------------------------- versions and former slugs

ALTER TABLE "entity" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "fact" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "former_slug" (
    "slug" TEXT NOT NULL,
    "entity_id" INTEGER NOT NULL,

    CONSTRAINT "former_slug_pkey" PRIMARY KEY ("slug")
);
CREATE INDEX "former_slug_entity_id_idx" ON "former_slug"("entity_id");
ALTER TABLE "former_slug" ADD CONSTRAINT "former_slug_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "former_document_slug" (
    "slug" TEXT NOT NULL,
    "document_id" INTEGER NOT NULL,

    CONSTRAINT "former_document_slug_pkey" PRIMARY KEY ("slug")
);
CREATE INDEX "former_document_slug_document_id_idx" ON "former_document_slug"("document_id");
ALTER TABLE "former_document_slug" ADD CONSTRAINT "former_document_slug_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE
  relation text;
  event record;
BEGIN
  FOREACH relation IN ARRAY ARRAY['former_slug', 'former_document_slug'] LOOP
    FOR event IN SELECT * FROM (VALUES
      ('insert', 'REFERENCING NEW TABLE AS changed'), ('update', 'REFERENCING NEW TABLE AS changed'),
      ('delete', 'REFERENCING OLD TABLE AS changed'), ('truncate', '')
    ) AS events (name, rows) LOOP
      EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION change_revision()',
        relation || '_' || event.name || '_changes_revision', event.name, relation, event.rows);
    END LOOP;
  END LOOP;
END $$;

-- ---------------------------------------------------------------- the log of changes

CREATE TYPE "ChangeOperation" AS ENUM ('CREATE', 'UPDATE', 'DELETE');
CREATE TYPE "ChangeOrigin" AS ENUM ('PERSON', 'RULE', 'MODEL', 'IMPORT', 'FILES');

CREATE TABLE "change" (
    "epoch" TEXT NOT NULL,
    "number" BIGINT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT,
    "origin" "ChangeOrigin" NOT NULL,
    "origin_name" TEXT NOT NULL,
    "origin_version" TEXT,
    "operation" "ChangeOperation" NOT NULL,
    "type" TEXT NOT NULL,
    "dataset" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "change_pkey" PRIMARY KEY ("number", "epoch", "ordinal")
);
CREATE INDEX "change_type_dataset_key_number_idx" ON "change"("type", "dataset", "key", "number");
-- What was made says nothing before, what was deleted nothing afterwards.
ALTER TABLE "change" ADD CONSTRAINT "change_says_what" CHECK (
  ("operation" = 'CREATE') = ("before" IS NULL) AND ("operation" = 'DELETE') = ("after" IS NULL));

-- ---------------------------------------------------------------- each thing has exactly one row in the table of its kind

-- The bodies of check_entity and check_fact are made from the declarations of the kinds (src/model/kind-checks.ts); a
-- test compares them. A kind that they do not know is refused.
CREATE FUNCTION check_entity(entity_id integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  checked entity%ROWTYPE;
  typed boolean;
BEGIN
  SELECT * INTO checked FROM entity WHERE id = entity_id;
  IF NOT FOUND THEN RETURN; END IF;
  typed := CASE checked.kind
    WHEN 'ORGANIZATION' THEN EXISTS (SELECT FROM "organization" WHERE id = checked.id)
    WHEN 'PERSON' THEN EXISTS (SELECT FROM "person" WHERE id = checked.id)
    WHEN 'EVENT' THEN EXISTS (SELECT FROM "event" WHERE id = checked.id)
    WHEN 'CAMPAIGN' THEN EXISTS (SELECT FROM "campaign" WHERE id = checked.id)
    WHEN 'PLACE' THEN EXISTS (SELECT FROM "place" WHERE id = checked.id)
    WHEN 'TOPIC' THEN EXISTS (SELECT FROM "topic" WHERE id = checked.id)
    WHEN 'AGREEMENT' THEN EXISTS (SELECT FROM "agreement" WHERE id = checked.id)
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'entity % is not a whole %', checked.slug, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'entity_is_whole', TABLE = 'entity';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION check_fact(fact_id integer) RETURNS void LANGUAGE plpgsql AS $$
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
    WHEN 'ALIAS' THEN EXISTS (SELECT FROM "alias" WHERE id = checked.id)
    WHEN 'ATTRIBUTE' THEN EXISTS (SELECT FROM "attribute" WHERE id = checked.id)
    WHEN 'FIGURE' THEN EXISTS (SELECT FROM "figure" WHERE id = checked.id)
    WHEN 'RELATIONSHIP' THEN EXISTS (SELECT FROM "relationship" WHERE id = checked.id) AND checked.object_id IS NOT NULL
    WHEN 'ROLE' THEN EXISTS (SELECT FROM "role" WHERE id = checked.id) AND EXISTS (SELECT FROM "person" WHERE id = checked.subject_id) AND checked.object_id IS NOT NULL AND EXISTS (SELECT FROM "organization" WHERE id = checked.object_id)
    WHEN 'CRITICISM' THEN EXISTS (SELECT FROM "criticism" WHERE id = checked.id) AND (EXISTS (SELECT FROM "organization" WHERE id = checked.subject_id) OR EXISTS (SELECT FROM "person" WHERE id = checked.subject_id)) AND checked.object_id IS NOT NULL
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'fact % is not a whole %', checked.key, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_is_whole', TABLE = 'fact';
  END IF;
END $$;

CREATE FUNCTION check_changed_entity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_entity(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entity_is_whole AFTER INSERT OR UPDATE OF kind ON entity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_changed_entity();

CREATE FUNCTION check_entity_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_entity(OLD.id);
  RETURN NULL;
END $$;

-- The other side: a row in the table of a kind belongs to a thing of that kind, and to no other.
CREATE FUNCTION refuse_other_kinds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
  EXECUTE format('SELECT root.kind::text FROM %I AS root JOIN changed USING (id) WHERE root.kind::text <> %L LIMIT 1',
    TG_ARGV[0], TG_ARGV[1]) INTO wrong;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'a row of % belongs to a %, which is not a %', TG_TABLE_NAME, wrong, TG_ARGV[1]
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_ARGV[0] || '_is_of_one_kind', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  kind text;
  relation text;
BEGIN
  FOREACH kind IN ARRAY enum_range(NULL::"EntityKind")::text[] LOOP
    relation := lower(kind);
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER DELETE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION check_entity_of_kind()', relation || '_leaves_entity', relation);
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_kinds(''entity'', %L)', relation || '_is_of_its_kind', relation, kind);
  END LOOP;
  FOREACH kind IN ARRAY enum_range(NULL::"FactKind")::text[] LOOP
    relation := lower(kind);
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_kinds(''fact'', %L)', relation || '_is_of_its_kind', relation, kind);
  END LOOP;
END $$;

-- A thing that becomes one of another kind must not keep its old row.
CREATE FUNCTION refuse_old_kind() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE kept boolean;
BEGIN
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = %s) AND (SELECT kind::text FROM %I WHERE id = %s) <> %L',
    lower(OLD.kind::text), OLD.id, TG_TABLE_NAME, OLD.id, OLD.kind) INTO kept;
  IF kept THEN
    RAISE EXCEPTION '% % keeps its row as a %', TG_TABLE_NAME, OLD.id, OLD.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_is_of_one_kind', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entity_is_of_one_kind AFTER UPDATE OF kind ON entity DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind) EXECUTE FUNCTION refuse_old_kind();
CREATE CONSTRAINT TRIGGER fact_is_of_one_kind AFTER UPDATE OF kind ON fact DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.kind IS DISTINCT FROM NEW.kind) EXECUTE FUNCTION refuse_old_kind();

-- What is there already keeps the rules, too.
DO $$
BEGIN
  PERFORM check_entity(id) FROM entity;
  PERFORM check_fact(id) FROM fact;
END $$;
