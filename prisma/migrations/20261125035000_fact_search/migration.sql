-- The body is made from the declarations of the kinds (src/model/kind-checks.ts), as those of the checks are. It says what
-- it said before.
CREATE OR REPLACE FUNCTION fact_search(fact_id integer, statement text, dataset_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT search_vector(
    (SELECT language FROM dataset WHERE dataset.id = $3),
    $2,
    (SELECT string_agg(text, ' . ') FROM (SELECT "summary" AS text FROM "criticism" WHERE id = $1) AS texts),
    (SELECT string_agg(text, ' . ' ORDER BY ordinal) FROM quotation WHERE quotation.fact_id = $1))
$$;
