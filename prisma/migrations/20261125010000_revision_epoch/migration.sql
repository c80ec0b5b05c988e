-- The revision becomes an epoch and a number. The number alone would repeat: a restored dump, a data folder put back, or
-- a promoted replica that had not received everything goes on from a number that stood for another graph, and answers
-- are cached by it. See docs/decisions/0013.
ALTER TABLE "revision"
  ADD COLUMN "epoch" TEXT NOT NULL DEFAULT right(gen_random_uuid()::text, 12),
  ADD COLUMN "seal" TEXT NOT NULL DEFAULT '';
ALTER TABLE "revision" ALTER COLUMN "epoch" DROP DEFAULT;

-- The seal names the row itself and where and by which transaction it was written. Where it does not match, the row came
-- by another way than this function, or the server is not the one that wrote it, or not the same run of it: the graph
-- may have gone on elsewhere from the same number, so the next change begins an epoch.
CREATE OR REPLACE FUNCTION change_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  server text;
BEGIN
  IF current_setting('dossier.revision', true) = 'changed' THEN RETURN NULL; END IF;
  IF TG_OP <> 'TRUNCATE' THEN
    PERFORM FROM changed LIMIT 1;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;

  -- A data folder and its copy agree in everything but when a server was started on them. In microseconds, because as a
  -- text it would depend on the time zone of the session.
  SELECT concat_ws(' ', oid, extract(epoch FROM pg_postmaster_start_time())) INTO server
  FROM pg_database WHERE datname = current_database();
  -- The cluster and its timeline, which a promotion changes. Some hosts allow nobody to read them, and then the rest has
  -- to do.
  BEGIN
    SELECT concat_ws(' ', server, system_identifier, left(pg_walfile_name(pg_current_wal_lsn()), 8)) INTO server
    FROM pg_control_system();
  EXCEPTION WHEN OTHERS THEN NULL;
  END;

  UPDATE revision SET
    epoch = CASE WHEN seal = concat_ws(' ', epoch, number, xmin, tableoid, server) THEN epoch
      ELSE right(gen_random_uuid()::text, 12) END,
    number = number + 1, changed_at = now();
  IF NOT FOUND THEN
    INSERT INTO revision (epoch, number) VALUES (right(gen_random_uuid()::text, 12), 1);
  END IF;
  -- A second statement, because within a savepoint xmin is known only when the row is written.
  UPDATE revision SET seal = concat_ws(' ', epoch, number, xmin, tableoid, server);

  -- A crash takes what was committed without waiting for the disk, and PostgreSQL goes on under the same start time.
  IF current_setting('synchronous_commit') = 'off' THEN PERFORM set_config('synchronous_commit', 'on', true); END IF;
  -- Until the transaction ends, or the savepoint to which it goes back.
  PERFORM set_config('dossier.revision', 'changed', true);
  RETURN NULL;
END $$;
