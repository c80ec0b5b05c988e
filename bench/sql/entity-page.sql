select json_build_object(
  'name', e.name,
  'summary', e.summary,
  'aliases', (select coalesce(json_agg(json_build_object('name', a.name, 'aliasKind', a.kind) order by f.from_earliest, f.id), '[]')
    from fact as f join alias as a on a.id = f.id where f.subject_id = e.id and f.kind = 'ALIAS'),
  'roles', json_build_object(
    'count', (select count(*) from fact as f where f.object_id = e.id and f.kind = 'ROLE'),
    'nodes', (select coalesce(json_agg(json_build_object(
        'title', r.title, 'person', p.name, 'from', f.from_edtf, 'until', f.until_edtf) order by f.from_earliest, f.id), '[]')
      from (select * from fact where object_id = e.id and kind = 'ROLE' order by from_earliest, id limit 10) as f
        join role as r on r.id = f.id join entity as p on p.id = f.subject_id)),
  'figures', json_build_object(
    'count', (select count(*) from fact as f where f.subject_id = e.id and f.kind = 'FIGURE'),
    'nodes', (select coalesce(json_agg(json_build_object(
        'metric', g.metric, 'amount', g.value::float8, 'asOf', f.from_edtf) order by f.from_earliest, f.id), '[]')
      from (select * from fact where subject_id = e.id and kind = 'FIGURE' order by from_earliest, id limit 10) as f
        join figure as g on g.id = f.id)),
  'criticisms', json_build_object(
    'count', (select count(*) from fact as f where f.object_id = e.id and f.kind = 'CRITICISM'),
    'nodes', (select coalesce(json_agg(json_build_object(
        'claim', c.summary, 'critic', critic.name,
        'topics', (select coalesce(json_agg(t.name order by link.ordinal), '[]')
          from criticism_topic as link join entity as t on t.id = link.topic_id where link.criticism_id = f.id)
        ) order by f.from_earliest, f.id), '[]')
      from (select * from fact where object_id = e.id and kind = 'CRITICISM' order by from_earliest, id limit 10) as f
        join criticism as c on c.id = f.id
        left join entity as critic on critic.id = f.subject_id and f.has_subject))
)::text as answer
from entity as e where e.slug = $1
