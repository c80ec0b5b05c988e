-- A quoted phrase of nothing but stop words, such as "a", asks nothing of facts unless something has it as its name: null,
-- and not "()", which is no tsquery.
CREATE OR REPLACE FUNCTION search_phrase(content text, language text, scopes text[]) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
DECLARE
  token record;
  before integer;
  result text;
  named integer[];
  whole CONSTANT text := search_name(content, language);
BEGIN
  IF whole = '' THEN RETURN array_fill(NULL::text, ARRAY[cardinality(scopes)]); END IF;
  FOR token IN SELECT t.* FROM search_tokens(content, language) AS t WHERE t.stem IS NOT NULL LOOP
    result := coalesce(result || ' <' || token.place - before || '> ', '') || search_word(token.stem, token.others);
    before := token.place;
  END LOOP;
  IF scopes && '{fact,named}' THEN
    SELECT array_agg(DISTINCT entity_id) INTO named FROM name WHERE words = whole;
  END IF;
  RETURN ARRAY(SELECT CASE scope
      WHEN 'entity' THEN coalesce('(' || result || ')', quote_literal(whole))
      WHEN 'sentence' THEN '(' || result || ')'
      ELSE '(' || nullif(concat_ws(' | ', '(' || result || ')', search_linked(named, scope = 'fact')), '') || ')' END
    FROM unnest(scopes) WITH ORDINALITY AS asked (scope, place) ORDER BY place);
END $$;
