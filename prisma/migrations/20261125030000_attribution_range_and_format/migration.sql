-- What the model could not say: a criticism whose source names no critic, a figure as a range or a bound, the time and
-- the format of a document. Quotations and spokespeople belong to facts of any kind.

-- ---------------------------------------------------------------- quotations and spokespeople of any fact

ALTER TABLE "quotation" DROP CONSTRAINT "quotation_criticism_id_fkey";
ALTER TABLE "quotation" RENAME COLUMN "criticism_id" TO "fact_id";
ALTER TABLE "quotation" ADD CONSTRAINT "quotation_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER INDEX "quotation_criticism_id_ordinal_key" RENAME TO "quotation_fact_id_ordinal_key";

ALTER TABLE "criticism_spokesperson" RENAME TO "spokesperson";
ALTER TABLE "spokesperson" DROP CONSTRAINT "criticism_spokesperson_criticism_id_fkey";
ALTER TABLE "spokesperson" RENAME COLUMN "criticism_id" TO "fact_id";
ALTER TABLE "spokesperson" RENAME CONSTRAINT "criticism_spokesperson_pkey" TO "spokesperson_pkey";
ALTER TABLE "spokesperson" RENAME CONSTRAINT "criticism_spokesperson_person_id_fkey" TO "spokesperson_person_id_fkey";
ALTER TABLE "spokesperson" RENAME CONSTRAINT "criticism_spokesperson_is_person_fkey" TO "spokesperson_is_person_fkey";
ALTER TABLE "spokesperson" ADD CONSTRAINT "spokesperson_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER INDEX "criticism_spokesperson_person_id_criticism_id_idx" RENAME TO "spokesperson_person_id_fact_id_idx";
DO $$
DECLARE event text;
BEGIN
  FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete', 'truncate'] LOOP
    EXECUTE format('ALTER TRIGGER %I ON spokesperson RENAME TO %I',
      'criticism_spokesperson_' || event || '_changes_revision', 'spokesperson_' || event || '_changes_revision');
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION fact_search(fact_id integer, statement text, dataset_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT search_vector(
    (SELECT language FROM dataset WHERE id = dataset_id),
    statement,
    (SELECT summary FROM criticism WHERE criticism.id = fact_search.fact_id),
    (SELECT string_agg(text, ' . ' ORDER BY ordinal) FROM quotation WHERE quotation.fact_id = fact_search.fact_id))
$$;
CREATE OR REPLACE FUNCTION refresh_quotation_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_search(id, statement, dataset_id)
    WHERE id IN (SELECT fact_id FROM changed);
  RETURN NULL;
END $$;

-- ---------------------------------------------------------------- a criticism whose source names no critic

-- A fact without a subject stands at its object: subject_id repeats object_id, and only this column tells.
ALTER TABLE "fact" ADD COLUMN "has_subject" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "criticism" ADD COLUMN "attribution" TEXT;

-- ---------------------------------------------------------------- figures as bounds and ranges

ALTER TYPE "FigureQualifier" ADD VALUE 'AT_LEAST' AFTER 'MORE_THAN';
ALTER TYPE "FigureQualifier" ADD VALUE 'AT_MOST' AFTER 'LESS_THAN';
ALTER TYPE "FigureQualifier" ADD VALUE 'RANGE' AFTER 'AT_MOST';
ALTER TABLE "figure" ADD COLUMN "up_to" DECIMAL(38,10);
-- As text, because the transaction that adds a value to an enum may not use it.
ALTER TABLE "figure"
  ADD CONSTRAINT "figure_range_is_whole" CHECK (("qualifier"::text = 'RANGE') = ("up_to" IS NOT NULL)),
  ADD CONSTRAINT "figure_range_in_order" CHECK ("up_to" > "value");

-- ---------------------------------------------------------------- the time and the format of a document

ALTER TABLE "document"
  ADD COLUMN "as_of_edtf" TEXT,
  ADD COLUMN "as_of_earliest" INTEGER,
  ADD COLUMN "as_of_latest" INTEGER,
  ADD COLUMN "retrieved_on_edtf" TEXT,
  ADD COLUMN "retrieved_on_earliest" INTEGER,
  ADD COLUMN "retrieved_on_latest" INTEGER,
  ADD COLUMN "format" TEXT,
  ADD CONSTRAINT "document_as_of_is_whole" CHECK ("as_of_edtf" IS NOT NULL OR ("as_of_earliest" IS NULL AND "as_of_latest" IS NULL)),
  ADD CONSTRAINT "document_retrieved_on_is_whole" CHECK ("retrieved_on_edtf" IS NOT NULL OR ("retrieved_on_earliest" IS NULL AND "retrieved_on_latest" IS NULL));

-- ---------------------------------------------------------------- the checks of the kinds

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
    ELSE false
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'fact % is not a whole %', checked.key, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_is_whole', TABLE = 'fact';
  END IF;
END $$;

-- Who criticised stands in two tables, so a change of either is checked.
CREATE CONSTRAINT TRIGGER criticism_attributes_fact AFTER UPDATE OF attribution ON criticism DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION check_fact_of_kind();
