-- A kind of fact: somebody answers a criticism.

ALTER TYPE "FactKind" ADD VALUE 'RESPONSE';
CREATE TYPE "ResponseStance" AS ENUM ('REJECTS', 'DISPUTES_IN_PART', 'ACKNOWLEDGES', 'PROMISES_CHANGE');

CREATE TABLE "response" (
    "id" INTEGER NOT NULL,
    "criticism_id" INTEGER NOT NULL,
    "stance" "ResponseStance" NOT NULL,
    "reply" TEXT NOT NULL,

    CONSTRAINT "response_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "response_criticism_id_idx" ON "response"("criticism_id");
ALTER TABLE "response" ADD CONSTRAINT "response_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "response" ADD CONSTRAINT "response_criticism_id_fkey" FOREIGN KEY ("criticism_id") REFERENCES "criticism"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what holds for the table of every kind

CREATE CONSTRAINT TRIGGER response_leaves_fact AFTER DELETE ON response DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_fact_of_kind();
CREATE TRIGGER response_is_of_its_kind AFTER INSERT ON response REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_other_kinds('fact', 'RESPONSE');
CREATE TRIGGER response_inserted AFTER INSERT ON response REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_criticism_search();
CREATE TRIGGER response_updated AFTER UPDATE ON response REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_criticism_search();
CREATE TRIGGER response_deleted AFTER DELETE ON response REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_criticism_search();
CREATE TRIGGER response_insert_changes_revision AFTER INSERT ON response REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER response_update_changes_revision AFTER UPDATE ON response REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER response_delete_changes_revision AFTER DELETE ON response REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER response_truncate_changes_revision AFTER TRUNCATE ON response
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();

-- ---------------------------------------------------------------- the functions that know every kind

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
    WHEN 'ALIAS' THEN EXISTS (SELECT FROM "alias" WHERE id = checked.id) AND checked.has_subject
    WHEN 'ATTRIBUTE' THEN EXISTS (SELECT FROM "attribute" WHERE id = checked.id) AND checked.has_subject
    WHEN 'FIGURE' THEN EXISTS (SELECT FROM "figure" WHERE id = checked.id) AND checked.has_subject
    WHEN 'RELATIONSHIP' THEN EXISTS (SELECT FROM "relationship" WHERE id = checked.id) AND checked.has_subject AND checked.object_id IS NOT NULL
    WHEN 'ROLE' THEN EXISTS (SELECT FROM "role" WHERE id = checked.id) AND checked.has_subject AND EXISTS (SELECT FROM "person" WHERE id = checked.subject_id) AND checked.object_id IS NOT NULL AND EXISTS (SELECT FROM "organization" WHERE id = checked.object_id)
    WHEN 'CRITICISM' THEN EXISTS (SELECT FROM "criticism" WHERE id = checked.id) AND checked.has_subject = (SELECT "attribution" IS NULL FROM "criticism" WHERE id = checked.id) AND CASE WHEN checked.has_subject THEN (EXISTS (SELECT FROM "organization" WHERE id = checked.subject_id) OR EXISTS (SELECT FROM "person" WHERE id = checked.subject_id)) ELSE checked.subject_id = checked.object_id END AND checked.object_id IS NOT NULL
    WHEN 'RESPONSE' THEN EXISTS (SELECT FROM "response" WHERE id = checked.id) AND checked.has_subject AND (EXISTS (SELECT FROM "organization" WHERE id = checked.subject_id) OR EXISTS (SELECT FROM "person" WHERE id = checked.subject_id))
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'fact % is not a whole %', checked.key, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_is_whole', TABLE = 'fact';
  END IF;
END $$;

CREATE OR REPLACE FUNCTION fact_search(fact_id integer, statement text, dataset_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT search_vector(
    (SELECT language FROM dataset WHERE dataset.id = $3),
    $2,
    (SELECT string_agg(text, ' . ') FROM (SELECT "summary" AS text FROM "criticism" WHERE id = $1 UNION ALL SELECT "reply" AS text FROM "response" WHERE id = $1) AS texts),
    (SELECT string_agg(text, ' . ' ORDER BY ordinal) FROM quotation WHERE quotation.fact_id = $1))
$$;
