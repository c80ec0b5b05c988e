-- Two tables that the database keeps up to date itself, so that a question about a topic and everything narrower reads
-- one range of an index: see docs/decisions/0021.

-- CreateEnum
CREATE TYPE "CriticismReach" AS ENUM ('TOPIC', 'TOPIC_ITSELF', 'ABOUT', 'ABOUT_ITSELF');

-- CreateTable
CREATE TABLE "tree_path" (
    "above_id" INTEGER NOT NULL,
    "below_id" INTEGER NOT NULL,

    CONSTRAINT "tree_path_pkey" PRIMARY KEY ("above_id","below_id")
);

-- CreateTable
CREATE TABLE "criticism_under" (
    "criticism_id" INTEGER NOT NULL,
    "reach" "CriticismReach" NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "critic_id" INTEGER,
    "from_earliest" INTEGER,

    CONSTRAINT "criticism_under_pkey" PRIMARY KEY ("criticism_id","reach","entity_id")
);

-- ---------------------------------------------------------------- how they follow from the graph

-- The paths upwards from some topics and places. UNION ends them even where a transaction has made a circle for a moment.
CREATE FUNCTION tree_paths(nodes integer[]) RETURNS SETOF tree_path LANGUAGE sql STABLE AS $$
  WITH RECURSIVE path (above_id, below_id) AS (
    (SELECT id, id FROM topic WHERE id = ANY (nodes) UNION SELECT id, id FROM place WHERE id = ANY (nodes))
    UNION
    SELECT parent.id, path.below_id FROM path CROSS JOIN LATERAL (
      SELECT broader_id FROM topic WHERE topic.id = path.above_id
      UNION ALL
      SELECT part_of_id FROM place WHERE place.id = path.above_id
    ) AS parent (id) WHERE parent.id IS NOT NULL
  )
  SELECT above_id, below_id FROM path
$$;

-- What some criticisms are filed under, and what they are about; `only_topics` asks for one of both.
CREATE FUNCTION criticisms_under(criticisms integer[], only_topics boolean DEFAULT NULL) RETURNS SETOF criticism_under
LANGUAGE sql STABLE AS $$
  WITH link AS MATERIALIZED (
    SELECT criticism_id, topic_id AS entity_id, true AS is_topic FROM criticism_topic
    WHERE criticism_id = ANY (criticisms) AND only_topics IS NOT FALSE
    UNION ALL
    SELECT criticism_id, entity_id, false FROM criticism_about
    WHERE criticism_id = ANY (criticisms) AND only_topics IS NOT TRUE
  ), reached (criticism_id, reach, entity_id) AS (
    SELECT criticism_id, CASE WHEN is_topic THEN 'TOPIC_ITSELF' ELSE 'ABOUT_ITSELF' END::"CriticismReach", entity_id FROM link
    UNION
    -- Only topics and places have paths, and everything is at least about itself.
    SELECT criticism_id, CASE WHEN is_topic THEN 'TOPIC' ELSE 'ABOUT' END::"CriticismReach", coalesce(above_id, entity_id)
    FROM link LEFT JOIN tree_path ON below_id = entity_id
  )
  SELECT criticism_id, reach, entity_id, CASE WHEN has_subject THEN subject_id END, from_earliest
  FROM reached JOIN fact ON fact.id = criticism_id
$$;

-- ---------------------------------------------------------------- what is stored before

INSERT INTO tree_path SELECT * FROM tree_paths(ARRAY(SELECT id FROM topic UNION ALL SELECT id FROM place));
-- For the next statement, which reads all of it.
ANALYZE tree_path;
INSERT INTO criticism_under SELECT * FROM criticisms_under(ARRAY(SELECT id FROM criticism));

-- CreateIndex
CREATE INDEX "tree_path_below_id_above_id_idx" ON "tree_path"("below_id", "above_id");

-- The order of a list of criticisms by date, and of one from the newest, each read from either end.
-- CreateIndex
CREATE INDEX "criticism_under_critic_oldest_idx" ON "criticism_under"("reach", "entity_id", "critic_id", "from_earliest", "criticism_id");

-- CreateIndex
CREATE INDEX "criticism_under_critic_newest_idx" ON "criticism_under"("reach", "entity_id", "critic_id", "from_earliest" DESC NULLS LAST, "criticism_id" DESC);

-- CreateIndex
CREATE INDEX "criticism_under_oldest_idx" ON "criticism_under"("reach", "entity_id", "from_earliest", "criticism_id");

-- CreateIndex
CREATE INDEX "criticism_under_newest_idx" ON "criticism_under"("reach", "entity_id", "from_earliest" DESC NULLS LAST, "criticism_id" DESC);

ANALYZE tree_path, criticism_under;

-- ---------------------------------------------------------------- how they stay so

-- Sorted, because rows that are side by side in the indexes are written more quickly.
CREATE FUNCTION refresh_criticism_under(criticisms integer[], only_topics boolean DEFAULT NULL) RETURNS void LANGUAGE sql AS $$
  WITH wanted AS MATERIALIZED (SELECT * FROM criticisms_under(criticisms, only_topics)), gone AS (
    DELETE FROM criticism_under AS kept WHERE criticism_id = ANY (criticisms)
      AND (only_topics IS NULL OR only_topics = (reach IN ('TOPIC', 'TOPIC_ITSELF'))) AND NOT EXISTS (
        SELECT FROM wanted WHERE wanted.criticism_id = kept.criticism_id AND wanted.reach = kept.reach
          AND wanted.entity_id = kept.entity_id)
  )
  INSERT INTO criticism_under SELECT * FROM wanted WHERE NOT EXISTS (
    SELECT FROM criticism_under AS kept WHERE kept.criticism_id = wanted.criticism_id AND kept.reach = wanted.reach
      AND kept.entity_id = wanted.entity_id)
  ORDER BY reach, entity_id, critic_id, from_earliest
$$;

-- What is below a node that moves moves with it, and so do the criticisms that lead there.
CREATE FUNCTION refresh_tree_paths(nodes integer[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  moved CONSTANT integer[] := ARRAY(
    SELECT below_id FROM tree_path WHERE above_id = ANY (nodes) UNION SELECT unnest(nodes));
  criticisms integer[];
BEGIN
  DELETE FROM tree_path WHERE below_id = ANY (moved);
  INSERT INTO tree_path SELECT * FROM tree_paths(moved);
  criticisms := ARRAY(
    SELECT criticism_id FROM criticism_topic WHERE topic_id = ANY (moved)
    UNION SELECT criticism_id FROM criticism_about WHERE entity_id = ANY (moved));
  IF cardinality(criticisms) > 0 THEN PERFORM refresh_criticism_under(criticisms); END IF;
END $$;

-- The argument is the column that points at the node above.
CREATE FUNCTION tree_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE nodes integer[];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    nodes := ARRAY(SELECT above_id FROM tree_path UNION SELECT below_id FROM tree_path);
  ELSIF TG_OP = 'UPDATE' THEN
    EXECUTE format('SELECT array_agg(id) FROM (
      SELECT id, %1$I FROM former EXCEPT SELECT id, %1$I FROM changed
      UNION (SELECT id, %1$I FROM changed EXCEPT SELECT id, %1$I FROM former)) AS moved', TG_ARGV[0]) INTO nodes;
  ELSE
    SELECT array_agg(id) INTO nodes FROM changed;
  END IF;
  IF cardinality(nodes) > 0 THEN PERFORM refresh_tree_paths(nodes); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION criticism_link_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE criticisms integer[];
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    SELECT array_agg(DISTINCT criticism_id) INTO criticisms FROM criticism_under;
  ELSIF TG_OP = 'UPDATE' THEN
    SELECT array_agg(criticism_id) INTO criticisms
    FROM (SELECT criticism_id FROM former UNION SELECT criticism_id FROM changed) AS linked;
  ELSE
    SELECT array_agg(DISTINCT criticism_id) INTO criticisms FROM changed;
  END IF;
  IF cardinality(criticisms) > 0 THEN PERFORM refresh_criticism_under(criticisms, TG_TABLE_NAME = 'criticism_topic'); END IF;
  RETURN NULL;
END $$;

DO $$
DECLARE
  relation record;
  event record;
BEGIN
  FOR relation IN SELECT * FROM (VALUES
    ('topic', 'tree_changed', 'broader_id'), ('place', 'tree_changed', 'part_of_id'),
    ('criticism_topic', 'criticism_link_changed', ''), ('criticism_about', 'criticism_link_changed', '')
  ) AS relations (name, function, argument) LOOP
    FOR event IN SELECT * FROM (VALUES
      ('insert', 'REFERENCING NEW TABLE AS changed'),
      ('update', 'REFERENCING OLD TABLE AS former NEW TABLE AS changed'),
      ('delete', 'REFERENCING OLD TABLE AS changed'), ('truncate', '')
    ) AS events (name, rows) LOOP
      EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION %I(%L)',
        relation.name || '_' || event.name || '_keeps_closure', event.name, relation.name, event.rows,
        relation.function, relation.argument);
    END LOOP;
  END LOOP;
END $$;

-- The critic and the date of a criticism. By row, because few rows ever change in these.
CREATE FUNCTION criticism_fact_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE criticism_under SET critic_id = CASE WHEN NEW.has_subject THEN NEW.subject_id END, from_earliest = NEW.from_earliest
    WHERE criticism_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER fact_update_keeps_closure AFTER UPDATE OF subject_id, has_subject, from_earliest ON fact FOR EACH ROW
  WHEN (NEW.kind = 'CRITICISM' AND (OLD.subject_id, OLD.has_subject, OLD.from_earliest)
    IS DISTINCT FROM (NEW.subject_id, NEW.has_subject, NEW.from_earliest))
  EXECUTE FUNCTION criticism_fact_changed();
