-- An index for each sample. A search takes a block from samples of growing size (migration search_blocks). In an index of
-- everything, GIN reads more of the lists of frequent words for a sample of the same size, so searches slowed down as the
-- graph grew. An index of the sample alone has short lists. See docs/decisions/0023-search-in-blocks.md.
DO $$
DECLARE
  searched text;
BEGIN
  FOREACH searched IN ARRAY '{entity,fact,sentence}'::text[] LOOP
    FOR sample IN 0 .. 9 LOOP
      EXECUTE format('CREATE INDEX %I ON %I USING GIN (search) WITH (gin_pending_list_limit = 64) WHERE search @@ %L::tsquery',
        format('%s_search_%s_idx', searched, sample), searched, quote_literal('sample:' || sample));
    END LOOP;
  END LOOP;
END $$;

-- What matches in a sample, 10 for everything, and is not in the sample `before`. The parameters are those of search_block.
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
      ('entity', 'found.id, NULL::integer', $$found.search @@ coalesce(q.limited, $x$!'#'$x$) AND found.id <> ALL (named)$$),
      ('fact', 'found.id, NULL::integer', $$found.search @@ coalesce(q.limited, $x$!'#'$x$)$$),
      -- Documents come once for each sentence.
      ('sentence', '(SELECT document_id FROM paragraph WHERE paragraph.id = found.paragraph_id), found.id',
        'found.search @@ q.limited IS NOT false')
    ) AS searched (name, ids, condition), generate_series(0, 10) AS sample
  LOOP
    statements := statements || format($statement$
  WHEN '%1$s %2$s' THEN RETURN QUERY
    SELECT %3$s, search_score(found.search, q.rank_by, q.literal, lacking, weights)
    FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited)
      JOIN %1$I AS found ON found.search @@ q.query AND %4$s
    WHERE NOT found.search @@ before AND %5$s;$statement$,
      one.name, one.sample, one.ids, one.condition,
      CASE WHEN one.sample < 10 THEN format('found.search @@ %L::tsquery', quote_literal('sample:' || one.sample)) ELSE 'true' END);
  END LOOP;
  EXECUTE format($function$
CREATE FUNCTION search_sample(scope text, sample integer, asked tsquery[], ranked tsquery[], literal tsquery[],
  limits tsquery[], lacking float8, weights float4[], named integer[], before tsquery)
RETURNS TABLE (id integer, sentence_id integer, score float8) LANGUAGE plpgsql STABLE ROWS 500 AS $body$
BEGIN
  CASE scope || ' ' || sample%s
  END CASE;
END $body$$function$, statements);
END $make$;

-- As before, but each sample is read from its own index. Plans are kept for the session, so search_sample is called only
-- from here, where it is always planned in the same way.
CREATE OR REPLACE FUNCTION search_block(scope text, asked tsquery[], ranked tsquery[], literal tsquery[], limits tsquery[],
  lacking float8, weights float4[], named integer[], first integer, enough integer)
RETURNS TABLE (id integer, sentence_id integer, score float8, next integer)
LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  low integer := first;
  high integer := first;
  -- What was taken before: nothing matches a tsquery without words.
  before tsquery := CASE WHEN first > 0 THEN quote_literal('sample:' || first - 1) ELSE '' END;
  found integer := 0;
  added integer;
BEGIN
  IF scope = 'entity' AND first = 0 AND cardinality(named) > 0 THEN
    RETURN QUERY SELECT e.id, NULL::integer, search_score(e.search, q.rank_by, q.literal, lacking, weights), 1
      FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited) JOIN entity AS e ON e.search @@ q.query
      AND e.search @@ coalesce(q.limited, q.query) WHERE e.id = ANY (named);
    GET DIAGNOSTICS found = ROW_COUNT;
  END IF;
  WHILE low <= 10 LOOP
    RETURN QUERY SELECT s.id, s.sentence_id, s.score, high + 1
      FROM search_sample(scope, high, asked, ranked, literal, limits, lacking, weights, named, before) AS s;
    GET DIAGNOSTICS added = ROW_COUNT;
    found := found + added;
    EXIT WHEN found >= enough;
    before := quote_literal('sample:' || high);
    low := high + 1;
    high := low;
    WHILE high < 10 AND (found + 3) * search_share(low, high + 1) <= enough * search_share(first, low - 1) LOOP
      high := high + 1;
    END LOOP;
  END LOOP;
END $$;
