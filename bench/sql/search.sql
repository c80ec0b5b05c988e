with asked as materialized (
  select array_agg(asked[1] order by language) as entity, array_agg(spoken[1] order by language) as entity_limits,
    array_agg(asked[2] order by language) as fact, array_agg(asked[4] order by language) as fact_ranked,
    array_agg(spoken[2] order by language) as fact_limits,
    array_agg(asked[3] order by language) as sentence, array_agg(spoken[3] order by language) as sentence_limits,
    array(select entity_id from name where key in ($2, $3)) as named
  from search_queries($1::jsonb, '{entity,fact,sentence,named}', '{}')
), found as (
  select 0 as source, b.id, b.score
    from asked, search_block('entity', entity, entity, null, entity_limits, 1, '{0.1, 0.2, 0.4, 1}', named, 0.5,
      0, 400, 10, 'infinity', 0) as b
  union all
  select 1, b.id, b.score
    from asked, search_block('fact', fact, fact_ranked, null, fact_limits, 1, '{0.05, 0.1, 0.2, 0.5}', named, 0.5,
      0, 400, 10, 'infinity', 0) as b
  union all
  select 2, b.id, b.score
    from asked, search_block('sentence', sentence, sentence, null, sentence_limits, 1, '{0.05, 0.1, 0.2, 0.5}', named, 0.5,
      0, 150, 10, 'infinity', 0) as b
), best as materialized (select * from found where id is not null order by score desc, source, id limit 10)
select coalesce(json_agg(case source when 0 then (select name from entity where entity.id = best.id)
    when 1 then (select statement from fact where fact.id = best.id)
    else (select title from document where document.id = best.id) end order by best.score desc, best.source, best.id), '[]')::text as answer
from best
