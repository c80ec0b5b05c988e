with page as materialized (
  select f.id, f.subject_id, f.object_id, f.from_edtf, f.until_edtf, f.from_earliest
  from (
    select distinct on (found.from_earliest, found.criticism_id) found.*
    from name as critic cross join name as topic cross join lateral (
      select u.criticism_id, u.from_earliest from criticism_under as u
      where u.reach = 'TOPIC_ITSELF' and u.entity_id = topic.entity_id and u.critic_id = critic.entity_id
      order by u.from_earliest, u.criticism_id limit 20
    ) as found
    where critic.key = $1 and topic.key = $2
    order by found.from_earliest, found.criticism_id limit 20
  ) as found join fact as f on f.id = found.criticism_id
)
select coalesce(json_agg(json_build_object(
  'claim', c.summary,
  'statedOn', case when page.from_edtf = page.until_edtf then page.from_edtf
    when page.from_edtf is not null or page.until_edtf is not null
    then coalesce(page.from_edtf, '') || '/' || coalesce(page.until_edtf, '') end,
  'critic', critic.name,
  'target', json_build_object('name', target.name, 'aliases', (
    select coalesce(json_agg(json_build_object('name', a.name, 'aliasKind', a.kind) order by af.from_earliest, af.id), '[]')
    from fact as af join alias as a on a.id = af.id where af.subject_id = target.id and af.kind = 'ALIAS')),
  'topics', (select coalesce(json_agg(t.name order by link.ordinal), '[]')
    from criticism_topic as link join entity as t on t.id = link.topic_id where link.criticism_id = page.id),
  'evidence', (select json_agg(json_build_object(
      'paragraph', p.number, 'anchor', ev.anchor, 'sentence', s.text, 'status', ev.status,
      'references', (select coalesce(json_agg(r.label order by er.ordinal), '[]')
        from evidence_reference as er join reference as r on r.id = er.reference_id where er.evidence_id = ev.id),
      'document', d.title) order by ev.ordinal)
    from evidence as ev join paragraph as p on p.id = ev.paragraph_id join document as d on d.id = p.document_id
      left join sentence as s on s.id = ev.sentence_id where ev.fact_id = page.id)
) order by page.from_earliest, page.id), '[]')::text as answer
from page join criticism as c on c.id = page.id join entity as critic on critic.id = page.subject_id
  join entity as target on target.id = page.object_id
