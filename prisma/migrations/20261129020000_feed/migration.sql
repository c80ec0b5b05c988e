-- The log of changes becomes a feed: rows in one order, what renamed things were called, and which revisions a reader
-- can go on from. See docs/decisions/0032.

-- ---------------------------------------------------------------- the order of the rows, and former keys

CREATE SEQUENCE "change_id_seq" AS INTEGER;
ALTER TABLE "change" ADD COLUMN "id" INTEGER, ADD COLUMN "former_key" TEXT;
UPDATE "change" SET "id" = placed.place
FROM (SELECT "epoch", "number", "ordinal", row_number() OVER (ORDER BY "number", "ordinal") AS place FROM "change") AS placed
WHERE ("change"."epoch", "change"."number", "change"."ordinal") = (placed."epoch", placed."number", placed."ordinal");
SELECT setval('"change_id_seq"', coalesce(max("id"), 0) + 1, false) FROM "change";
ALTER TABLE "change" ALTER COLUMN "id" SET NOT NULL, ALTER COLUMN "id" SET DEFAULT nextval('"change_id_seq"');
ALTER SEQUENCE "change_id_seq" OWNED BY "change"."id";
CREATE UNIQUE INDEX "change_id_key" ON "change"("id");
CREATE INDEX "change_number_ordinal_idx" ON "change"("number", "ordinal");
CREATE INDEX "change_key_type_number_idx" ON "change"("key", "type", "number");

UPDATE "change" SET "former_key" = "before" ->> 'slug'
WHERE "operation" = 'UPDATE' AND "type" <> 'fact' AND "before" ->> 'slug' <> "key";

-- ---------------------------------------------------------------- which revisions there were

-- Numbers go on when an epoch begins, so each number belongs to one epoch: to the last that began with it or before it.
CREATE TABLE "revision_epoch" (
    "epoch" TEXT NOT NULL,
    "first" BIGINT NOT NULL,

    CONSTRAINT "revision_epoch_pkey" PRIMARY KEY ("epoch")
);
-- Earlier changes are in the log, but until now it did not say everything: nobody can go on from them.
INSERT INTO "revision_epoch" ("epoch", "first") SELECT "epoch", "number" FROM "revision";

CREATE FUNCTION begin_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO revision_epoch (epoch, first) VALUES (NEW.epoch, NEW.number) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER revision_begins_epoch AFTER INSERT ON revision FOR EACH ROW EXECUTE FUNCTION begin_epoch();
CREATE TRIGGER revision_changes_epoch AFTER UPDATE OF epoch ON revision FOR EACH ROW
  WHEN (OLD.epoch IS DISTINCT FROM NEW.epoch) EXECUTE FUNCTION begin_epoch();
