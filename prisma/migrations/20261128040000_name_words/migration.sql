-- The words of all names in tables that the database keeps, so that a name is looked for from its rarest word: see
-- docs/decisions/0024.

-- CreateTable
CREATE TABLE "name_word" (
    "word" TEXT COLLATE "C" NOT NULL,
    "length" INTEGER NOT NULL,
    "name_id" INTEGER NOT NULL,

    CONSTRAINT "name_word_pkey" PRIMARY KEY ("word","length","name_id")
);

-- CreateTable
CREATE TABLE "word" (
    "word" TEXT COLLATE "C" NOT NULL,
    "uses" INTEGER NOT NULL,

    CONSTRAINT "word_pkey" PRIMARY KEY ("word")
);

-- ---------------------------------------------------------------- how they follow from names

-- The words of a name, each once. The empty word is in all names: its rows have the names by length.
CREATE FUNCTION words_of_name(parts text) RETURNS SETOF text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT DISTINCT word FROM unnest(array_prepend('', string_to_array(btrim(parts), ' '))) AS word
$$;

-- All of them, for databases that were filled without triggers.
CREATE FUNCTION fill_name_words() RETURNS void LANGUAGE sql SET work_mem = '256MB' AS $$
  TRUNCATE name_word, word;
  INSERT INTO name_word SELECT word, length(parts), id FROM name, words_of_name(parts) AS word ORDER BY 1, 2, 3;
  INSERT INTO word SELECT word, count(*) FROM name_word GROUP BY 1;
$$;
SELECT fill_name_words();

-- CreateIndex
CREATE INDEX "word_trigram_idx" ON "word" USING GIN ("word" gin_trgm_ops);

ANALYZE name_word, word;

-- Whole names are looked for by their words now.
DROP INDEX "name_trigram_idx";
DROP INDEX "name_parts_idx";

CREATE FUNCTION add_name_words(ids integer[], texts text[]) RETURNS void LANGUAGE sql AS $$
  WITH added AS (
    INSERT INTO name_word SELECT word, length(parts), id FROM unnest(ids, texts) AS name (id, parts), words_of_name(parts) AS word
      ORDER BY 1, 2, 3 RETURNING word
  )
  INSERT INTO word SELECT word, count(*) FROM added GROUP BY 1 ORDER BY 1
    ON CONFLICT (word) DO UPDATE SET uses = word.uses + excluded.uses
$$;

CREATE FUNCTION remove_name_words(ids integer[], texts text[]) RETURNS void LANGUAGE sql AS $$
  WITH gone AS (
    DELETE FROM name_word USING unnest(ids, texts) AS name (id, parts) CROSS JOIN words_of_name(parts) AS old (word)
      WHERE name_word.word = old.word AND length = length(parts) AND name_id = id RETURNING name_word.word
  )
  UPDATE word SET uses = uses - fewer FROM (SELECT word, count(*) AS fewer FROM gone GROUP BY 1) AS less
    WHERE word.word = less.word;
  DELETE FROM word WHERE uses = 0 AND word IN (SELECT words_of_name(parts) FROM unnest(texts) AS parts);
$$;

CREATE FUNCTION name_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids integer[];
  texts text[];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE name_word, word;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT array_agg(id), array_agg(parts) INTO ids, texts FROM changed;
    PERFORM add_name_words(ids, texts);
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(id), array_agg(parts) INTO ids, texts FROM former;
    PERFORM remove_name_words(ids, texts);
  ELSE
    SELECT array_agg(id), array_agg(parts) INTO ids, texts
      FROM (SELECT id, parts FROM former EXCEPT SELECT id, parts FROM changed) AS gone;
    PERFORM remove_name_words(ids, texts);
    SELECT array_agg(id), array_agg(parts) INTO ids, texts
      FROM (SELECT id, parts FROM changed EXCEPT SELECT id, parts FROM former) AS added;
    PERFORM add_name_words(ids, texts);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER name_insert_keeps_words AFTER INSERT ON name REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION name_words_changed();
CREATE TRIGGER name_update_keeps_words AFTER UPDATE ON name REFERENCING OLD TABLE AS former NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION name_words_changed();
CREATE TRIGGER name_delete_keeps_words AFTER DELETE ON name REFERENCING OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION name_words_changed();
CREATE TRIGGER name_truncate_keeps_words AFTER TRUNCATE ON name
  FOR EACH STATEMENT EXECUTE FUNCTION name_words_changed();

-- ---------------------------------------------------------------- how names are looked for

-- The names of all things of some kinds, if these are few; else null.
CREATE FUNCTION names_of_few(kinds "EntityKind"[]) RETURNS integer[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  entities CONSTANT integer[] := ARRAY(SELECT id FROM entity WHERE kind = ANY (kinds) LIMIT 3001);
BEGIN
  RETURN CASE WHEN kinds IS NOT NULL AND cardinality(entities) <= 3000
    THEN ARRAY(SELECT id FROM name WHERE entity_id = ANY (entities)) END;
END $$;

-- The names that have a word of the first list and, unless there is none, one of the second, the shortest first; or all of the few.
-- OFFSET 0, here and below, keeps PostgreSQL from looking in another order, because it knows little of the words.
CREATE FUNCTION names_with_words(first text[], second text[], few integer[]) RETURNS TABLE (length integer, name_id integer)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  IF few IS NOT NULL THEN
    RETURN QUERY SELECT length(n.parts), n.id FROM name AS n WHERE n.id = ANY (few) ORDER BY 1, 2;
  ELSIF cardinality(second) > 0 THEN
    RETURN QUERY
      SELECT use.length, use.name_id FROM name_word AS use WHERE use.word = ANY (first)
      INTERSECT SELECT use.length, use.name_id FROM name_word AS use WHERE use.word = ANY (second) ORDER BY 1, 2;
  ELSE
    RETURN QUERY SELECT DISTINCT use.length, use.name_id FROM name_word AS use WHERE use.word = ANY (first) ORDER BY 1, 2;
  END IF;
END $$;

-- The names that have all of the words, or initials in their place, the shortest first. Each of them has the rarest word,
-- or its initial.
CREATE FUNCTION names_of_words(asked text[], asked_key text, kinds "EntityKind"[], most integer) RETURNS TABLE (id integer)
LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
DECLARE
  tokens CONSTANT text[] := ARRAY(SELECT DISTINCT token FROM unnest(asked) AS token);
  long CONSTANT text[] := ARRAY(SELECT token FROM unnest(tokens) AS token WHERE length(token) > 1
    ORDER BY length(token) DESC, token LIMIT 3);
  rare CONSTANT text[] := ARRAY(SELECT token FROM unnest(tokens) AS token WHERE length(token) > 3
    ORDER BY (SELECT coalesce(sum(uses), 0) FROM word WHERE word IN (token, left(token, 1))), token LIMIT 2);
BEGIN
  IF long = '{}' THEN RETURN; END IF;
  RETURN QUERY
    SELECT found.id FROM names_with_words(
      CASE WHEN rare = '{}' THEN long ELSE ARRAY[rare[1], left(rare[1], 1)] END,
      CASE WHEN cardinality(rare) = 2 THEN ARRAY[rare[2], left(rare[2], 1)] END, names_of_few(kinds)) AS use
    CROSS JOIN LATERAL (
      SELECT n.id FROM name AS n WHERE n.id = use.name_id
        AND EXISTS (SELECT FROM unnest(long) AS token WHERE n.parts LIKE '% ' || token || ' %')
        AND NOT starts_with(n.key, asked_key)
        AND NOT EXISTS (
          SELECT FROM unnest(tokens) AS token WHERE NOT (n.parts LIKE '% ' || token || ' %'
            OR (length(token) = 1 AND n.parts LIKE '% ' || token || '%')
            OR (length(token) > 3 AND n.parts LIKE '% ' || left(token, 1) || ' %')
            OR (length(token) BETWEEN 2 AND 3 AND NOT EXISTS (
              SELECT FROM regexp_split_to_table(token, '') AS letter WHERE n.parts NOT LIKE '% ' || letter || '%'))))
        AND (kinds IS NULL OR EXISTS (SELECT FROM entity WHERE entity.id = n.entity_id AND kind = ANY (kinds)))
      OFFSET 0
    ) AS found LIMIT most;
END $$;

-- The names of which each of the texts begins a word, the shortest first. What begins very many words is looked for in all
-- names, because many of the shortest have it.
CREATE FUNCTION names_of_starts(asked text[], asked_key text, kinds "EntityKind"[], most integer) RETURNS TABLE (id integer)
LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
DECLARE
  tokens text[];
  counts bigint[];
  few CONSTANT integer[] := names_of_few(kinds);
BEGIN
  SELECT array_agg(token ORDER BY words, token), array_agg(words ORDER BY words, token) INTO tokens, counts
    FROM (SELECT DISTINCT token FROM unnest(asked) AS token) AS one CROSS JOIN LATERAL (
      SELECT coalesce(sum(uses), 0) AS words FROM word WHERE word >= token AND word < token || '~'
    ) AS begun;
  IF tokens IS NULL OR counts[1] = 0 THEN RETURN; END IF;
  IF counts[1] > 30000 AND few IS NULL THEN
    RETURN QUERY
      SELECT found.id FROM (SELECT name_id FROM name_word WHERE word = '' ORDER BY length, name_id OFFSET 0) AS use
      CROSS JOIN LATERAL (
        SELECT n.id FROM name AS n WHERE n.id = use.name_id AND n.key <> asked_key
          AND NOT EXISTS (SELECT FROM unnest(tokens) AS token WHERE n.parts NOT LIKE '% ' || token || '%')
          AND (kinds IS NULL OR EXISTS (SELECT FROM entity WHERE entity.id = n.entity_id AND kind = ANY (kinds)))
        OFFSET 0
      ) AS found LIMIT most;
  ELSE
    RETURN QUERY
      SELECT found.id FROM names_with_words(
        ARRAY(SELECT word FROM word WHERE word >= tokens[1] AND word < tokens[1] || '~'),
        CASE WHEN counts[1] > 1000 AND counts[2] <= 30000
          THEN ARRAY(SELECT word FROM word WHERE word >= tokens[2] AND word < tokens[2] || '~') END, few) AS use
      CROSS JOIN LATERAL (
        SELECT n.id FROM name AS n WHERE n.id = use.name_id AND n.key <> asked_key
          AND NOT EXISTS (SELECT FROM unnest(tokens) AS token WHERE n.parts NOT LIKE '% ' || token || '%')
          AND (kinds IS NULL OR EXISTS (SELECT FROM entity WHERE entity.id = n.entity_id AND kind = ANY (kinds)))
        OFFSET 0
      ) AS found LIMIT most;
  END IF;
END $$;

-- The words of names that a word may have been meant for. Letters in each other's place leave few trigrams of a word.
CREATE FUNCTION words_like(token text) RETURNS TABLE (word text, alike real, uses integer)
LANGUAGE sql STABLE AS $$
  SELECT known.word, CASE WHEN known.word = token THEN 1 ELSE greatest(similarity(known.word, token), 0.6) END, known.uses
    FROM word AS known WHERE known.word = ANY (token || ARRAY(
      SELECT overlay(token PLACING reverse(substr(token, place, 2)) FROM place FOR 2) FROM generate_series(1, length(token) - 1) AS place
      WHERE length(token) BETWEEN 4 AND 30))
  UNION ALL
  (SELECT known.word, similarity(known.word, token) AS alike, known.uses FROM word AS known
    WHERE length(token) > 2 AND known.word % token AND known.word <> token
    ORDER BY alike DESC, known.uses DESC LIMIT 30)
$$;

-- The words that were written as one, from its start, the longer and the more frequent word first.
CREATE FUNCTION words_within(token text) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  place integer := 1;
  found text;
  words text[] := '{}';
BEGIN
  WHILE place < length(token) LOOP
    SELECT word INTO found FROM word
      WHERE word = ANY (ARRAY(SELECT substr(token, place, size) FROM generate_series(2, 25) AS size WHERE place + size <= length(token) + 1))
      ORDER BY length(word) + log(uses) DESC, word LIMIT 1;
    IF length(found) > 3 THEN words := words || found; END IF;
    place := place + coalesce(length(found), 1);
  END LOOP;
  RETURN words;
END $$;

-- The names that resemble a text as a whole, among those that have its rarest words, or words that resemble these. What
-- words say of a name is reckoned first, cheaply; the best hundreds are compared in full.
CREATE FUNCTION names_alike(asked text[], asked_trigrams text, kinds "EntityKind"[], most integer) RETURNS TABLE (id integer, alike real)
LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
DECLARE
  size CONSTANT integer := (SELECT 1 + coalesce(sum(length(token) + 1), 0) FROM unnest(asked) AS token);
  tokens CONSTANT text[] := ARRAY(SELECT token FROM (
      SELECT token FROM unnest(asked) AS token
      UNION SELECT unnest(words_within(token)) FROM unnest(asked) AS token
        WHERE length(token) BETWEEN 10 AND 100 AND NOT EXISTS (SELECT FROM word WHERE word = token)
    ) AS one ORDER BY length(token) DESC, token LIMIT 12);
BEGIN
  RETURN QUERY
    WITH meant AS MATERIALIZED (
      SELECT token, other.word, max(other.alike) * (length(token) + 1) AS gain, max(other.uses) AS uses
      FROM unnest(tokens) AS token CROSS JOIN words_like(token) AS other GROUP BY 1, 2
    ), weighed AS (
      SELECT token, sum(sum(uses)) OVER (ORDER BY sum(uses), token) - sum(uses) AS before FROM meant GROUP BY token
    ), lead AS MATERIALIZED (
      SELECT word, max(gain) AS gain FROM meant JOIN weighed USING (token) WHERE before < 5000 GROUP BY word
    ), candidate AS MATERIALIZED (
      SELECT use.name_id FROM lead CROSS JOIN LATERAL (
        SELECT * FROM name_word WHERE name_word.word = lead.word AND length BETWEEN size * 3 / 10 AND size * 10 / 3 OFFSET 0
      ) AS use
      GROUP BY use.name_id, use.length ORDER BY sum(lead.gain) / (size + use.length) DESC, 1 LIMIT 800
    )
    SELECT found.* FROM candidate CROSS JOIN LATERAL (
      SELECT n.id, similarity(n.trigrams, asked_trigrams) AS alike FROM name AS n WHERE n.id = name_id
        AND (kinds IS NULL OR EXISTS (SELECT FROM entity WHERE entity.id = n.entity_id AND kind = ANY (kinds)))
      OFFSET 0
    ) AS found WHERE found.alike >= 0.3 ORDER BY found.alike DESC, found.id LIMIT most;
END $$;

-- The names of one or two words of which one is misspelt. One slip leaves one half of a word as it is.
CREATE FUNCTION names_misspelt(asked text[], kinds "EntityKind"[], most integer) RETURNS TABLE (id integer, alike real)
LANGUAGE plpgsql STABLE ROWS 20 AS $$
#variable_conflict use_column
DECLARE
  wrong CONSTANT text := (SELECT token FROM unnest(asked) AS token
    WHERE cardinality(asked) <= 2 AND length(token) > 3 AND NOT EXISTS (SELECT FROM word WHERE word = token)
    ORDER BY length(token) DESC, token LIMIT 1);
  other CONSTANT text := (SELECT token FROM unnest(asked) AS token WHERE token <> wrong);
  half CONSTANT integer := greatest(3, length(wrong) / 2);
BEGIN
  IF wrong IS NULL THEN RETURN; END IF;
  RETURN QUERY
    WITH candidate AS MATERIALIZED (
      SELECT use.name_id, use.length, max(meant.alike) AS alike FROM words_like(wrong) AS meant CROSS JOIN LATERAL (
        SELECT * FROM name_word WHERE name_word.word = meant.word ORDER BY name_word.length
          LIMIT CASE WHEN other IS NULL THEN 1000 ELSE 4000 END
      ) AS use
      WHERE meant.alike >= 0.35 AND (meant.word LIKE left(wrong, half) || '%' OR meant.word LIKE '%' || right(wrong, half))
      GROUP BY 1, 2
    ), fit AS MATERIALIZED (
      SELECT name_id, candidate.length, candidate.alike FROM candidate WHERE other IS NULL
      UNION ALL
      SELECT candidate.name_id, candidate.length, least(candidate.alike, second.alike)
      FROM candidate JOIN (
        SELECT use.name_id, max(known.alike) AS alike FROM words_like(other) AS known CROSS JOIN LATERAL (
          SELECT * FROM name_word WHERE name_word.word = known.word OFFSET 0
        ) AS use WHERE known.alike >= 0.35 GROUP BY 1
      ) AS second ON second.name_id = candidate.name_id
    ), nearest AS MATERIALIZED (
      SELECT * FROM fit ORDER BY fit.alike / fit.length DESC, name_id LIMIT 1000
    )
    SELECT n.id, (nearest.alike * least(1, cardinality(asked)::real / cardinality(string_to_array(btrim(n.parts), ' '))))::real AS alike
    FROM nearest JOIN name AS n ON n.id = name_id
    WHERE (kinds IS NULL OR EXISTS (SELECT FROM entity WHERE entity.id = n.entity_id AND kind = ANY (kinds)))
    ORDER BY 2 DESC, nearest.length, 1 LIMIT most;
END $$;
