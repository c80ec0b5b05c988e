-- Paths are found with fewer and smaller statements: see docs/decisions/0047-paths-by-few-looks.md.

-- A pair's first edge is the first one in the index.
ALTER TABLE "edge" DROP CONSTRAINT "edge_pkey", ADD CONSTRAINT "edge_pkey" PRIMARY KEY ("near", "far", "way", "fact_id", "backward");

-- As before, in the order of the new key.
CREATE OR REPLACE FUNCTION fill_edges() RETURNS void LANGUAGE sql SET work_mem = '256MB' AS $$
  TRUNCATE edge;
  INSERT INTO edge SELECT DISTINCT near, far, fact_id, way, backward FROM stated_edge ORDER BY 1, 2, 4, 3, 5;
$$;

DROP FUNCTION find_paths, walk_steps, follow_steps;

-- Puts paths of one length together, the first ones in order of their steps: by way, then by the slug that a step leads
-- to. Tries at most `budget` steps and returns how many are left, below 0 if it needed more; and the nodes of each path up
-- to the last but one.
CREATE FUNCTION walk_steps(
  source integer, target integer, length integer, most integer, places integer[], starts integer[], ends integer[], ways integer[],
  INOUT budget integer, OUT walked integer[]
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  -- What the steps lead to, in order, and the first and the last of those that can follow each.
  nodes integer[];
  firsts integer[];
  lasts integer[];
  -- What was met so far at each place, and the steps that are still to be tried there.
  place integer := 1;
  next_steps integer[] := '{1}';
  last_steps integer[];
  met integer[] := '{}';
  step integer;
  node integer;
BEGIN
  walked := '{}';
  WITH step AS (
    SELECT place, start, finish, row_number() OVER (ORDER BY place, start, way, slug) AS position
    FROM unnest(places, starts, ends, ways) AS step (place, start, finish, way)
      JOIN entity ON entity.id = finish
  ), visit AS (
    -- Whoever arrives at a node goes on with those that leave it.
    SELECT finish, position, arrives, min(position) FILTER (WHERE NOT arrives) OVER same AS first,
      max(position) FILTER (WHERE NOT arrives) OVER same AS last
    FROM (
      SELECT finish, position, true AS arrives, place + 1 AS place, finish AS node FROM step
      UNION ALL SELECT finish, position, false, place, start FROM step
    ) AS visit
    WINDOW same AS (PARTITION BY place, node)
  )
  SELECT array_agg(finish ORDER BY position), array_agg(coalesce(first, 0) ORDER BY position),
      array_agg(coalesce(last, -1) ORDER BY position)
    INTO nodes, firsts, lasts FROM visit WHERE arrives;
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
    IF place = length THEN
      walked := walked || source || met[: length - 1];
      EXIT WHEN cardinality(walked) = most * length;
    ELSE
      met[place] := node;
      place := place + 1;
      next_steps[place] := firsts[step];
      last_steps[place] := lasts[step];
    END IF;
  END LOOP;
END $$;

-- What follows is made twice of one text: where nothing is restricted, to look at restrictions takes a third of the time.
DO $make$
DECLARE
  functions CONSTANT text := $functions$
-- Paths of one length that may run into what they met already. All steps that they can take are collected, from the middle
-- outwards, so that each side keeps only what leads to the other; then they are walked in order, with at most `budget`
-- steps. Returns the nodes of each path up to the last but one, how many steps are left, and whether a limit was met.
CREATE FUNCTION walk_PATHS(
  source integer, target integer, length integer, most integer, near_nodes integer[], near_counts integer[],
  far_nodes integer[], far_counts integer[], pair_limit integer, INOUT budget integer,
  OUT walked integer[], OUT cut boolean RESTRICTIONS
) LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  near_depth integer := array_upper(near_counts, 1);
  -- The steps that paths can take at each place: where they start and end, and their first way.
  stage integer;
  starts integer[];
  ends integer[];
  fewer integer[];
  flipped boolean;
  kept_starts integer[];
  kept_ends integer[];
  kept_ways integer[];
  middle_ends integer[];
  step_places integer[] := '{}';
  step_starts integer[] := '{}';
  step_ends integer[] := '{}';
  step_ways integer[] := '{}';
BEGIN
  walked := '{}';
  cut := false;
  FOR turn IN 0 .. length - 1 LOOP
    stage := CASE WHEN turn <= near_depth THEN near_depth - turn ELSE turn END;
    starts := CASE WHEN stage > near_depth THEN kept_ends ELSE near_nodes[: near_counts[stage]] END;
    ends := CASE WHEN stage < near_depth THEN kept_starts ELSE far_nodes[: far_counts[length - stage - 1]] END;
    -- Each edge is there in both directions: the fewer ends are looked up, and of these edges the others are picked.
    flipped := cardinality(starts) > cardinality(ends);
    fewer := CASE WHEN flipped THEN starts ELSE ends END;
    IF flipped THEN starts := ends; END IF;
    SELECT array_agg(CASE WHEN flipped THEN far ELSE near END), array_agg(CASE WHEN flipped THEN near ELSE far END), array_agg(way)
      INTO kept_starts, kept_ends, kept_ways
      FROM (
        SELECT near, far, min(way) AS way
        FROM EDGES
        WHERE near = ANY (starts) AND far = ANY (fewer) GROUP BY near, far
      ) AS pair;
    EXIT WHEN kept_starts IS NULL;
    IF cardinality(kept_starts) > pair_limit THEN
      cut := true;
      SELECT array_agg(s), array_agg(e), array_agg(way) INTO kept_starts, kept_ends, kept_ways
        FROM (
          SELECT s, e, way FROM unnest(kept_starts, kept_ends, kept_ways) AS pair (s, e, way) JOIN entity ON entity.id = e
          ORDER BY way, slug, s LIMIT pair_limit
        ) AS pair;
    END IF;
    step_places := step_places || array_fill(stage, ARRAY[cardinality(kept_starts)]);
    step_starts := step_starts || kept_starts;
    step_ends := step_ends || kept_ends;
    step_ways := step_ways || kept_ways;
    IF turn = 0 THEN middle_ends := kept_ends; END IF;
    IF turn = near_depth THEN kept_ends := middle_ends; END IF;
  END LOOP;
  IF step_starts <> '{}' THEN
    SELECT walk.budget, walk.walked INTO budget, walked FROM walk_steps(
      source, target, length, most, step_places, step_starts, step_ends, step_ways, budget) AS walk;
    cut := cut OR budget < 0;
  END IF;
END $$;

-- The shortest paths between two entities, as src/path/search.ts describes them: a row for each with the nodes that it
-- meets, and a last one that says how far the search went. Both ends are searched towards each other, the smaller side first,
-- until edges lead from one side to the other. Then paths are followed from the source, place by place, over nothing but
-- what leads to the target. Longer paths can run into what they met already: all their steps are collected, and walked.
CREATE FUNCTION search_PATHS(
  source integer, target integer, longest integer, most integer, node_limit integer, pair_limit integer, step_limit integer RESTRICTIONS
) RETURNS TABLE (nodes integer[], searched_length integer, truncated boolean)
LANGUAGE plpgsql STABLE ROWS 2 SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  -- Whatever has more edges is a hub: the search rather starts at the other end.
  hub CONSTANT integer := 200;
  -- So many nodes are looked up one by one, so that parallel edges cost nothing; of more all edges are read.
  few CONSTANT integer := 50;
  -- What was reached from either end, in order of the steps that it takes; how many that are after 0, 1, 2 ... steps; and
  -- what the last step reached.
  near_nodes integer[] := ARRAY[source];
  far_nodes integer[] := ARRAY[target];
  near_counts integer[] := '[0:0]={1}';
  far_counts integer[] := '[0:0]={1}';
  near_layer integer[] := near_nodes;
  far_layer integer[] := far_nodes;
  near_depth integer := 0;
  far_depth integer := 0;
  grows_near boolean;
  start integer;
  starts integer[];
  reached integer[];
  fresh integer[];
  room integer;
  -- One path at least was found, so that longer ones may pass what is nearer than they go.
  met boolean := false;
  cut boolean := false;
  -- How many paths there are so far.
  found integer := 0;
  budget integer := step_limit;
  searched integer := 0;
  -- What leads to the target from each place of the near side, from the middle to the source, and where each place ends.
  leads integer[];
  lead_ends integer[];
  kept integer[];
  -- The nodes of each path so far, one path after the other.
  walked integer[];
  longer integer[];
  many integer;
BEGIN
  IF source = target THEN
    nodes := ARRAY[source];
    RETURN NEXT;
    longest := 0;
  END IF;
  FOR length IN 1 .. longest LOOP
    IF length = 1 THEN
      SELECT coalesce(array_agg(far), '{}'), coalesce(sum(edges), 0) <= hub INTO fresh, grows_near FROM (
        SELECT far, count(*) AS edges
        FROM (
          SELECT far
          FROM EDGES
          WHERE near = source ORDER BY far LIMIT hub + 1
        ) AS edge GROUP BY far ORDER BY far
      ) AS node;
    ELSE
      -- Of sides with as many nodes to go on from, the one that has gone less far: a single neighbour is often a hub.
      IF length > 2 THEN grows_near := (cardinality(near_layer), near_depth) <= (cardinality(far_layer), far_depth); END IF;
      IF grows_near THEN starts := near_layer; reached := near_nodes; ELSE starts := far_layer; reached := far_nodes; END IF;
      room := node_limit - cardinality(reached);
      start := starts[1];
      IF length = 2 AND grows_near THEN
        NULL; -- They are known.
      ELSIF cardinality(starts) = 1 THEN
        -- Of one node the index has them in order.
        fresh := ARRAY(
          SELECT DISTINCT far
          FROM EDGES
          WHERE near = start AND far <> ALL (reached) ORDER BY 1 LIMIT room + 1
        );
      ELSE
        fresh := ARRAY(
          SELECT DISTINCT far
          FROM EDGES
          WHERE near = ANY (starts) AND far <> ALL (reached) ORDER BY 1 LIMIT room + 1
        );
      END IF;
      IF cardinality(fresh) > room THEN
        cut := true;
        fresh := fresh[: room];
      END IF;
      IF grows_near THEN
        near_depth := near_depth + 1;
        near_nodes := near_nodes || fresh;
        near_counts[near_depth] := cardinality(near_nodes);
        near_layer := fresh;
      ELSE
        far_depth := far_depth + 1;
        far_nodes := far_nodes || fresh;
        far_counts[far_depth] := cardinality(far_nodes);
        far_layer := fresh;
      END IF;
      -- One end leads no further, so there is no longer path, unless both are within reach already.
      IF cardinality(fresh) = 0 AND NOT met THEN
        searched := CASE WHEN cut THEN searched ELSE longest END;
        EXIT;
      END IF;
    END IF;

    IF NOT met THEN
      walked := '{}';
      kept := far_layer;
      leads := '{}';
      FOR place IN REVERSE near_depth .. 1 LOOP
        starts := CASE WHEN place = near_depth THEN near_layer ELSE near_nodes[near_counts[place - 1] + 1 : near_counts[place]] END;
        -- Few nodes are looked up one by one, until each has shown an edge. Else those of the other side are, with all edges:
        -- each is there in both directions.
        IF cardinality(starts) > least(cardinality(kept), 1000) THEN
          kept := ARRAY(
            SELECT DISTINCT far
            FROM EDGES
            WHERE near = ANY (kept) AND far = ANY (starts)
          );
        ELSE
          kept := ARRAY(
            SELECT start FROM unnest(starts) AS start WHERE EXISTS (
              SELECT FROM EDGES
              WHERE near = start AND far = ANY (kept)
            )
          );
        END IF;
        EXIT WHEN kept = '{}';
        leads := leads || kept;
        lead_ends[place] := cardinality(leads);
      END LOOP;
      IF length = 1 THEN
        IF grows_near AND target = ANY (fresh) OR NOT grows_near AND EXISTS (
          SELECT FROM EDGES
          WHERE near = source AND far = target
        ) THEN
          walked := ARRAY[source];
        END IF;
      ELSIF kept <> '{}' THEN
        walked := ARRAY[source];
        FOR done IN 1 .. length - 1 LOOP
          IF done > 1 THEN
            kept := CASE WHEN done <= near_depth THEN leads[coalesce(lead_ends[done + 1], 0) + 1 : lead_ends[done]]
              ELSE far_nodes[far_counts[length - done - 1] + 1 : far_counts[length - done]] END;
          END IF;
          many := 0;
          longer := '{}';
          FOR number IN 1 .. cardinality(walked) / done LOOP
            start := walked[number * done];
            IF done = 1 AND near_depth > 0 AND cardinality(kept) = 1 THEN
              fresh := kept;
            ELSIF cardinality(kept) <= few THEN
              fresh := ARRAY(
                SELECT id
                FROM unnest(kept) AS node (id) CROSS JOIN LATERAL (
                  SELECT way FROM EDGES WHERE near = start AND far = node.id ORDER BY way LIMIT 1
                ) AS first JOIN entity USING (id)
                ORDER BY way, slug LIMIT most - many
              );
            ELSE
              fresh := ARRAY(
                SELECT far
                FROM (
                  SELECT far, min(way) AS way
                  FROM EDGES
                  WHERE near = start AND far = ANY (kept) GROUP BY far ORDER BY way FETCH FIRST (most - many) ROWS WITH TIES
                ) AS step JOIN entity ON entity.id = far
                ORDER BY way, slug LIMIT most - many
              );
            END IF;
            FOR choice IN 1 .. cardinality(fresh) LOOP
              longer := longer || walked[(number - 1) * done + 1 : number * done] || fresh[choice];
            END LOOP;
            many := many + cardinality(fresh);
            EXIT WHEN many = most;
          END LOOP;
          walked := longer;
          EXIT WHEN many = 0;
        END LOOP;
      END IF;
      met := walked <> '{}';
    ELSE
      SELECT walk.walked, walk.budget, cut OR walk.cut INTO walked, budget, cut FROM walk_PATHS(
        source, target, length, most - found, near_nodes, near_counts, far_nodes, far_counts, pair_limit, budget PASSED) AS walk;
    END IF;

    FOR path IN 0 .. cardinality(walked) / length - 1 LOOP
      nodes := walked[path * length + 1 : path * length + length] || target;
      RETURN NEXT;
    END LOOP;
    found := found + cardinality(walked) / length;
    IF NOT cut THEN searched := length; END IF;
    EXIT WHEN found >= most;
  END LOOP;
  nodes := NULL;
  searched_length := searched;
  truncated := cut;
  RETURN NEXT;
END $$;
$functions$;
  restrictions CONSTANT text := ', ways integer, avoided integer[], facts boolean, kinds "FactKind"[], types "RelationshipType"[],
    dated boolean[], starts_from integer, ends_by integer, may_start_by integer, may_end_from integer';
  passed CONSTANT text := 'ways, avoided, facts, kinds, types, dated, starts_from, ends_by, may_start_by, may_end_from';
BEGIN
  EXECUTE replace(replace(replace(replace(functions,
    'PATHS', 'any_paths'), 'EDGES', 'edge'), 'RESTRICTIONS', ''), 'PASSED', '');
  EXECUTE replace(replace(replace(replace(functions,
    'PATHS', 'passable_paths'), 'EDGES', 'passable_edges(' || passed || ')'), 'RESTRICTIONS', restrictions), 'PASSED', ', ' || passed);
END $make$;

-- The first of the shortest paths, where nothing is restricted, in one statement for all lengths up to three: this is what
-- is asked most, and statements of their own for each step take twice as long. Longer and further paths are searched for as
-- always, and so are those of three steps from a hub, because there the limits matter.
CREATE FUNCTION find_any_paths(
  source integer, target integer, longest integer, most integer, node_limit integer, pair_limit integer, step_limit integer
) RETURNS TABLE (nodes integer[], searched_length integer, truncated boolean)
LANGUAGE plpgsql STABLE ROWS 2 SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  -- Whatever has more edges is a hub.
  hub CONSTANT integer := 100;
  is_hub boolean;
BEGIN
  IF most = 1 AND source <> target THEN
    SELECT end_is_hub, coalesce(
      (SELECT ARRAY[source, target] FROM edge WHERE near = source AND far = target LIMIT 1),
      CASE WHEN longest > 1 THEN (
        SELECT ARRAY[source, id, target] FROM entity WHERE id = ANY (ARRAY(
          SELECT far FROM edge
          WHERE near = source AND far = ANY (CASE WHEN end_is_hub
            THEN ARRAY(SELECT far FROM edge WHERE near = target)
            ELSE ARRAY(SELECT far FROM edge WHERE near = target AND far = ANY (ARRAY(SELECT far FROM edge WHERE near = source)))
          END)
          GROUP BY far ORDER BY min(way) FETCH FIRST ROW WITH TIES
        )) ORDER BY slug LIMIT 1
      ) END,
      CASE WHEN longest > 2 AND NOT end_is_hub THEN (
        SELECT ARRAY[source, first.id, second.id, target]
        FROM (
          SELECT id FROM (SELECT far AS id, min(way) AS way FROM edge WHERE near = source GROUP BY far) AS step JOIN entity USING (id)
          WHERE EXISTS (SELECT FROM edge WHERE near = id AND far = ANY (ARRAY(SELECT far FROM edge WHERE near = target)))
          ORDER BY way, slug LIMIT 1
        ) AS first CROSS JOIN LATERAL (
          SELECT id FROM entity WHERE id = ANY (ARRAY(
            SELECT far FROM edge
            WHERE near = first.id AND far = ANY (ARRAY(SELECT far FROM edge WHERE near = target))
            GROUP BY far ORDER BY min(way) FETCH FIRST ROW WITH TIES
          )) ORDER BY slug LIMIT 1
        ) AS second
      ) END
    ) INTO is_hub, nodes
    FROM (SELECT cardinality(ARRAY(SELECT far FROM edge WHERE near = source LIMIT hub + 1)) > hub AS end_is_hub OFFSET 0) AS known;
    IF nodes IS NOT NULL THEN
      RETURN NEXT;
      searched_length := cardinality(nodes) - 1;
    ELSIF longest < 3 OR longest = 3 AND NOT is_hub THEN
      searched_length := longest;
    END IF;
    IF searched_length IS NOT NULL THEN
      nodes := NULL;
      truncated := false;
      RETURN NEXT;
      RETURN;
    END IF;
  END IF;
  RETURN QUERY SELECT * FROM search_any_paths(source, target, longest, most, node_limit, pair_limit, step_limit);
END $$;
