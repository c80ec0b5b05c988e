-- The words of names, so that a surname, initials, words in another order and half a word find a name.

-- The words of a name in ASCII, in small letters, with one space before and after each: ' william lacy swing '. Letters
-- become ASCII as in trigram_key, so that it is the same on every cluster. Each Chinese character is a word. Apostrophes
-- and accents are left out, all other punctuation is between words.
CREATE FUNCTION name_parts(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  folded text := lower(normalize(name, NFKD));
BEGIN
  IF folded ~ '[^\x01-\x7f]' THEN
    -- What lower() does not know if the cluster has LC_CTYPE C, and Latin letters that are no letter with an accent.
    folded := translate(folded,
      'АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖŁłØøĐđĦħŦŧıŊŋÐð',
      'абвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґαβγδεζηθικλμνξοπρστυφχψωσաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆllooddhhttinndd');
    folded := regexp_replace(folded, '[ßẞ]', 'ss', 'g');
    folded := regexp_replace(folded, '[æÆ]', 'ae', 'g');
    folded := regexp_replace(folded, '[œŒ]', 'oe', 'g');
    folded := regexp_replace(folded, '[þÞ]', 'th', 'g');
    folded := regexp_replace(folded,
      '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u02b0-\u02ff\u2018\u2019\u201b\u2032\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff]+',
      '', 'g');
    folded := regexp_replace(folded,
      '[\u0080-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u058a\u05be\u05c0\u05c3\u05c6\u05f3\u05f4\u060c\u061b\u061e\u061f\u066a-\u066d\u06d4\u0964\u0965\u0970\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u303f\u30a0\u30fb\ufe10-\ufe6f]+',
      ' ', 'g');
    folded := regexp_replace(folded, '([\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])', ' \1 ', 'g');
    folded := trigram_key(folded);
  END IF;
  folded := regexp_replace(folded, '[''`]+', '', 'g');
  RETURN ' ' || btrim(regexp_replace(folded, '[^a-z0-9]+', ' ', 'g')) || ' ';
END $$;

ALTER TABLE name ADD COLUMN parts text COLLATE "C" GENERATED ALWAYS AS (name_parts("text")) STORED;
CREATE INDEX name_parts_idx ON name USING GIN (parts gin_trgm_ops);
