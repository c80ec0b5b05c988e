-- The same thing in two datasets: an item of one that is an entity of another; and identifiers, compared in one form.

CREATE TABLE "same_as" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "name" TEXT,
    "summary" TEXT,
    "digest" TEXT NOT NULL,

    CONSTRAINT "same_as_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "same_as_slug_key" ON "same_as"("slug");
CREATE INDEX "same_as_dataset_id_idx" ON "same_as"("dataset_id");
CREATE INDEX "same_as_entity_id_idx" ON "same_as"("entity_id");
ALTER TABLE "same_as" ADD CONSTRAINT "same_as_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "same_as" ADD CONSTRAINT "same_as_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER same_as_insert_changes_revision AFTER INSERT ON same_as REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER same_as_update_changes_revision AFTER UPDATE ON same_as REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER same_as_delete_changes_revision AFTER DELETE ON same_as REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();
CREATE TRIGGER same_as_truncate_changes_revision AFTER TRUNCATE ON same_as
  FOR EACH STATEMENT EXECUTE FUNCTION change_revision();

-- ---------------------------------------------------------------- what such an item adds to the entity

ALTER TABLE "entity" ADD COLUMN "summary_is_own" BOOLEAN NOT NULL DEFAULT true;

ALTER TABLE "name" ADD COLUMN "same_as_id" INTEGER;
CREATE INDEX "name_same_as_id_idx" ON "name"("same_as_id");
ALTER TABLE "name" ADD CONSTRAINT "name_same_as_id_fkey" FOREIGN KEY ("same_as_id") REFERENCES "same_as"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "former_slug" ADD COLUMN "same_as_id" INTEGER;
CREATE INDEX "former_slug_same_as_id_idx" ON "former_slug"("same_as_id");
ALTER TABLE "former_slug" ADD CONSTRAINT "former_slug_same_as_id_fkey" FOREIGN KEY ("same_as_id") REFERENCES "same_as"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "identifier" ADD COLUMN "same_as_id" INTEGER;
CREATE INDEX "identifier_same_as_id_idx" ON "identifier"("same_as_id");
ALTER TABLE "identifier" ADD CONSTRAINT "identifier_same_as_id_fkey" FOREIGN KEY ("same_as_id") REFERENCES "same_as"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- Once from each item, and once from the entity's own dataset.
DROP INDEX "identifier_entity_id_scheme_value_key";
CREATE UNIQUE INDEX "identifier_entity_id_scheme_value_same_as_id_key" ON "identifier"("entity_id", "scheme", "value", "same_as_id") NULLS NOT DISTINCT;

-- ---------------------------------------------------------------- how identifiers are compared

-- src/model/identifier.ts prints the body; a test compares them.
CREATE FUNCTION identifier_key(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(rtrim(regexp_replace(lower(value), '\s+', '', 'g'), '/'), '^(?:https?://)?(?:www[.])?(?:(?:[a-z]+[.])?wikidata[.]org/(?:wiki|entity)/|ror[.]org/|isni[.]org/(?:isni/)?|search[.]gleif[.]org/#/record/|gleif[.]org/lei/|api[.]gleif[.]org/api/v1/lei-records/|grid[.]ac/institutes/|orcid[.]org/|viaf[.]org/viaf/|d-nb[.]info/gnd/|id[.]loc[.]gov/authorities/[a-z]+/|(?:sws[.])?geonames[.]org/|(?:dx[.])?doi[.]org/)?', ''),
    '^([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9x])$', '\1\2\3\4')
$$;
DROP INDEX "identifier_scheme_value_idx";
CREATE INDEX "identifier_key_idx" ON "identifier"(identifier_key("value"));
