-- Who may: actors, their keys, and what their mutations did. Nothing of it is part of the graph, so no trigger changes
-- the revision.

-- CreateEnum
CREATE TYPE "AccessRole" AS ENUM ('READER', 'CONTRIBUTOR', 'CURATOR', 'ADMIN');

-- CreateTable
CREATE TABLE "actor" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "is_machine" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" SERIAL NOT NULL,
    "key_id" TEXT NOT NULL,
    "actor_id" INTEGER NOT NULL,
    "label" TEXT,
    "role" "AccessRole" NOT NULL,
    "digest" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" INTEGER,
    "expires_at" TIMESTAMPTZ(6),
    "last_used_on" DATE,
    "revoked_at" TIMESTAMPTZ(6),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mutation_result" (
    "actor_id" INTEGER NOT NULL,
    "mutation" TEXT NOT NULL,
    "client_mutation_id" TEXT NOT NULL,
    "input_digest" TEXT NOT NULL,
    "result" JSONB,
    "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mutation_result_pkey" PRIMARY KEY ("actor_id","mutation","client_mutation_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "actor_name_key" ON "actor"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_key_id_key" ON "api_key"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_digest_key" ON "api_key"("digest");

-- CreateIndex
CREATE INDEX "api_key_actor_id_idx" ON "api_key"("actor_id");

-- CreateIndex
CREATE INDEX "api_key_created_by_id_idx" ON "api_key"("created_by_id");

-- CreateIndex
CREATE INDEX "mutation_result_at_idx" ON "mutation_result"("at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutation_result" ADD CONSTRAINT "mutation_result_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ---------------------------------------------------------------- what schema.prisma cannot say

-- "maria" must not pass for "Maria".
CREATE UNIQUE INDEX "actor_name_without_case_key" ON "actor" (lower("name"));
ALTER TABLE "actor" ADD CONSTRAINT "actor_has_name" CHECK ("name" <> '');

-- The log of changes names actors, and what a name stands for has to stay true.
CREATE FUNCTION keep_actor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an actor is never changed or deleted: the log of changes names it'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'actor_stays', TABLE = 'actor';
END $$;
CREATE TRIGGER actor_stays BEFORE UPDATE OR DELETE ON actor FOR EACH ROW EXECUTE FUNCTION keep_actor();
