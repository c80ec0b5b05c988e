-- Search whose cost is bounded as matches grow. Everything that is searched has a tier: tier 0 has one thing in 1,024, each
-- next one twice as many, and tier 10 half of all. It carries a lexeme for each sample that it is in: sample 3 is all
-- tiers up to 3. A search takes one sample after another until it has enough matches and ranks only those: a block. The
-- next block starts at the next tier. What has few matches is one block. See docs/decisions/0023-search-in-blocks.md.

-- ---------------------------------------------------------------- tiers

-- The tier of what has an id. The id is multiplied by 2^32 / the golden ratio, which spreads ids that follow each other
-- evenly, so that what was loaded together does not come into one tier.
CREATE FUNCTION search_tier(id integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(0, 11 - position('1' IN (((id::bigint & 4294967295) * 2654435769) & 4294967295)::bit(32)::text || '1'))
$$;
CREATE FUNCTION search_samples(id integer) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_to_tsvector(ARRAY(SELECT 'sample:' || sample FROM generate_series(search_tier(id), 9) AS sample))
$$;

-- What a fact is linked to: its ends, the topics of a criticism, and what it is about.
CREATE FUNCTION fact_ends(fact_id integer, subject_id integer, object_id integer) RETURNS SETOF integer
LANGUAGE sql STABLE AS $$
  SELECT $2 UNION ALL SELECT $3
  UNION ALL SELECT topic_id FROM criticism_topic WHERE criticism_id = $1
  UNION ALL SELECT entity_id FROM criticism_about WHERE criticism_id = $1
$$;

-- The topic or place above another.
CREATE FUNCTION search_above(entity_id integer) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
  SELECT broader_id FROM topic WHERE id = entity_id AND broader_id IS NOT NULL
  UNION ALL SELECT part_of_id FROM place WHERE id = entity_id AND part_of_id IS NOT NULL
$$;

-- The topics and places above those that a fact is linked to: one lexeme finds all that is filed below a topic, where a
-- question once had to name each narrower one.
CREATE FUNCTION fact_broader(fact_id integer, subject_id integer, object_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE tree (id) AS (
    SELECT above.id FROM fact_ends($1, $2, $3) AS own (id) CROSS JOIN LATERAL search_above(own.id) AS above (id)
    UNION
    SELECT above.id FROM tree CROSS JOIN LATERAL search_above(tree.id) AS above (id)
  )
  SELECT array_to_tsvector(coalesce(array_agg('^' || id), '{}')) FROM tree
$$;

-- What is searched of an entity, a fact and a sentence: one function each, for the triggers and for all that refreshes.
CREATE FUNCTION entity_vector(e entity) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT entity_search(e.id, e.name, e.summary, e.dataset_id) || array_to_tsvector(ARRAY['kind:' || e.kind])
    || search_samples(e.id)
$$;
CREATE FUNCTION fact_vector(f fact) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT fact_search(f.id, f.statement, f.dataset_id) || fact_links(f.kind, f.id, f.subject_id, f.object_id)
    || fact_broader(f.id, f.subject_id, f.object_id) || search_samples(f.id)
$$;
-- Sentences have the tier of their document, so that a document is in one block only.
CREATE FUNCTION sentence_vector(s sentence) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT search_vector(s.language, NULL, NULL, s.text)
    || search_samples((SELECT document_id FROM paragraph WHERE paragraph.id = s.paragraph_id))
$$;

CREATE OR REPLACE FUNCTION set_entity_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := entity_vector(NEW);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION set_fact_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := fact_vector(NEW);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION set_sentence_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := sentence_vector(NEW);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION refresh_entity_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE entity SET search = entity_vector(entity) WHERE id IN (SELECT entity_id FROM changed);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION refresh_fact_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('UPDATE fact SET search = fact_vector(fact) WHERE id IN (SELECT %I FROM changed)', TG_ARGV[0]);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION refresh_criticism_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_vector(fact) WHERE id IN (SELECT id FROM changed);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION refresh_quotation_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_vector(fact) WHERE id IN (SELECT fact_id FROM changed);
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION refresh_link_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_vector(fact) WHERE id IN (SELECT criticism_id FROM changed);
  RETURN NULL;
END $$;

-- A topic or place that comes, or that moves in its tree, has its facts, and those of all below it, found elsewhere.
CREATE FUNCTION refresh_facts_below() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_vector(fact) WHERE id IN (
    WITH RECURSIVE tree (id) AS (
      SELECT id FROM changed
      UNION
      SELECT below.id FROM tree CROSS JOIN LATERAL (
        SELECT topic.id FROM topic WHERE broader_id = tree.id
        UNION ALL SELECT place.id FROM place WHERE part_of_id = tree.id
      ) AS below
    )
    SELECT linked.id FROM tree CROSS JOIN LATERAL (
      SELECT own.id FROM fact AS own WHERE own.subject_id = tree.id
      UNION ALL SELECT own.id FROM fact AS own WHERE own.object_id = tree.id
      UNION ALL SELECT criticism_id FROM criticism_topic WHERE topic_id = tree.id
      UNION ALL SELECT criticism_id FROM criticism_about WHERE entity_id = tree.id
    ) AS linked);
  RETURN NULL;
END $$;
CREATE TRIGGER topic_inserted AFTER INSERT ON topic REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_below();
CREATE TRIGGER topic_updated AFTER UPDATE ON topic REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_below();
CREATE TRIGGER place_inserted AFTER INSERT ON place REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_below();
CREATE TRIGGER place_updated AFTER UPDATE ON place REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_facts_below();

-- ---------------------------------------------------------------- what is asked

-- The languages that texts of a scope have. An index finds each next one, however many documents there are.
CREATE INDEX document_language_idx ON document (language);
CREATE FUNCTION search_languages(scope text) RETURNS text[] LANGUAGE sql STABLE AS $$
  WITH RECURSIVE used (language) AS (
    SELECT min(language) FROM document WHERE scope = 'sentence'
    UNION ALL
    SELECT (SELECT min(language) FROM document WHERE document.language > used.language) FROM used
      WHERE used.language IS NOT NULL
  )
  SELECT coalesce(array_agg(language ORDER BY language), '{en}') FROM (
    SELECT language FROM used WHERE language IS NOT NULL
    UNION SELECT language FROM dataset
  ) AS all_used
$$;

-- Facts that are linked to entities or, with `narrower`, to what is below them in the trees of topics and places.
CREATE OR REPLACE FUNCTION search_linked(entities integer[], narrower boolean) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT string_agg(quote_literal('#' || named.id) || CASE WHEN narrower AND (
      EXISTS (SELECT FROM topic WHERE topic.broader_id = named.id)
      OR EXISTS (SELECT FROM place WHERE place.part_of_id = named.id)
    ) THEN ' | ' || quote_literal('^' || named.id) ELSE '' END, ' | ')
  FROM unnest(entities) AS named (id)
$$;

-- A quoted phrase as part of a tsquery, for each scope; null if it says nothing. For facts, the name of something that
-- a fact is linked to.
DROP FUNCTION search_phrase(text, text, text, boolean);
CREATE FUNCTION search_phrase(content text, language text, scopes text[]) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  token record;
  before integer;
  result text;
  named integer[];
  whole CONSTANT text := search_name(content, language);
BEGIN
  IF whole = '' THEN RETURN array_fill(NULL::text, ARRAY[cardinality(scopes)]); END IF;
  FOR token IN SELECT t.* FROM search_tokens(content, language) AS t WHERE t.stem IS NOT NULL LOOP
    result := coalesce(result || ' <' || token.place - before || '> ', '') || search_word(token.stem, token.others);
    before := token.place;
  END LOOP;
  IF scopes && '{fact,named}' THEN
    SELECT array_agg(DISTINCT entity_id) INTO named FROM name WHERE words = whole;
  END IF;
  RETURN ARRAY(SELECT CASE scope
      WHEN 'entity' THEN coalesce('(' || result || ')', quote_literal(whole))
      WHEN 'sentence' THEN '(' || result || ')'
      ELSE '(' || concat_ws(' | ', '(' || result || ')', search_linked(named, scope = 'fact')) || ')' END
    FROM unnest(scopes) WITH ORDINALITY AS asked (scope, place) ORDER BY place);
END $$;

-- Words of a question as part of a tsquery, for each scope; null if they say nothing. All of them have to be there, in
-- any order: stop words say nothing; a whole name is also there where a fact is linked to what has it; `kinds` are the
-- words that name kinds, such as "criticisms": what is of the kind need not contain the word.
DROP FUNCTION search_plain(text, text, text, boolean, jsonb);
CREATE FUNCTION search_plain(content text, language text, scopes text[], kinds jsonb) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
  tokens text[]; stems text[]; marks text[]; reads text[]; joins text[]; stops boolean[];
  ends integer[]; named jsonb := '{}';
  count integer;
  span record;
  scope text;
  results text[] := '{}';
BEGIN
  SELECT array_agg(word ORDER BY place), array_agg(coalesce(stem, word) ORDER BY place), array_agg(mark ORDER BY place),
      array_agg(search_word(stem, others) ORDER BY place), array_agg(joined ORDER BY place),
      array_agg(stem IS NULL ORDER BY place), count(*)
    INTO tokens, stems, marks, reads, joins, stops, count FROM search_tokens(content, language);
  IF count = 0 THEN RETURN array_fill(NULL::text, ARRAY[cardinality(scopes)]); END IF;
  ends := array_fill(NULL::integer, ARRAY[count]);
  FOR span IN SELECT * FROM search_names(content, stems, stops) LOOP
    ends[span.first] := span.last;
    named := named || jsonb_build_object(span.first, span.entities);
  END LOOP;
  FOREACH scope IN ARRAY scopes LOOP
    results := results || search_units(tokens, stems, marks, reads, joins, stops, ends, named, scope, kinds);
  END LOOP;
  RETURN results;
END $$;

-- The same for one scope, of words that have been read: `ends` says where a whole name that begins at a word ends, and
-- `named` which entities have it.
CREATE FUNCTION search_units(tokens text[], stems text[], marks text[], reads text[], joins text[], stops boolean[],
  ends integer[], named jsonb, scope text, kinds jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  count CONSTANT integer := cardinality(tokens);
  of CONSTANT text := CASE scope WHEN 'named' THEN 'fact' ELSE scope END;
  i integer := 1;
  j integer;
  unit text;
  linked text;
  kind jsonb;
  units text[] := '{}';
  of_kinds text[] := '{}';
BEGIN
  WHILE i <= count LOOP
    j := i;
    IF ends[i] IS NOT NULL THEN
      j := ends[i];
      linked := CASE WHEN of = 'fact' THEN search_linked(
        ARRAY(SELECT jsonb_array_elements_text(named -> i::text)::integer), scope = 'fact') END;
      SELECT string_agg(read, ' & ') INTO unit FROM (SELECT CASE
          WHEN NOT stops[k] THEN reads[k] WHEN scope = 'entity' AND NOT false = ANY (stops[i:j]) THEN quote_literal(stems[k])
        END FROM generate_series(i, j) AS k) AS said (read);
      unit := nullif(concat_ws(' | ', '(' || unit || ')', linked), '');
      units := units || coalesce('(' || unit || ')', '()');
    ELSIF j < count AND marks[j + 1] = '' AND ends[j + 1] IS NULL THEN
      -- Characters of a script without spaces stand side by side.
      WHILE j < count AND marks[j + 1] = '' AND ends[j + 1] IS NULL LOOP j := j + 1; END LOOP;
      units := units || ('(' || array_to_string(reads[i:j], ' <-> ') || ')');
    ELSIF j < count AND marks[j + 1] = '-' AND ends[j + 1] IS NULL THEN
      -- Parts of a word with hyphens, or two of them as one.
      WHILE j < count AND marks[j + 1] = '-' AND ends[j + 1] IS NULL LOOP j := j + 1; END LOOP;
      unit := array_to_string(reads[i:j], ' & ');
      unit := concat_ws(' | ', '(' || nullif(unit, '') || ')', CASE WHEN j = i + 1 THEN quote_literal(joins[j]) END);
      IF unit <> '' THEN units := units || ('(' || unit || ')'); END IF;
    ELSE
      kind := kinds -> tokens[i];
      -- "people smuggling" is not about people; "people in Geneva" is.
      IF kind ->> 'of' = 'entity' AND i < count AND NOT stops[i + 1] AND ends[i + 1] IS NULL
          AND tokens[i + 1] !~ '^[0-9]' AND NOT kinds ? tokens[i + 1] THEN
        kind := NULL;
      END IF;
      IF kind IS NOT NULL AND kind ->> 'of' = of THEN
        units := units || format('(%s | %L)', reads[i], 'kind:' || (kind ->> 'kind'));
      ELSIF kind IS NOT NULL THEN
        of_kinds := of_kinds || reads[i];
      ELSIF NOT stops[i] THEN
        units := units || reads[i];
      END IF;
    END IF;
    i := j + 1;
  END LOOP;
  -- A name that nothing of this sort can have: nothing matches.
  IF '()' = ANY (units) THEN RETURN quote_literal('#'); END IF;
  IF cardinality(units) = 0 THEN units := of_kinds; END IF;
  IF cardinality(units) = 0 AND scope = 'entity' AND NOT false = ANY (stops) THEN
    -- Nothing but stop words, which only names contain.
    units := ARRAY(SELECT quote_literal(stem) FROM unnest(stems) AS stem);
  END IF;
  RETURN nullif(array_to_string(units, ' & '), '');
END $$;

-- A question as what texts of each scope have to match: entity, fact, sentence, or named, which is a fact that is linked
-- to nothing but what is named itself. A row for each language that such texts have: `asked` is null where nothing is
-- asked, and `spoken` where texts of the scope have one language only. The question comes as a list of
-- alternatives, each a list of {"text", "is": "words" or "phrase", "not"}.
CREATE FUNCTION search_queries(question jsonb, scopes text[], kinds jsonb)
RETURNS TABLE (language text, asked tsquery[], spoken tsquery[]) LANGUAGE plpgsql STABLE ROWS 2 AS $$
DECLARE
  data CONSTANT text[] := search_languages('entity');
  languages CONSTANT text[] := CASE WHEN 'sentence' = ANY (scopes) THEN search_languages('sentence') ELSE data END;
  alternative jsonb;
  item jsonb;
  units text[];
  alternatives text[];
BEGIN
  FOREACH language IN ARRAY languages LOOP
    alternatives := array_fill(NULL::text, ARRAY[cardinality(scopes)]);
    FOR alternative IN SELECT jsonb_array_elements(question) LOOP
      units := array_fill(NULL::text, ARRAY[cardinality(scopes)]);
      FOR item IN SELECT jsonb_array_elements(alternative) LOOP
        units := search_joined(units, ' & ', CASE item ->> 'is'
          WHEN 'phrase' THEN search_phrase(item ->> 'text', language, scopes)
          ELSE search_plain(item ->> 'text', language, scopes, kinds) END,
          CASE WHEN (item ->> 'not')::boolean THEN '!(%s)' ELSE '%s' END);
      END LOOP;
      alternatives := search_joined(alternatives, ' | ', units, '%s');
    END LOOP;
    SELECT array_agg(CASE WHEN scope = 'sentence' OR language = ANY (data) THEN said::tsquery END ORDER BY place),
      array_agg(CASE WHEN cardinality(CASE scope WHEN 'sentence' THEN languages ELSE data END) > 1
        THEN quote_literal('language:' || language)::tsquery END ORDER BY place)
    INTO asked, spoken FROM unnest(scopes, alternatives) WITH ORDINALITY AS parts (scope, said, place);
    RETURN NEXT;
  END LOOP;
END $$;

-- The texts of each scope with a further part that a format makes of what is added.
CREATE FUNCTION search_joined(texts text[], separator text, added text[], form text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(CASE WHEN b IS NULL THEN a WHEN a IS NULL THEN format(form, b) ELSE a || separator || format(form, b) END
    ORDER BY place) FROM unnest(texts, added) WITH ORDINALITY AS pairs (a, b, place)
$$;

-- The same for one scope and all languages together; nothing matches what asks for nothing.
CREATE OR REPLACE FUNCTION search_query(question jsonb, scope text, kinds jsonb, narrower boolean DEFAULT true) RETURNS tsquery
LANGUAGE sql STABLE AS $$
  SELECT coalesce(string_agg('(' || coalesce(asked[1] && spoken[1], asked[1])::text || ')', ' | '), quote_literal('#'))::tsquery
  FROM search_queries(question, ARRAY[CASE WHEN scope = 'fact' AND NOT narrower THEN 'named' ELSE scope END], kinds)
$$;

-- ---------------------------------------------------------------- what is found

-- How many of 1,024 things are in some tiers.
CREATE FUNCTION search_share(first integer, last integer) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (1 << last) - CASE first WHEN 0 THEN 0 ELSE 1 << (first - 1) END
$$;

-- What matches in the tiers from `first` on, until there are `enough` matches: whole tiers, so that it is the same
-- whoever asks. How many are found tells how many tiers to take next, so that rare words need few steps. `asked`,
-- `ranked`, `literal` and `limits` have an element for each language. What limits a question, and the sample, are conditions
-- of their own: within one tsquery, GIN takes the very many things with such a lexeme for few, and reads them all. `named` are entities that come before all tiers. The score
-- is ts_rank with `weights`, and `lacking` of it where the text does not match `literal`. `next` is the tier that the
-- next block starts with, 11 for none. Documents come once for each sentence.
CREATE FUNCTION search_block(scope text, asked tsquery[], ranked tsquery[], literal tsquery[], limits tsquery[], lacking float8,
  weights float4[], named integer[], first integer, enough integer)
RETURNS TABLE (id integer, sentence_id integer, score float8, next integer)
LANGUAGE plpgsql STABLE ROWS 1000 SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
DECLARE
  low integer := first;
  high integer := first;
  -- What is taken, null for all that is left, and what was taken before: nothing matches a tsquery without words.
  within tsquery;
  before tsquery := '';
  found integer := 0;
  added integer;
BEGIN
  IF scope = 'entity' AND first = 0 AND cardinality(named) > 0 THEN
    RETURN QUERY SELECT e.id, NULL::integer, search_score(e.search, q.rank_by, q.literal, lacking, weights), 1
      FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited) JOIN entity AS e ON e.search @@ q.query
      AND e.search @@ coalesce(q.limited, q.query) WHERE e.id = ANY (named);
    GET DIAGNOSTICS found = ROW_COUNT;
  END IF;
  IF first > 0 THEN before := quote_literal('sample:' || first - 1)::tsquery; END IF;
  WHILE low <= 10 LOOP
    within := CASE WHEN high < 10 THEN quote_literal('sample:' || high)::tsquery END;
    CASE scope
      WHEN 'entity' THEN
        RETURN QUERY SELECT e.id, NULL::integer, search_score(e.search, q.rank_by, q.literal, lacking, weights), high + 1
          FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited)
          JOIN entity AS e ON e.search @@ q.query AND e.search @@ coalesce(within, q.query)
            AND e.search @@ coalesce(q.limited, q.query)
          WHERE NOT e.search @@ before AND e.id <> ALL (named);
      WHEN 'fact' THEN
        RETURN QUERY SELECT f.id, NULL::integer, search_score(f.search, q.rank_by, q.literal, lacking, weights), high + 1
          FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited)
          JOIN fact AS f ON f.search @@ q.query AND f.search @@ coalesce(within, q.query)
            AND f.search @@ coalesce(q.limited, q.query)
          WHERE NOT f.search @@ before;
      ELSE
        RETURN QUERY SELECT p.document_id, s.id, search_score(s.search, q.rank_by, q.literal, lacking, weights), high + 1
          FROM unnest(asked, ranked, literal, limits) AS q (query, rank_by, literal, limited)
          JOIN sentence AS s ON s.search @@ q.query AND s.search @@ coalesce(within, q.query)
            AND s.search @@ coalesce(q.limited, q.query) JOIN paragraph AS p ON p.id = s.paragraph_id
          WHERE NOT s.search @@ before;
    END CASE;
    GET DIAGNOSTICS added = ROW_COUNT;
    found := found + added;
    EXIT WHEN found >= enough;
    before := within;
    low := high + 1;
    high := low;
    WHILE high < 10 AND (found + 3) * search_share(low, high + 1) <= enough * search_share(first, low - 1) LOOP
      high := high + 1;
    END LOOP;
  END LOOP;
END $$;
CREATE FUNCTION search_score(search tsvector, ranked tsquery, literal tsquery, lacking float8, weights float4[]) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ts_rank(weights, search, ranked, 32)::float8 * CASE WHEN search @@ literal IS NOT false THEN 1 ELSE lacking END
$$;

-- ---------------------------------------------------------------- what was stored before

-- Indexes are built after the rows are written, which is quicker than keeping them up to date. Each search reads what is
-- not yet in an index in full, once for each sample: it is kept short. No trigger has to look at what the graph says,
-- because it says the same as before.
ALTER TABLE entity DISABLE TRIGGER USER;
ALTER TABLE fact DISABLE TRIGGER USER;
ALTER TABLE sentence DISABLE TRIGGER USER;
DROP INDEX entity_search_idx;
DROP INDEX fact_search_idx;
DROP INDEX sentence_search_idx;
UPDATE entity SET search = search || search_samples(id);
UPDATE fact SET search = search || fact_broader(id, subject_id, object_id) || search_samples(id);
UPDATE sentence SET search = sentence.search || search_samples(document_id)
  FROM paragraph WHERE paragraph.id = paragraph_id;
CREATE INDEX entity_search_idx ON entity USING GIN (search) WITH (gin_pending_list_limit = 64);
CREATE INDEX fact_search_idx ON fact USING GIN (search) WITH (gin_pending_list_limit = 64);
CREATE INDEX sentence_search_idx ON sentence USING GIN (search) WITH (gin_pending_list_limit = 64);
ALTER TABLE entity ENABLE TRIGGER USER;
ALTER TABLE fact ENABLE TRIGGER USER;
ALTER TABLE sentence ENABLE TRIGGER USER;
