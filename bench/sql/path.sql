-- The first of the shortest paths of at most three steps. Which nodes it passes is found length by length; COALESCE looks
-- for a longer one only where there is no shorter one.
with ends as materialized (
  select (select id from entity where slug = $1) as a, (select id from entity where slug = $2) as b
), found as materialized (
  select coalesce(
    (select array[a, b] from edge where near = a and far = b limit 1),
    (select array[a, x.id, b] from (
        select far as id, min(way) as way from edge
        where near = a and far = any (array(select far from edge where near = b)) group by far
      ) as x join entity using (id) order by way, slug limit 1),
    (select array[a, m.x, m.y, b] from (
        select near as x, far as y, min(way) as way from edge
        where near = any (array(select far from edge where near = a)) and far = any (array(select far from edge where near = b))
        group by near, far
      ) as m
        join (select far as x, min(way) as way from edge where near = a group by far) as first using (x)
        join entity as ex on ex.id = m.x join entity as ey on ey.id = m.y
      order by first.way, ex.slug, m.way, ey.slug limit 1)
  ) as nodes from ends
)
select coalesce(json_agg(json_build_object(
  'forward', not step.backward,
  'from', (select name from entity where id = nodes[place]),
  'to', (select name from entity where id = nodes[place + 1]),
  'statement', (select statement from fact where id = step.fact_id),
  'anchors', (select coalesce(json_agg(anchor order by ordinal), '[]') from evidence where fact_id = step.fact_id)
) order by place), '[]')::text as answer
from found cross join generate_series(1, cardinality(nodes) - 1) as place
  cross join lateral (
    select fact_id, backward from edge where near = nodes[place] and far = nodes[place + 1] order by way, fact_id, backward limit 1
  ) as step
