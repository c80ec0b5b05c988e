-- Each link of a fact has a position of its own. Words at one and the same position count for nothing when PostgreSQL
-- ranks what has all words of a question, so that facts that were found only by their links came last.
CREATE OR REPLACE FUNCTION fact_links(kind "FactKind", fact_id integer, subject_id integer, object_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT setweight(string_agg(quote_literal(lexeme) || ':' || place, ' ')::tsvector, 'A') FROM (
    SELECT lexeme, row_number() OVER (ORDER BY rank, ordinal) AS place FROM (
      VALUES ('kind:' || $1::text, 1, 0), ('#' || $3, 2, 0), ('#' || $4, 3, 0)
      UNION ALL SELECT '#' || topic_id, 4, ordinal FROM criticism_topic WHERE criticism_id = $2
      UNION ALL SELECT '#' || entity_id, 5, ordinal FROM criticism_about WHERE criticism_id = $2
    ) AS link (lexeme, rank, ordinal) WHERE lexeme IS NOT NULL
  ) AS placed
$$;
UPDATE fact SET search = fact_search(id, statement, dataset_id) || fact_links(kind, id, subject_id, object_id);
