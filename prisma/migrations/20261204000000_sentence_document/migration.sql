-- A search reads less for a block, and hands on only its best. See docs/decisions/0023-search-in-blocks.md.

-- A sentence knows its document. A search looked it up by the paragraph of each sentence in a block, which took as long as
-- all else that a block of sentences needs.
ALTER TABLE sentence ADD COLUMN document_id integer;

CREATE OR REPLACE FUNCTION sentence_vector(s sentence) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT search_vector(s.language, NULL, NULL, s.text) || search_samples(s.document_id)
$$;
CREATE OR REPLACE FUNCTION set_sentence_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.document_id := (SELECT document_id FROM paragraph WHERE paragraph.id = NEW.paragraph_id);
  NEW.search := sentence_vector(NEW);
  RETURN NEW;
END $$;

-- What is stored: indexes are built after the rows are written, which is quicker than keeping them up to date. A sentence
-- that moved to another document kept the samples of the former one; these are written again.
DO $$
DECLARE
  one record;
BEGIN
  ALTER TABLE sentence DISABLE TRIGGER USER;
  CREATE TEMPORARY TABLE built ON COMMIT DROP AS
    SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = current_schema AND tablename = 'sentence' AND indexname LIKE 'sentence_search%';
  FOR one IN SELECT * FROM built LOOP
    EXECUTE format('DROP INDEX %I', one.indexname);
  END LOOP;
  UPDATE sentence SET document_id = paragraph.document_id FROM paragraph WHERE paragraph.id = paragraph_id;
  UPDATE sentence SET search = sentence_vector(sentence) WHERE id IN (
    SELECT id FROM (SELECT id, search, search_tier(document_id) AS tier FROM sentence) AS sentence
    WHERE tier < 10 AND NOT search @@ quote_literal('sample:' || tier)::tsquery
      OR tier > 0 AND search @@ quote_literal('sample:' || tier - 1)::tsquery);
  FOR one IN SELECT * FROM built LOOP
    EXECUTE one.indexdef;
  END LOOP;
  ALTER TABLE sentence ENABLE TRIGGER USER;
END $$;
ALTER TABLE sentence ALTER COLUMN document_id SET NOT NULL;

-- A sentence that moves comes into the samples of its new document.
DROP TRIGGER sentence_is_searched ON sentence;
CREATE TRIGGER sentence_is_searched BEFORE INSERT OR UPDATE OF text, language, paragraph_id, document_id ON sentence
  FOR EACH ROW EXECUTE FUNCTION set_sentence_search();

-- ---------------------------------------------------------------- what is found

DROP FUNCTION search_block, search_sample;

-- What matches in a sample, 10 for everything, and is not in the sample `before`: how many there are, in a row without an
-- id, and the best `most` of those with a score less than `below`, or with that score and an id more than `after`. A
-- document comes once, with its best sentence; it is counted once for each sentence. Whatever is not among the best is
-- not handed on, because to hand on all takes as long as to rank them. The other parameters are those of search_block.
--
-- PostgreSQL uses the index of a sample only where the statement names the sample, so there is a statement for each of
-- the three that are searched and each sample, made of one text here. What limits a question is a condition of its own:
-- within one tsquery, GIN takes the very many things with such a lexeme for few, and reads them all. Where nothing limits
-- it, `!'#'` stands for that: it is true of everything, and there is no list to read. Sentences are limited to a language,
-- which most of those that match have: that is seen quicker in the sentence than in the index.
DO $make$
DECLARE
  one record;
  statements text := '';
BEGIN
  FOR one IN
    SELECT * FROM (VALUES
      ('entity', 'found.id, NULL::integer', $$found.search @@ coalesce(q.limited, $x$!'#'$x$) AND found.id <> ALL (named)$$,
        'found'),
      ('fact', 'found.id, NULL::integer', $$found.search @@ coalesce(q.limited, $x$!'#'$x$)$$, 'found'),
      ('sentence', 'found.document_id, found.id', 'found.search @@ q.limited IS NOT false',
        '(SELECT DISTINCT ON (id) * FROM found ORDER BY id, score DESC, sentence_id) AS document')
    ) AS searched (name, ids, condition, ranked), generate_series(0, 10) AS sample
  LOOP
    statements := statements || format($statement$
  WHEN '%1$s %2$s' THEN RETURN QUERY
    WITH found (id, sentence_id, score) AS MATERIALIZED (
      SELECT %3$s, search_score(found.search, q.rank_by, q.literal, lacking, weights)
      FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited)
        JOIN %1$I AS found ON found.search @@ q.query AND %4$s
      WHERE NOT found.search @@ before AND %5$s
    )
    SELECT NULL::integer, NULL::integer, NULL::float8, count(*)::integer FROM found
    UNION ALL (
      SELECT id, sentence_id, score, NULL FROM %6$s WHERE score < below OR score = below AND id > after
      ORDER BY score DESC, id LIMIT most
    );$statement$,
      one.name, one.sample, one.ids, one.condition,
      CASE WHEN one.sample < 10 THEN format('found.search @@ %L::tsquery', quote_literal('sample:' || one.sample)) ELSE 'true' END,
      one.ranked);
  END LOOP;
  EXECUTE format($function$
CREATE FUNCTION search_sample(scope text, sample integer, asked tsquery[], ranked tsquery[], literal tsquery[],
  limits tsquery[], lacking float8, weights float4[], named integer[], before tsquery, most integer, below float8, after integer)
RETURNS TABLE (id integer, sentence_id integer, score float8, matches integer) LANGUAGE plpgsql STABLE ROWS 10 AS $body$
#variable_conflict use_column
BEGIN
  CASE scope || ' ' || sample%s
  END CASE;
END $body$$function$, statements);
END $make$;

-- The best of a block: of what matches in the tiers from `first` on, until there are `enough` matches; whole tiers, so that
-- it is the same whoever asks. `asked`, `ranked`, `literal` and `limits` have an element for each language. `named` are
-- entities that come before all tiers, and are worth `bonus` more. The score is ts_rank with `weights`, and `lacking` of it
-- where the text does not match `literal`. At least `most` of those with a score less than `below`, or with that score and
-- an id more than `after`, are returned, if there are as many; they are in no order. A row without an id says in `next` with
-- which tier the next block starts, 11 for none.
--
-- Samples lie within each other, so whatever a look finds is read again by the next one. Ten matches say which sample has
-- enough; fewer say which has a quarter of that.
--
-- Plans are kept for the session, so search_sample is called only from here, where it is always planned in the same way.
CREATE FUNCTION search_block(scope text, asked tsquery[], ranked tsquery[], literal tsquery[], limits tsquery[],
  lacking float8, weights float4[], named integer[], bonus float8, first integer, enough integer, most integer, below float8,
  after integer)
RETURNS TABLE (id integer, sentence_id integer, score float8, next integer)
LANGUAGE plpgsql STABLE ROWS 30 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  low integer := first;
  high integer := first;
  -- What was taken before: nothing matches a tsquery without words.
  before tsquery := CASE WHEN first > 0 THEN quote_literal('sample:' || first - 1) ELSE '' END;
  apart integer := 0;
  found integer := 0;
  hit record;
BEGIN
  next := 11;
  IF scope = 'entity' AND first = 0 AND cardinality(named) > 0 THEN
    FOR hit IN
      SELECT e.id, search_score(e.search, q.rank_by, q.literal, lacking, weights) + bonus AS score
      FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited) JOIN entity AS e ON e.search @@ q.query
        AND e.search @@ coalesce(q.limited, q.query)
      WHERE e.id = ANY (named)
    LOOP
      apart := apart + 1;
      CONTINUE WHEN hit.score > below OR hit.score = below AND hit.id <= after;
      id := hit.id;
      score := hit.score;
      RETURN NEXT;
    END LOOP;
  END IF;
  WHILE low <= 10 LOOP
    FOR hit IN SELECT * FROM search_sample(scope, high, asked, ranked, literal, limits, lacking, weights, named, before,
      most, below, after)
    LOOP
      IF hit.id IS NULL THEN
        found := found + hit.matches;
      ELSE
        id := hit.id;
        sentence_id := hit.sentence_id;
        score := hit.score;
        RETURN NEXT;
      END IF;
    END LOOP;
    IF apart + found >= enough THEN
      next := high + 1;
      EXIT;
    END IF;
    before := quote_literal('sample:' || high);
    low := high + 1;
    high := low;
    IF found >= 10 THEN
      WHILE high < 10 AND found * search_share(first, high) < enough * search_share(first, low - 1) LOOP
        high := high + 1;
      END LOOP;
    ELSE
      WHILE high < 10 AND (found + 3) * search_share(first, high + 1) * 4 <= enough * search_share(first, low - 1) LOOP
        high := high + 1;
      END LOOP;
    END IF;
  END LOOP;
  id := NULL;
  RETURN NEXT;
END $$;
