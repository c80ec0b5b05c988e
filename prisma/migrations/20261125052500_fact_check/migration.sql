-- What facts say word for word, and whether their sentences say it, too.

ALTER TABLE "fact" ADD COLUMN "computed" TEXT;
-- Null until the text is loaded again: the labels of texts that were loaded earlier are not known.
ALTER TABLE "sentence" ADD COLUMN "labels" TEXT[];

CREATE TYPE "CheckSubject" AS ENUM ('QUOTATION', 'CITATION', 'NUMBER', 'NAME', 'DATE');
CREATE TYPE "CheckStatus" AS ENUM ('CONFIRMED', 'NOT_CONFIRMED', 'NOT_LOADED');

CREATE TABLE "fact_check" (
    "fact_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "subject" "CheckSubject" NOT NULL,
    "value" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "status" "CheckStatus" NOT NULL,
    "answer" TEXT,

    CONSTRAINT "fact_check_pkey" PRIMARY KEY ("fact_id", "ordinal")
);
CREATE INDEX "fact_check_status_subject_fact_id_idx" ON "fact_check"("status", "subject", "fact_id");
ALTER TABLE "fact_check" ADD CONSTRAINT "fact_check_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TRIGGER fact_check_insert_changes_revision AFTER INSERT ON fact_check REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER fact_check_update_changes_revision AFTER UPDATE ON fact_check REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER fact_check_delete_changes_revision AFTER DELETE ON fact_check REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER fact_check_truncate_changes_revision AFTER TRUNCATE ON fact_check
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
