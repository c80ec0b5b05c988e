-- Counts of criticisms by critic leave out those whose source names no critic. Read from the index, that costs no visit
-- to the rows.
DROP INDEX "fact_subject_id_kind_from_earliest_id_idx";
CREATE INDEX "fact_subject_id_kind_from_earliest_id_idx" ON "fact"("subject_id", "kind", "from_earliest", "id")
  INCLUDE ("has_subject");
