-- What leads from one entity to another, for paths. The database keeps it in step with facts, links and trees.

CREATE TABLE "edge" (
    "near" INTEGER NOT NULL,
    "far" INTEGER NOT NULL,
    "fact_id" INTEGER NOT NULL,
    "way" SMALLINT NOT NULL,
    "backward" BOOLEAN NOT NULL,

    CONSTRAINT "edge_pkey" PRIMARY KEY ("near", "far", "fact_id", "way", "backward")
);

-- All edges, as facts, links and trees state them, each in both directions. Ways are 0 FACT, 1 ABOUT, 2 TOPIC,
-- 3 PART_OF, 4 BROADER, as in src/path/via.ts. An edge that leads from an entity to itself is none. One edge may be there
-- twice: that of a critic who is the target, too.
CREATE VIEW stated_edge AS
  SELECT start, near, far, fact_id, way::smallint, backward
  FROM (
    SELECT subject_id, object_id, id, 0 FROM fact
    UNION ALL SELECT subject_id, entity_id, id, 1 FROM fact JOIN criticism_about ON criticism_id = id
    UNION ALL SELECT object_id, entity_id, id, 1 FROM fact JOIN criticism_about ON criticism_id = id
    UNION ALL SELECT subject_id, topic_id, id, 2 FROM fact JOIN criticism_topic ON criticism_id = id
    UNION ALL SELECT object_id, topic_id, id, 2 FROM fact JOIN criticism_topic ON criticism_id = id
    UNION ALL SELECT id, part_of_id, 0, 3 FROM place
    UNION ALL SELECT id, broader_id, 0, 4 FROM topic
  ) AS link (start, finish, fact_id, way)
    CROSS JOIN LATERAL (VALUES (start, finish, false), (finish, start, true)) AS pair (near, far, backward)
  WHERE start <> finish;

-- Makes the table anew, in the order of its key. For databases that were filled without triggers.
CREATE FUNCTION fill_edges() RETURNS void LANGUAGE sql SET work_mem = '256MB' AS $$
  TRUNCATE edge;
  INSERT INTO edge SELECT DISTINCT near, far, fact_id, way, backward FROM stated_edge ORDER BY 1, 2, 3, 4, 5;
$$;
SELECT fill_edges();

CREATE INDEX "edge_fact_id_idx" ON "edge"("fact_id");
ANALYZE edge;

-- ---------------------------------------------------------------- kept by the database

-- What has changed comes as an array of ids: the plan that a session keeps then always reads from indexes, whichever
-- number of rows it was made for.
CREATE FUNCTION refresh_edges(ids integer[], ways smallint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF ids = '{}' THEN RETURN; END IF;
  DELETE FROM edge WHERE fact_id = ANY (ids) AND way = ANY (ways);
  INSERT INTO edge SELECT DISTINCT near, far, fact_id, way, backward FROM stated_edge
    WHERE fact_id = ANY (ids) AND way = ANY (ways);
END $$;

CREATE FUNCTION refresh_edges_of_facts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids integer[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN ids := ARRAY(SELECT id FROM changed);
    WHEN 'DELETE' THEN ids := ARRAY(SELECT id FROM former);
    ELSE ids := ARRAY(SELECT id FROM changed JOIN former USING (id)
      WHERE (changed.subject_id, changed.object_id) IS DISTINCT FROM (former.subject_id, former.object_id));
  END CASE;
  PERFORM refresh_edges(ids, '{0,1,2}');
  RETURN NULL;
END $$;

CREATE FUNCTION refresh_edges_of_links() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids integer[];
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN ids := ARRAY(SELECT DISTINCT criticism_id FROM changed);
    WHEN 'DELETE' THEN ids := ARRAY(SELECT DISTINCT criticism_id FROM former);
    ELSE ids := ARRAY(SELECT criticism_id FROM changed UNION SELECT criticism_id FROM former);
  END CASE;
  PERFORM refresh_edges(ids, ARRAY[TG_ARGV[0]]::smallint[]);
  RETURN NULL;
END $$;

-- An edge of a tree belongs to its lower end. The upper one, which says where it is stored, comes from the former rows.
CREATE FUNCTION refresh_edges_of_tree() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kind smallint := TG_ARGV[0];
  ids integer[];
  parents integer[];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    SELECT array_agg(id), array_agg((to_jsonb(former) ->> TG_ARGV[1])::integer) INTO ids, parents FROM former;
    DELETE FROM edge WHERE near = ANY (ids) AND far = ANY (parents) AND fact_id = 0 AND way = kind AND NOT backward;
    DELETE FROM edge WHERE near = ANY (parents) AND far = ANY (ids) AND fact_id = 0 AND way = kind AND backward;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    ids := ARRAY(SELECT id FROM changed);
    INSERT INTO edge SELECT near, far, fact_id, way, backward FROM stated_edge
      WHERE way = kind AND start = ANY (ids);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION remove_edges() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM edge WHERE way = ANY (TG_ARGV[0]::smallint[]);
  RETURN NULL;
END $$;

-- Once for each statement, however many rows it changes.
DO $$
DECLARE
  relation record;
  event record;
BEGIN
  FOR relation IN SELECT * FROM (VALUES
    ('fact', 'facts()', '{0,1,2}'), ('criticism_about', 'links(1)', '{1}'), ('criticism_topic', 'links(2)', '{2}'),
    ('place', 'tree(3, part_of_id)', '{3}'), ('topic', 'tree(4, broader_id)', '{4}')
  ) AS relations (name, function, ways) LOOP
    FOR event IN SELECT * FROM (VALUES
      ('insert', 'NEW TABLE AS changed'), ('update', 'OLD TABLE AS former NEW TABLE AS changed'), ('delete', 'OLD TABLE AS former')
    ) AS events (name, rows) LOOP
      EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION refresh_edges_of_%s',
        relation.name || '_' || event.name || '_changes_edges', event.name, relation.name, event.rows, relation.function);
    END LOOP;
    EXECUTE format('CREATE TRIGGER %I AFTER TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION remove_edges(%L)',
      relation.name || '_truncate_changes_edges', relation.name, relation.ways);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- what is asked
-- The edges that a path may pass: `ways` has a bit for each way, `facts` says that any fact will do. The days are those of
-- src/path/through.ts. A subselect and not EXISTS, because PostgreSQL may read all facts for that.
CREATE FUNCTION passable_edges(
  ways integer, avoided integer[], facts boolean, kinds "FactKind"[], types "RelationshipType"[],
  dated boolean[], starts_from integer, ends_by integer, may_start_by integer, may_end_from integer
) RETURNS SETOF edge LANGUAGE sql STABLE AS $$
  SELECT * FROM edge WHERE ways >> way & 1 = 1 AND far <> ALL (avoided) AND (facts OR fact_id = 0 OR (
    SELECT (kinds IS NULL OR kind = ANY (kinds))
      AND (types IS NULL OR kind <> 'RELATIONSHIP' OR (SELECT type = ANY (types) FROM relationship WHERE relationship.id = fact.id))
      AND (from_edtf IS NOT NULL OR until_edtf IS NOT NULL OR ongoing) = ALL (dated)
      AND (starts_from IS NULL OR (from_earliest >= starts_from) IS TRUE)
      AND (ends_by IS NULL OR (until_latest <= ends_by) IS TRUE)
      AND (may_start_by IS NULL OR (from_earliest <= may_start_by) IS NOT FALSE)
      AND (may_end_from IS NULL OR (until_latest >= may_end_from) IS NOT FALSE)
    FROM fact WHERE fact.id = fact_id
  ))
$$;

-- Puts paths of one length together, the first ones in order of their steps: by way, then by the slug that a step leads
-- to. Tries at most `budget` steps and returns how many are left, below 0 if it needed more; and for each path the
-- numbers of its steps.
CREATE FUNCTION walk_steps(
  source integer, target integer, length integer, most integer, places integer[], starts integer[], ends integer[], edges bigint[],
  INOUT budget integer, OUT walked integer[]
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  -- The steps in order: their numbers, what they lead to, and the first and the last of those that can follow.
  numbers integer[];
  nodes integer[];
  firsts integer[];
  lasts integer[];
  -- The way so far: the step at each place and what it leads to, and the steps that are still to be tried there.
  place integer := 1;
  next_steps integer[] := '{1}';
  last_steps integer[];
  taken integer[] := '{}';
  met integer[] := '{}';
  step integer;
  node integer;
BEGIN
  walked := '{}';
  WITH step AS (
    SELECT number, place, start, finish, row_number() OVER (ORDER BY place, start, edge >> 33, slug) AS position
    FROM unnest(places, starts, ends, edges) WITH ORDINALITY AS step (place, start, finish, edge, number)
      JOIN entity ON entity.id = finish
  ), visit AS (
    -- Whoever arrives at a node goes on with those that leave it.
    SELECT number, finish, position, arrives, min(position) FILTER (WHERE NOT arrives) OVER same AS first,
      max(position) FILTER (WHERE NOT arrives) OVER same AS last
    FROM (
      SELECT number, finish, position, true AS arrives, place + 1 AS place, finish AS node FROM step
      UNION ALL SELECT number, finish, position, false, place, start FROM step
    ) AS visit
    WINDOW same AS (PARTITION BY place, node)
  )
  SELECT array_agg(number ORDER BY position), array_agg(finish ORDER BY position),
      array_agg(coalesce(first, 0) ORDER BY position), array_agg(coalesce(last, -1) ORDER BY position)
    INTO numbers, nodes, firsts, lasts FROM visit WHERE arrives;
  last_steps := ARRAY[(SELECT count(*) FROM unnest(places) AS place WHERE place = 0)];
  WHILE place > 0 LOOP
    step := next_steps[place];
    IF step > last_steps[place] THEN
      place := place - 1;
      CONTINUE;
    END IF;
    next_steps[place] := step + 1;
    node := nodes[step];
    CONTINUE WHEN node = source OR (node = target AND place < length) OR node = ANY (met[: place - 1]);
    budget := budget - 1;
    EXIT WHEN budget < 0;
    taken[place] := numbers[step];
    IF place = length THEN
      walked := walked || taken;
      EXIT WHEN cardinality(walked) = most * length;
    ELSE
      met[place] := node;
      place := place + 1;
      next_steps[place] := firsts[step];
      last_steps[place] := lasts[step];
    END IF;
  END LOOP;
END $$;

-- The same where no path of the length can go wrong, because there is no shorter one: every step that was collected
-- leads to the target, and to nothing that was met. Only the first ways to go on are put in order, place by place.
CREATE FUNCTION follow_steps(
  source integer, length integer, most integer, places integer[], starts integer[], ends integer[], edges bigint[]
) RETURNS integer[] LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  -- The steps of each path so far, one path after the other, and what each leads to.
  walked integer[] := '{}';
  nodes integer[] := ARRAY[source];
  parents integer[];
  numbers integer[];
  longer integer[];
BEGIN
  FOR done IN 0 .. length - 1 LOOP
    SELECT array_agg(parent), array_agg(number), array_agg(finish) INTO parents, numbers, nodes FROM (
      SELECT parent, number, finish
      FROM (
        SELECT parent, number, finish, edge >> 33 AS way
        FROM unnest(places, starts, ends, edges) WITH ORDINALITY AS step (place, start, finish, edge, number)
          JOIN unnest(nodes) WITH ORDINALITY AS parent (node, parent) ON node = start
        WHERE place = done OFFSET 0
      ) AS step JOIN entity ON entity.id = finish
      ORDER BY parent, way, slug LIMIT most
    ) AS step;
    longer := '{}';
    FOR path IN 1 .. coalesce(cardinality(numbers), 0) LOOP
      longer := longer || walked[(parents[path] - 1) * done + 1 : parents[path] * done] || numbers[path];
    END LOOP;
    walked := longer;
  END LOOP;
  RETURN walked;
END $$;

-- The shortest paths between two entities, as src/path/find.ts describes them: a row for each step, and a last one that
-- says how far the search went. Both ends are searched towards each other, the smaller side first, until edges lead from
-- one side to the other. Then the steps of all paths of that length are collected from there outwards, and paths are put
-- together step by step.
CREATE FUNCTION find_paths(
  source integer, target integer, longest integer, most integer, node_limit integer, pair_limit integer, step_limit integer,
  ways integer, avoided integer[], facts boolean, kinds "FactKind"[], types "RelationshipType"[],
  dated boolean[], starts_from integer, ends_by integer, may_start_by integer, may_end_from integer
) RETURNS TABLE (
  path integer, place integer, from_id integer, to_id integer, way integer, all_ways integer, fact_id integer, backward boolean,
  searched_length integer, truncated boolean
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  -- What was reached from either end, in order of the steps that it takes; and how many that are after 0, 1, 2 ... steps.
  near_nodes integer[] := ARRAY[source];
  far_nodes integer[] := ARRAY[target];
  near_counts integer[] := '[0:0]={1}';
  far_counts integer[] := '[0:0]={1}';
  near_depth integer := 0;
  far_depth integer := 0;
  grows_near boolean;
  reached integer[];
  fresh integer[];
  room integer;
  -- One path at least was found, so that longer ones may pass what is nearer than they go.
  met boolean := false;
  cut boolean := false;
  -- How many paths there are so far, and how many steps may still be tried for more.
  found integer := 0;
  budget integer := step_limit;
  searched integer := 0;
  -- The steps that paths can take at each place: where they start and end, their first edge as one number, all their ways.
  stage integer;
  starts integer[];
  ends integer[];
  flipped boolean;
  kept_starts integer[];
  kept_ends integer[];
  kept_edges bigint[];
  kept_ways integer[];
  middle_ends integer[];
  step_places integer[];
  step_starts integer[];
  step_ends integer[];
  step_edges bigint[];
  step_ways integer[];
  walked integer[];
BEGIN
  FOR length IN 1 .. longest LOOP
    IF length > 1 THEN
      -- Of sides with as many nodes to go on from, the one that has gone less far: a single neighbour is often a hub.
      grows_near := (near_counts[near_depth] - coalesce(near_counts[near_depth - 1], 0), near_depth)
        <= (far_counts[far_depth] - coalesce(far_counts[far_depth - 1], 0), far_depth);
      reached := CASE WHEN grows_near THEN near_nodes ELSE far_nodes END;
      room := node_limit - cardinality(reached);
      starts := CASE WHEN grows_near THEN near_nodes[coalesce(near_counts[near_depth - 1], 0) + 1 :]
        ELSE far_nodes[coalesce(far_counts[far_depth - 1], 0) + 1 :] END;
      fresh := ARRAY(
        SELECT DISTINCT far
        FROM passable_edges(ways, avoided, facts, kinds, types, dated, starts_from, ends_by, may_start_by, may_end_from)
        WHERE near = ANY (starts) AND far <> ALL (reached) ORDER BY 1 LIMIT room + 1
      );
      IF cardinality(fresh) > room THEN
        cut := true;
        fresh := fresh[: room];
      END IF;
      IF grows_near THEN
        near_depth := near_depth + 1;
        near_nodes := near_nodes || fresh;
        near_counts[near_depth] := cardinality(near_nodes);
      ELSE
        far_depth := far_depth + 1;
        far_nodes := far_nodes || fresh;
        far_counts[far_depth] := cardinality(far_nodes);
      END IF;
      -- One end leads no further, so there is no longer path, unless both are within reach already.
      IF cardinality(fresh) = 0 AND NOT met THEN
        searched := CASE WHEN cut THEN searched ELSE longest END;
        EXIT;
      END IF;
    END IF;

    step_places := '{}'; step_starts := '{}'; step_ends := '{}'; step_edges := '{}'; step_ways := '{}';
    -- From the middle outwards, so that each side keeps only what leads to the other.
    FOR turn IN 0 .. length - 1 LOOP
      stage := CASE WHEN turn <= near_depth THEN near_depth - turn ELSE turn END;
      starts := CASE WHEN stage > near_depth THEN kept_ends
        ELSE near_nodes[CASE WHEN met THEN 1 ELSE coalesce(near_counts[stage - 1], 0) + 1 END : near_counts[stage]] END;
      ends := CASE WHEN stage < near_depth THEN kept_starts
        ELSE far_nodes[CASE WHEN met THEN 1 ELSE coalesce(far_counts[length - stage - 2], 0) + 1 END : far_counts[length - stage - 1]] END;
      -- Each edge is there in both directions: the fewer ends are looked up, and of these edges the others are picked.
      flipped := cardinality(starts) > cardinality(ends);
      fresh := CASE WHEN flipped THEN starts ELSE ends END;
      IF flipped THEN starts := ends; END IF;
      SELECT array_agg(CASE WHEN flipped THEN far ELSE near END), array_agg(CASE WHEN flipped THEN near ELSE far END),
          array_agg(edge), array_agg(all_ways)
        INTO kept_starts, kept_ends, kept_edges, kept_ways
        FROM (
          SELECT near, far, min(way::bigint << 33 | fact_id::bigint << 1 | (backward <> flipped)::integer) AS edge, bit_or(1 << way) AS all_ways
          FROM passable_edges(ways, avoided, facts, kinds, types, dated, starts_from, ends_by, may_start_by, may_end_from)
          WHERE near = ANY (starts) AND far = ANY (fresh) GROUP BY near, far
        ) AS pair;
      EXIT WHEN kept_starts IS NULL;
      IF cardinality(kept_starts) > pair_limit THEN
        cut := true;
        SELECT array_agg(s), array_agg(e), array_agg(edge), array_agg(all_ways)
          INTO kept_starts, kept_ends, kept_edges, kept_ways
          FROM (
            SELECT s, e, edge, all_ways FROM unnest(kept_starts, kept_ends, kept_edges, kept_ways) AS pair (s, e, edge, all_ways)
              JOIN entity ON entity.id = e
            ORDER BY edge >> 33, slug, s LIMIT pair_limit
          ) AS pair;
      END IF;
      step_places := step_places || array_fill(stage, ARRAY[cardinality(kept_starts)]);
      step_starts := step_starts || kept_starts;
      step_ends := step_ends || kept_ends;
      step_edges := step_edges || kept_edges;
      step_ways := step_ways || kept_ways;
      IF turn = 0 THEN middle_ends := kept_ends; END IF;
      IF turn = near_depth THEN kept_ends := middle_ends; END IF;
    END LOOP;

    IF step_starts <> '{}' THEN
      IF met THEN
        SELECT walk.budget, walk.walked INTO budget, walked FROM walk_steps(
          source, target, length, most - found, step_places, step_starts, step_ends, step_edges, budget) AS walk;
        cut := cut OR budget < 0;
      ELSE
        walked := follow_steps(source, length, most, step_places, step_starts, step_ends, step_edges);
        met := true;
      END IF;
      RETURN QUERY
        SELECT found + (number - 1)::integer / length, (number - 1)::integer % length, step_starts[step], step_ends[step],
          (step_edges[step] >> 33)::integer, step_ways[step], (step_edges[step] >> 1 & 2147483647)::integer,
          step_edges[step] & 1 = 1, NULL::integer, NULL::boolean
        FROM unnest(walked) WITH ORDINALITY AS walked (step, number);
      found := found + cardinality(walked) / length;
    END IF;
    IF NOT cut THEN searched := length; END IF;
    EXIT WHEN found >= most;
  END LOOP;
  RETURN QUERY SELECT NULL::integer, NULL::integer, NULL::integer, NULL::integer, NULL::integer, NULL::integer, NULL::integer,
    NULL::boolean, searched, cut;
END $$;
