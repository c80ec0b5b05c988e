-- A date that is uncertain or approximate (1950?, 1950~, 1950%) can mean one unit of its precision more on each side. The
-- stored bounds were those of 1950; they become those of 1949 to 1951, as src/date/bounds.ts has them.

-- One unit of the precision of a date in months; 0 for a day, null for a date that needs no more room.
CREATE FUNCTION pg_temp.unit_of(edtf text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN coalesce(edtf, '') !~ '[~?%]$' THEN NULL
    WHEN edtf ~ '-\d\d-\d\d.$' THEN 0
    WHEN edtf ~ '-(0[1-9]|1[0-2])(-XX)?.$' THEN 1
    WHEN edtf ~ '-(2[1-9]|3[0-6]).$' THEN 3
    WHEN edtf ~ '-3[7-9].$' THEN 4
    WHEN edtf ~ '-4[01].$' THEN 6
    WHEN edtf ~ '^-?\d\d\dX.$' THEN 120
    WHEN edtf ~ '^-?\d\dXX.$' THEN 1200
    ELSE 12
  END
$$;

-- The first day of a month, so many months later. The calendar repeats every 400 years, which are 146,097 days: that
-- brings days which PostgreSQL's type date cannot hold into its reach.
CREATE FUNCTION pg_temp.months_later(first_day bigint, months integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (date '1970-01-01' + (first_day - 146097 * cycle)::integer + make_interval(months => months))::date
    - date '1970-01-01' + 146097 * cycle
  FROM (SELECT floor(first_day / 146097.0)::bigint AS cycle) AS calendar
$$;

-- Days are 32-bit integers.
CREATE FUNCTION pg_temp.first_day(edtf text, earliest integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN unit IS NULL THEN earliest
    WHEN unit = 0 THEN greatest(earliest - 1::bigint, -2147483648)
    ELSE greatest(pg_temp.months_later(earliest, -unit), -2147483648)
  END::integer
  FROM (SELECT pg_temp.unit_of(edtf) AS unit) AS precision
$$;

CREATE FUNCTION pg_temp.last_day(edtf text, latest integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN unit IS NULL THEN latest
    WHEN unit = 0 THEN least(latest + 1::bigint, 2147483647)
    ELSE least(pg_temp.months_later(latest + 1::bigint, unit) - 1, 2147483647)
  END::integer
  FROM (SELECT pg_temp.unit_of(edtf) AS unit) AS precision
$$;

DO $$
DECLARE
  period text;
  stored record;
BEGIN
  FOREACH period IN ARRAY ARRAY['fact', 'event', 'campaign'] LOOP
    EXECUTE format($sql$
      UPDATE %I SET
        from_earliest = pg_temp.first_day(from_edtf, from_earliest),
        from_latest = pg_temp.last_day(from_edtf, from_latest),
        until_earliest = pg_temp.first_day(until_edtf, until_earliest),
        until_latest = pg_temp.last_day(until_edtf, until_latest)
      WHERE from_edtf ~ '[~?%%]$' OR until_edtf ~ '[~?%%]$'$sql$, period);
  END LOOP;
  -- A single date may be an interval: the earliest day is that of its start, the latest that of its end.
  FOR stored IN VALUES ('organization', 'founded'), ('organization', 'dissolved'), ('agreement', 'adopted'),
    ('agreement', 'in_force'), ('document', 'as_of'), ('document', 'retrieved_on') LOOP
    EXECUTE format($sql$
      UPDATE %1$I SET
        %3$I = pg_temp.first_day(split_part(%2$I, '/', 1), %3$I),
        %4$I = pg_temp.last_day(split_part(%2$I, '/', -1), %4$I)
      WHERE %2$I ~ '[~?%%]'$sql$,
      stored.column1, stored.column2 || '_edtf', stored.column2 || '_earliest', stored.column2 || '_latest');
  END LOOP;
END
$$;

DROP FUNCTION pg_temp.first_day(text, integer), pg_temp.last_day(text, integer), pg_temp.months_later(bigint, integer),
  pg_temp.unit_of(text);
