with question as (
  select jsonb_build_array(jsonb_build_array(jsonb_build_object('text', $1::text, 'is', 'words'))) as asked
), asked as materialized (
  select search_query(asked, 'entity', '{}') as entity, search_query(asked, 'fact', '{}') as fact,
    search_query(asked, 'fact', '{}', false) as ranking, search_query(asked, 'sentence', '{}') as sentence from question
), found as (
  select 0 as source, e.id, ts_rank(e.search, entity, 32)::float8
      + case when e.id in (select entity_id from name where key in ($2, $3)) then 0.5 else 0 end as score
    from asked, entity as e where e.search @@ entity
  union all
  select 1, f.id, ts_rank('{0.05, 0.1, 0.2, 0.5}', f.search, ranking, 32)::float8
    from asked, fact as f where f.search @@ fact
  union all
  select 2, p.document_id, max(ts_rank('{0.05, 0.1, 0.2, 0.5}', s.search, sentence, 32)::float8)
    from asked, sentence as s join paragraph as p on p.id = s.paragraph_id where s.search @@ sentence group by p.document_id
), best as materialized (select * from found order by score desc, source, id limit 10)
select coalesce(json_agg(case source when 0 then (select name from entity where entity.id = best.id)
    when 1 then (select statement from fact where fact.id = best.id)
    else (select title from document where document.id = best.id) end order by best.score desc, best.source, best.id), '[]')::text as answer
from best
