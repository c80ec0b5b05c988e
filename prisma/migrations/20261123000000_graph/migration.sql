-- The graph: its tables as schema.prisma declares them, then what Prisma's language cannot say.

-- Names that resemble each other, and full text without accents. Both come with PostgreSQL's contrib modules.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- CreateEnum
CREATE TYPE "EntityKind" AS ENUM ('ORGANIZATION', 'PERSON', 'EVENT', 'CAMPAIGN', 'PLACE', 'TOPIC', 'AGREEMENT');

-- CreateEnum
CREATE TYPE "OrganizationType" AS ENUM ('INTERGOVERNMENTAL', 'UN_AGENCY', 'NGO', 'GOVERNMENT', 'MEDIA', 'NETWORK', 'COMPANY', 'OTHER');

-- CreateEnum
CREATE TYPE "EventType" AS ENUM ('FOUNDING', 'RENAMING', 'AGREEMENT', 'CRISIS', 'CONFLICT', 'DISASTER', 'ELECTION', 'APPOINTMENT', 'LAUNCH', 'STATUS_CHANGE', 'OBSERVANCE', 'OTHER');

-- CreateEnum
CREATE TYPE "AliasKind" AS ENUM ('OFFICIAL', 'FORMER', 'ACRONYM', 'ALSO_KNOWN_AS', 'NICKNAME');

-- CreateEnum
CREATE TYPE "FactKind" AS ENUM ('ALIAS', 'ATTRIBUTE', 'FIGURE', 'RELATIONSHIP', 'ROLE', 'CRITICISM');

-- CreateEnum
CREATE TYPE "FigureQualifier" AS ENUM ('EXACT', 'ABOUT', 'MORE_THAN', 'LESS_THAN');

-- CreateEnum
CREATE TYPE "RelationshipType" AS ENUM ('PART_OF', 'MEMBER_OF', 'RELATED_TO', 'SUCCESSOR_OF', 'SECRETARIAT_OF', 'HOSTS', 'ORGANIZES', 'FUNDS', 'OPERATES', 'WORKS_ON', 'LOCATED_IN', 'HEADQUARTERED_IN', 'PARTICIPATES_IN', 'SUPPORTS', 'ESTABLISHES', 'GOVERNED_BY', 'PUBLISHED_IN', 'COOPERATES_WITH');

-- CreateEnum
CREATE TYPE "EvidenceStatus" AS ENUM ('FOUND', 'AMBIGUOUS', 'ORPHANED', 'NOT_LOADED');

-- CreateEnum
CREATE TYPE "ParagraphSection" AS ENUM ('BODY', 'INFORMATION_BOX');

-- CreateTable
CREATE TABLE "dataset" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "licence" TEXT,
    "loaded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dataset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entity" (
    "id" SERIAL NOT NULL,
    "kind" "EntityKind" NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT COLLATE "C" NOT NULL,
    "summary" TEXT,
    "dataset_id" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "search" tsvector,

    CONSTRAINT "entity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" INTEGER NOT NULL,
    "type" "OrganizationType" NOT NULL,
    "founded_edtf" TEXT,
    "founded_earliest" INTEGER,
    "founded_latest" INTEGER,
    "dissolved_edtf" TEXT,
    "dissolved_earliest" INTEGER,
    "dissolved_latest" INTEGER,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" INTEGER NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" INTEGER NOT NULL,
    "type" "EventType" NOT NULL,
    "from_edtf" TEXT,
    "from_earliest" INTEGER,
    "from_latest" INTEGER,
    "until_edtf" TEXT,
    "until_earliest" INTEGER,
    "until_latest" INTEGER,
    "ongoing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" INTEGER NOT NULL,
    "from_edtf" TEXT,
    "from_earliest" INTEGER,
    "from_latest" INTEGER,
    "until_edtf" TEXT,
    "until_earliest" INTEGER,
    "until_latest" INTEGER,
    "ongoing" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "place" (
    "id" INTEGER NOT NULL,
    "part_of_id" INTEGER,
    "country_code" CHAR(2),

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic" (
    "id" INTEGER NOT NULL,
    "broader_id" INTEGER,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "agreement" (
    "id" INTEGER NOT NULL,
    "adopted_edtf" TEXT,
    "adopted_earliest" INTEGER,
    "adopted_latest" INTEGER,
    "in_force_edtf" TEXT,
    "in_force_earliest" INTEGER,
    "in_force_latest" INTEGER,

    CONSTRAINT "agreement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "name" (
    "id" SERIAL NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "alias_id" INTEGER,
    "text" TEXT NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "kind" "AliasKind",

    CONSTRAINT "name_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identifier" (
    "id" SERIAL NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "scheme" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "url" TEXT,

    CONSTRAINT "identifier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "id" SERIAL NOT NULL,
    "kind" "FactKind" NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "dataset_id" INTEGER NOT NULL,
    "digest" TEXT NOT NULL,
    "subject_id" INTEGER NOT NULL,
    "object_id" INTEGER,
    "statement" TEXT NOT NULL,
    "from_edtf" TEXT,
    "from_earliest" INTEGER,
    "from_latest" INTEGER,
    "until_edtf" TEXT,
    "until_earliest" INTEGER,
    "until_latest" INTEGER,
    "ongoing" BOOLEAN NOT NULL DEFAULT false,
    "recorded_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search" tsvector,

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alias" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "AliasKind" NOT NULL,
    "language" TEXT,

    CONSTRAINT "alias_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attribute" (
    "id" INTEGER NOT NULL,
    "key" TEXT COLLATE "C" NOT NULL,
    "value" TEXT NOT NULL,

    CONSTRAINT "attribute_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure" (
    "id" INTEGER NOT NULL,
    "metric" TEXT NOT NULL,
    "value" DECIMAL(38,10) NOT NULL,
    "unit" TEXT,
    "currency" CHAR(3),
    "qualifier" "FigureQualifier" NOT NULL,

    CONSTRAINT "figure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relationship" (
    "id" INTEGER NOT NULL,
    "type" "RelationshipType" NOT NULL,

    CONSTRAINT "relationship_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "role" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "criticism" (
    "id" INTEGER NOT NULL,
    "summary" TEXT NOT NULL,
    "published_by_id" INTEGER,

    CONSTRAINT "criticism_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "criticism_topic" (
    "criticism_id" INTEGER NOT NULL,
    "topic_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "criticism_topic_pkey" PRIMARY KEY ("criticism_id","topic_id")
);

-- CreateTable
CREATE TABLE "criticism_about" (
    "criticism_id" INTEGER NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "criticism_about_pkey" PRIMARY KEY ("criticism_id","entity_id")
);

-- CreateTable
CREATE TABLE "criticism_spokesperson" (
    "criticism_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "criticism_spokesperson_pkey" PRIMARY KEY ("criticism_id","person_id")
);

-- CreateTable
CREATE TABLE "quotation" (
    "id" SERIAL NOT NULL,
    "criticism_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "speaker_id" INTEGER,

    CONSTRAINT "quotation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "external_id" TEXT,
    "url" TEXT,
    "licence" TEXT,
    "language" TEXT NOT NULL DEFAULT 'en',
    "dataset_id" INTEGER,
    "sha256" TEXT,
    "loaded_at" TIMESTAMPTZ(6),

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "paragraph" (
    "id" SERIAL NOT NULL,
    "document_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "section" "ParagraphSection",
    "text" TEXT,

    CONSTRAINT "paragraph_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sentence" (
    "id" SERIAL NOT NULL,
    "paragraph_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "search" tsvector,

    CONSTRAINT "sentence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reference" (
    "id" SERIAL NOT NULL,
    "document_id" INTEGER NOT NULL,
    "label" TEXT NOT NULL,
    "title" TEXT,
    "url" TEXT,

    CONSTRAINT "reference_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" SERIAL NOT NULL,
    "fact_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "paragraph_id" INTEGER NOT NULL,
    "anchor" TEXT NOT NULL,
    "digest" TEXT,
    "status" "EvidenceStatus" NOT NULL DEFAULT 'NOT_LOADED',
    "sentence_id" INTEGER,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_reference" (
    "evidence_id" INTEGER NOT NULL,
    "reference_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,

    CONSTRAINT "evidence_reference_pkey" PRIMARY KEY ("evidence_id","reference_id")
);

-- CreateTable
CREATE TABLE "revision" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "number" BIGINT NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "revision_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_slug_key" ON "dataset"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "entity_slug_key" ON "entity"("slug");

-- CreateIndex
CREATE INDEX "entity_kind_name_key_id_idx" ON "entity"("kind", "name_key", "id");

-- CreateIndex
CREATE INDEX "entity_name_key_id_idx" ON "entity"("name_key", "id");

-- CreateIndex
CREATE INDEX "entity_dataset_id_idx" ON "entity"("dataset_id");

-- CreateIndex
CREATE INDEX "entity_search_idx" ON "entity" USING GIN ("search");

-- CreateIndex
CREATE INDEX "organization_founded_earliest_id_idx" ON "organization"("founded_earliest", "id");

-- CreateIndex
CREATE INDEX "organization_type_id_idx" ON "organization"("type", "id");

-- CreateIndex
CREATE INDEX "event_from_earliest_id_idx" ON "event"("from_earliest", "id");

-- CreateIndex
CREATE INDEX "event_type_id_idx" ON "event"("type", "id");

-- CreateIndex
CREATE INDEX "campaign_from_earliest_id_idx" ON "campaign"("from_earliest", "id");

-- CreateIndex
CREATE INDEX "place_part_of_id_id_idx" ON "place"("part_of_id", "id");

-- CreateIndex
CREATE INDEX "topic_broader_id_id_idx" ON "topic"("broader_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "name_alias_id_key" ON "name"("alias_id");

-- CreateIndex
CREATE INDEX "name_key_entity_id_idx" ON "name"("key", "entity_id");

-- CreateIndex
CREATE INDEX "name_entity_id_idx" ON "name"("entity_id");

-- CreateIndex
CREATE INDEX "name_key_trigram_idx" ON "name" USING GIN ("key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "identifier_scheme_value_idx" ON "identifier"("scheme", "value");

-- CreateIndex
CREATE UNIQUE INDEX "identifier_entity_id_scheme_value_key" ON "identifier"("entity_id", "scheme", "value");

-- CreateIndex
CREATE INDEX "fact_subject_id_kind_from_earliest_id_idx" ON "fact"("subject_id", "kind", "from_earliest", "id");

-- CreateIndex
CREATE INDEX "fact_object_id_kind_from_earliest_id_idx" ON "fact"("object_id", "kind", "from_earliest", "id");

-- CreateIndex
CREATE INDEX "fact_kind_from_earliest_id_idx" ON "fact"("kind", "from_earliest", "id");

-- CreateIndex
CREATE INDEX "fact_kind_recorded_at_id_idx" ON "fact"("kind", "recorded_at", "id");

-- CreateIndex
CREATE INDEX "fact_from_earliest_id_idx" ON "fact"("from_earliest", "id");

-- CreateIndex
CREATE INDEX "fact_search_idx" ON "fact" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "fact_dataset_id_key_key" ON "fact"("dataset_id", "key");

-- CreateIndex
CREATE INDEX "attribute_key_id_idx" ON "attribute"("key", "id");

-- CreateIndex
CREATE INDEX "figure_metric_id_idx" ON "figure"("metric", "id");

-- CreateIndex
CREATE INDEX "relationship_type_id_idx" ON "relationship"("type", "id");

-- CreateIndex
CREATE INDEX "criticism_published_by_id_idx" ON "criticism"("published_by_id");

-- The criticism is included in these three and no part of the key, as Prisma would have it and cannot say otherwise. As a
-- part of it, a planner that takes a tree of topics for ten would look each criticism up under every topic of the tree.
-- CreateIndex
CREATE INDEX "criticism_topic_topic_id_criticism_id_idx" ON "criticism_topic"("topic_id") INCLUDE ("criticism_id");

-- CreateIndex
CREATE INDEX "criticism_about_entity_id_criticism_id_idx" ON "criticism_about"("entity_id") INCLUDE ("criticism_id");

-- CreateIndex
CREATE INDEX "criticism_spokesperson_person_id_criticism_id_idx" ON "criticism_spokesperson"("person_id") INCLUDE ("criticism_id");

-- CreateIndex
CREATE INDEX "quotation_speaker_id_idx" ON "quotation"("speaker_id");

-- CreateIndex
CREATE UNIQUE INDEX "quotation_criticism_id_ordinal_key" ON "quotation"("criticism_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "document_slug_key" ON "document"("slug");

-- CreateIndex
CREATE INDEX "document_external_id_idx" ON "document"("external_id");

-- CreateIndex
CREATE UNIQUE INDEX "paragraph_document_id_number_key" ON "paragraph"("document_id", "number");

-- CreateIndex
CREATE INDEX "sentence_search_idx" ON "sentence" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "sentence_paragraph_id_ordinal_key" ON "sentence"("paragraph_id", "ordinal");

-- CreateIndex
CREATE UNIQUE INDEX "reference_document_id_label_key" ON "reference"("document_id", "label");

-- CreateIndex
CREATE INDEX "evidence_paragraph_id_id_idx" ON "evidence"("paragraph_id", "id");

-- CreateIndex
CREATE INDEX "evidence_status_id_idx" ON "evidence"("status", "id");

-- CreateIndex
CREATE INDEX "evidence_sentence_id_idx" ON "evidence"("sentence_id");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_fact_id_ordinal_key" ON "evidence"("fact_id", "ordinal");

-- CreateIndex
CREATE INDEX "evidence_reference_reference_id_evidence_id_idx" ON "evidence_reference"("reference_id", "evidence_id");

-- AddForeignKey
ALTER TABLE "entity" ADD CONSTRAINT "entity_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "organization" ADD CONSTRAINT "organization_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign" ADD CONSTRAINT "campaign_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_part_of_id_fkey" FOREIGN KEY ("part_of_id") REFERENCES "place"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_part_of_entity_fkey" FOREIGN KEY ("part_of_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_broader_id_fkey" FOREIGN KEY ("broader_id") REFERENCES "topic"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_broader_entity_fkey" FOREIGN KEY ("broader_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreement" ADD CONSTRAINT "agreement_id_fkey" FOREIGN KEY ("id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "name" ADD CONSTRAINT "name_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "name" ADD CONSTRAINT "name_alias_id_fkey" FOREIGN KEY ("alias_id") REFERENCES "alias"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identifier" ADD CONSTRAINT "identifier_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_subject_id_fkey" FOREIGN KEY ("subject_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_object_id_fkey" FOREIGN KEY ("object_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alias" ADD CONSTRAINT "alias_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attribute" ADD CONSTRAINT "attribute_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figure" ADD CONSTRAINT "figure_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationship" ADD CONSTRAINT "relationship_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role" ADD CONSTRAINT "role_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism" ADD CONSTRAINT "criticism_id_fkey" FOREIGN KEY ("id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism" ADD CONSTRAINT "criticism_published_by_id_fkey" FOREIGN KEY ("published_by_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism" ADD CONSTRAINT "criticism_publisher_is_organization_fkey" FOREIGN KEY ("published_by_id") REFERENCES "organization"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_topic" ADD CONSTRAINT "criticism_topic_criticism_id_fkey" FOREIGN KEY ("criticism_id") REFERENCES "criticism"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_topic" ADD CONSTRAINT "criticism_topic_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_topic" ADD CONSTRAINT "criticism_topic_is_topic_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_about" ADD CONSTRAINT "criticism_about_criticism_id_fkey" FOREIGN KEY ("criticism_id") REFERENCES "criticism"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_about" ADD CONSTRAINT "criticism_about_entity_id_fkey" FOREIGN KEY ("entity_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_spokesperson" ADD CONSTRAINT "criticism_spokesperson_criticism_id_fkey" FOREIGN KEY ("criticism_id") REFERENCES "criticism"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_spokesperson" ADD CONSTRAINT "criticism_spokesperson_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "entity"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "criticism_spokesperson" ADD CONSTRAINT "criticism_spokesperson_is_person_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotation" ADD CONSTRAINT "quotation_criticism_id_fkey" FOREIGN KEY ("criticism_id") REFERENCES "criticism"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quotation" ADD CONSTRAINT "quotation_speaker_id_fkey" FOREIGN KEY ("speaker_id") REFERENCES "entity"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "paragraph" ADD CONSTRAINT "paragraph_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sentence" ADD CONSTRAINT "sentence_paragraph_id_fkey" FOREIGN KEY ("paragraph_id") REFERENCES "paragraph"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reference" ADD CONSTRAINT "reference_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "fact"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_paragraph_id_fkey" FOREIGN KEY ("paragraph_id") REFERENCES "paragraph"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_sentence_id_fkey" FOREIGN KEY ("sentence_id") REFERENCES "sentence"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_reference" ADD CONSTRAINT "evidence_reference_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_reference" ADD CONSTRAINT "evidence_reference_reference_id_fkey" FOREIGN KEY ("reference_id") REFERENCES "reference"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- the revision

-- One row, always.
ALTER TABLE "revision" ADD CONSTRAINT "revision_is_one_row" CHECK ("id" = 1);
INSERT INTO "revision" ("id") VALUES (1);

-- The revision changes with every change of the graph, by whatever hand: a program may keep an answer for as long as the
-- revision stays the same. Once in each transaction, and not by a statement that changes no row. It commits together
-- with what has changed.
CREATE FUNCTION change_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('dossier.revision', true) = 'changed' THEN RETURN NULL; END IF;
  IF TG_OP <> 'TRUNCATE' THEN
    PERFORM FROM changed LIMIT 1;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;
  UPDATE revision SET number = number + 1, changed_at = now();
  -- Until the transaction ends, or the savepoint to which it goes back.
  PERFORM set_config('dossier.revision', 'changed', true);
  RETURN NULL;
END $$;

DO $$
DECLARE
  relation text;
  event record;
BEGIN
  FOREACH relation IN ARRAY ARRAY[
    'dataset', 'entity', 'organization', 'person', 'event', 'campaign', 'place', 'topic', 'agreement', 'name',
    'identifier', 'fact', 'alias', 'attribute', 'figure', 'relationship', 'role', 'criticism', 'criticism_topic',
    'criticism_about', 'criticism_spokesperson', 'quotation', 'document', 'paragraph', 'sentence', 'reference',
    'evidence', 'evidence_reference'
  ] LOOP
    FOR event IN SELECT * FROM (VALUES
      ('insert', 'REFERENCING NEW TABLE AS changed'), ('update', 'REFERENCING NEW TABLE AS changed'),
      ('delete', 'REFERENCING OLD TABLE AS changed'), ('truncate', '')
    ) AS events (name, rows) LOOP
      EXECUTE format('CREATE TRIGGER %I AFTER %s ON %I %s FOR EACH STATEMENT EXECUTE FUNCTION change_revision()',
        relation || '_' || event.name || '_changes_revision', event.name, relation, event.rows);
    END LOOP;
  END LOOP;
END $$;

-- ---------------------------------------------------------------- what every row must keep

-- Dates: a bound without its text, or bounds in the wrong order, would be made up.
ALTER TABLE "fact"
  ADD CONSTRAINT "fact_from_is_whole" CHECK ("from_edtf" IS NOT NULL OR ("from_earliest" IS NULL AND "from_latest" IS NULL)),
  ADD CONSTRAINT "fact_until_is_whole" CHECK ("until_edtf" IS NOT NULL OR ("until_earliest" IS NULL AND "until_latest" IS NULL)),
  ADD CONSTRAINT "fact_from_in_order" CHECK ("from_earliest" <= "from_latest"),
  ADD CONSTRAINT "fact_until_in_order" CHECK ("until_earliest" <= "until_latest"),
  ADD CONSTRAINT "fact_has_statement" CHECK ("statement" <> '');
ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_has_anchor" CHECK ("anchor" <> ''),
  ADD CONSTRAINT "evidence_found_has_sentence" CHECK (("status" = 'FOUND') = ("sentence_id" IS NOT NULL));
ALTER TABLE "paragraph" ADD CONSTRAINT "paragraph_counts_from_1" CHECK ("number" >= 1);

-- A fact that commits without evidence, without the row of its kind, or between the wrong kinds of entities is
-- rejected. Checked at commit, so that a transaction may write its rows in any order.
CREATE FUNCTION check_fact(fact_id integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  checked fact%ROWTYPE;
  typed boolean;
BEGIN
  SELECT * INTO checked FROM fact WHERE id = fact_id;
  IF NOT FOUND THEN RETURN; END IF;

  IF NOT EXISTS (SELECT FROM evidence WHERE evidence.fact_id = checked.id) THEN
    RAISE EXCEPTION 'fact % has no evidence', checked.key
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_has_evidence', TABLE = 'fact';
  END IF;

  typed := CASE checked.kind
    WHEN 'ALIAS' THEN EXISTS (SELECT FROM alias WHERE id = checked.id)
    WHEN 'ATTRIBUTE' THEN EXISTS (SELECT FROM attribute WHERE id = checked.id)
    WHEN 'FIGURE' THEN EXISTS (SELECT FROM figure WHERE id = checked.id)
    WHEN 'RELATIONSHIP' THEN EXISTS (SELECT FROM relationship WHERE id = checked.id) AND checked.object_id IS NOT NULL
    WHEN 'ROLE' THEN EXISTS (SELECT FROM role WHERE id = checked.id)
      AND EXISTS (SELECT FROM person WHERE id = checked.subject_id)
      AND EXISTS (SELECT FROM organization WHERE id = checked.object_id)
    WHEN 'CRITICISM' THEN EXISTS (SELECT FROM criticism WHERE id = checked.id) AND checked.object_id IS NOT NULL
      AND (EXISTS (SELECT FROM organization WHERE id = checked.subject_id)
        OR EXISTS (SELECT FROM person WHERE id = checked.subject_id))
  END;
  IF NOT typed THEN
    RAISE EXCEPTION 'fact % is not a whole %', checked.key, checked.kind
      USING ERRCODE = 'check_violation', CONSTRAINT = 'fact_is_whole', TABLE = 'fact';
  END IF;
END $$;

CREATE FUNCTION check_changed_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_fact(NEW.id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fact_is_evident AFTER INSERT OR UPDATE ON fact
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_changed_fact();

-- The other side: evidence or the row of a kind is taken away, and the fact stays.
CREATE FUNCTION check_fact_of_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_fact(OLD.fact_id);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER evidence_leaves_fact AFTER DELETE OR UPDATE OF fact_id ON evidence
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION check_fact_of_evidence();

CREATE FUNCTION check_fact_of_kind() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM check_fact(OLD.id);
  RETURN NULL;
END $$;
DO $$
DECLARE kind text;
BEGIN
  FOREACH kind IN ARRAY ARRAY['alias', 'attribute', 'figure', 'relationship', 'role', 'criticism'] LOOP
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER DELETE ON %I DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION check_fact_of_kind()', kind || '_leaves_fact', kind);
  END LOOP;
END $$;

-- ---------------------------------------------------------------- full text

-- One configuration for each language that PostgreSQL can stem, without accents, and one that does not stem.
DO $$
DECLARE language record;
BEGIN
  FOR language IN SELECT * FROM (VALUES
    ('ar', 'arabic'), ('da', 'danish'), ('nl', 'dutch'), ('en', 'english'), ('fi', 'finnish'), ('fr', 'french'),
    ('de', 'german'), ('el', 'greek'), ('hu', 'hungarian'), ('id', 'indonesian'), ('ga', 'irish'), ('it', 'italian'),
    ('lt', 'lithuanian'), ('ne', 'nepali'), ('no', 'norwegian'), ('pt', 'portuguese'), ('ro', 'romanian'),
    ('ru', 'russian'), ('es', 'spanish'), ('sv', 'swedish'), ('ta', 'tamil'), ('tr', 'turkish'), ('xx', 'simple')
  ) AS known (tag, configuration) LOOP
    EXECUTE format('CREATE TEXT SEARCH CONFIGURATION %I (COPY = pg_catalog.%I)',
      'dossier_' || language.tag, language.configuration);
    EXECUTE format('ALTER TEXT SEARCH CONFIGURATION %I ALTER MAPPING FOR hword, hword_part, word WITH unaccent, %I',
      'dossier_' || language.tag,
      CASE language.tag WHEN 'xx' THEN 'simple' ELSE language.configuration || '_stem' END);
  END LOOP;
END $$;

-- The configuration for a BCP 47 tag; a language that PostgreSQL cannot stem is searched word by word.
CREATE FUNCTION text_search_configuration(tag text) RETURNS regconfig LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(
    (SELECT oid FROM pg_ts_config WHERE cfgname = 'dossier_' || lower(split_part(tag, '-', 1))),
    (SELECT oid FROM pg_ts_config WHERE cfgname = 'dossier_xx')
  )::regconfig
$$;

-- What is searched, in four weights. It also carries its language, so that a question asked in several languages at
-- once compares each text with the words of its own language.
CREATE FUNCTION search_vector(language text, a text, b text, c text) RETURNS tsvector LANGUAGE sql STABLE AS $$
  SELECT setweight(to_tsvector(configuration, coalesce(a, '')), 'A')
    || setweight(to_tsvector(configuration, coalesce(b, '')), 'B')
    || setweight(to_tsvector(configuration, coalesce(c, '')), 'C')
    || array_to_tsvector(ARRAY['language:' || language])
  FROM text_search_configuration(language) AS configuration
$$;

-- What somebody typed into a search box, for all languages that the graph holds. A text matches in its own language;
-- without `strict`, which is for ranking and marking texts that match, in any.
CREATE FUNCTION search_query(words text, strict boolean DEFAULT true) RETURNS tsquery LANGUAGE plpgsql STABLE AS $$
DECLARE
  languages text[];
  tag text;
  query tsquery;
  result tsquery := NULL;
BEGIN
  SELECT coalesce(array_agg(DISTINCT used.language), '{en}') INTO languages
    FROM (SELECT language FROM dataset UNION SELECT language FROM document) AS used;
  IF cardinality(languages) = 1 THEN
    RETURN websearch_to_tsquery(text_search_configuration(languages[1]), words);
  END IF;
  FOREACH tag IN ARRAY languages LOOP
    query := websearch_to_tsquery(text_search_configuration(tag), words);
    IF numnode(query) > 0 THEN
      IF strict THEN query := query && quote_literal('language:' || tag)::tsquery; END IF;
      result := CASE WHEN result IS NULL THEN query ELSE result || query END;
    END IF;
  END LOOP;
  -- Nothing but words that no language searches for: no text matches.
  RETURN coalesce(result, websearch_to_tsquery('simple', ''));
END $$;

CREATE FUNCTION entity_search(entity_id integer, name text, summary text, dataset_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT search_vector(
    (SELECT language FROM dataset WHERE id = dataset_id),
    name || ' . ' || coalesce((SELECT string_agg(text, ' . ' ORDER BY id) FROM name AS other
      WHERE other.entity_id = entity_search.entity_id AND other.text <> entity_search.name), ''),
    summary, NULL)
$$;
CREATE FUNCTION fact_search(fact_id integer, statement text, dataset_id integer) RETURNS tsvector
LANGUAGE sql STABLE AS $$
  SELECT search_vector(
    (SELECT language FROM dataset WHERE id = dataset_id),
    statement,
    (SELECT summary FROM criticism WHERE id = fact_id),
    (SELECT string_agg(text, ' . ' ORDER BY ordinal) FROM quotation WHERE criticism_id = fact_id))
$$;

CREATE FUNCTION set_entity_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := entity_search(NEW.id, NEW.name, NEW.summary, NEW.dataset_id);
  RETURN NEW;
END $$;
CREATE TRIGGER entity_is_searched BEFORE INSERT OR UPDATE OF name, summary, dataset_id ON entity
  FOR EACH ROW EXECUTE FUNCTION set_entity_search();

CREATE FUNCTION set_fact_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := fact_search(NEW.id, NEW.statement, NEW.dataset_id);
  RETURN NEW;
END $$;
CREATE TRIGGER fact_is_searched BEFORE INSERT OR UPDATE OF statement, dataset_id ON fact
  FOR EACH ROW EXECUTE FUNCTION set_fact_search();

CREATE FUNCTION set_sentence_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search := search_vector(NEW.language, NULL, NULL, NEW.text);
  RETURN NEW;
END $$;
CREATE TRIGGER sentence_is_searched BEFORE INSERT OR UPDATE OF text, language ON sentence
  FOR EACH ROW EXECUTE FUNCTION set_sentence_search();

-- The parts of the text that stand in other tables: one statement refreshes all rows that one statement touched.
CREATE FUNCTION refresh_entity_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE entity SET search = entity_search(id, name, summary, dataset_id)
    WHERE id IN (SELECT entity_id FROM changed);
  RETURN NULL;
END $$;
CREATE FUNCTION refresh_criticism_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_search(id, statement, dataset_id)
    WHERE id IN (SELECT id FROM changed);
  RETURN NULL;
END $$;
CREATE FUNCTION refresh_quotation_search() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE fact SET search = fact_search(id, statement, dataset_id)
    WHERE id IN (SELECT criticism_id FROM changed);
  RETURN NULL;
END $$;
DO $$
DECLARE part record;
BEGIN
  FOR part IN SELECT * FROM (VALUES
    ('name', 'refresh_entity_search'), ('criticism', 'refresh_criticism_search'), ('quotation', 'refresh_quotation_search')
  ) AS parts (relation, refresh) LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', part.relation || '_inserted', part.relation, part.refresh);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING NEW TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', part.relation || '_updated', part.relation, part.refresh);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %I REFERENCING OLD TABLE AS changed
      FOR EACH STATEMENT EXECUTE FUNCTION %I()', part.relation || '_deleted', part.relation, part.refresh);
  END LOOP;
END $$;
