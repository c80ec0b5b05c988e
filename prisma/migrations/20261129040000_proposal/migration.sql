-- Proposals: changes that somebody wants, until somebody else accepts them. No read of the graph joins these tables, and
-- writing to them does not change the revision.

CREATE TYPE "ProposalState" AS ENUM ('DRAFT', 'OPEN', 'ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED', 'WITHDRAWN');
CREATE TYPE "ProposedChangeStatus" AS ENUM ('NEW', 'ACCEPTED', 'REJECTED', 'DUPLICATE', 'INVALID');

CREATE TABLE "proposal" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" "ProposalState" NOT NULL DEFAULT 'DRAFT',
    "author_id" INTEGER NOT NULL,
    "origin" "ChangeOrigin" NOT NULL,
    "origin_name" TEXT NOT NULL,
    "origin_version" TEXT,
    "reverts" TEXT,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "submitted_at" TIMESTAMPTZ(6),
    "decided_at" TIMESTAMPTZ(6),
    "decided_by_id" INTEGER,
    "decision_note" TEXT,
    "patch" TEXT,

    CONSTRAINT "proposal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "proposal_key_key" ON "proposal"("key");
CREATE INDEX "proposal_author_id_id_idx" ON "proposal"("author_id", "id");
CREATE INDEX "proposal_state_id_idx" ON "proposal"("state", "id");
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "proposal" ADD CONSTRAINT "proposal_decided_by_id_fkey" FOREIGN KEY ("decided_by_id") REFERENCES "actor"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "proposed_change" (
    "proposal_id" INTEGER NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "operation" "ChangeOperation" NOT NULL,
    "type" TEXT NOT NULL,
    "dataset" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "expected_version" INTEGER,
    "before" JSONB,
    "after" JSONB,
    "confidence" DOUBLE PRECISION,
    "status" "ProposedChangeStatus" NOT NULL DEFAULT 'NEW',
    "problems" JSONB NOT NULL DEFAULT '[]',
    "reason" TEXT,
    "digest" TEXT NOT NULL,

    CONSTRAINT "proposed_change_pkey" PRIMARY KEY ("proposal_id", "ordinal")
);
-- What was rejected before does not come again.
CREATE INDEX "proposed_change_digest_idx" ON "proposed_change"("digest");
ALTER TABLE "proposed_change" ADD CONSTRAINT "proposed_change_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposal"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Everything that can be proposed has a version, so that edits do not overwrite one another.
ALTER TABLE "dataset" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "document" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "same_as" ADD COLUMN "version" INTEGER NOT NULL DEFAULT 1;

-- The proposal that a change was accepted from.
ALTER TABLE "change" ADD COLUMN "proposal" TEXT;
