with page as materialized (
  (select id, subject_id, has_subject, object_id, from_edtf, from_earliest from fact
    where kind = 'CRITICISM' and (from_earliest, id) > ($1::integer, $2::integer) order by from_earliest, id limit 21)
  union all
  (select id, subject_id, has_subject, object_id, from_edtf, from_earliest from fact
    where kind = 'CRITICISM' and from_earliest is null order by id limit 21)
  order by from_earliest, id limit 21
), shown as (select * from page order by from_earliest, id limit 20)
select json_build_object(
  'nodes', (select json_agg(json_build_object(
      'claim', c.summary, 'statedOn', shown.from_edtf, 'critic', critic.name, 'target', target.name)
      order by shown.from_earliest, shown.id)
    from shown join criticism as c on c.id = shown.id
      left join entity as critic on critic.id = shown.subject_id and shown.has_subject
      join entity as target on target.id = shown.object_id),
  'next', (select count(*) > 20 from page)
)::text as answer
