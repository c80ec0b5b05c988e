-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "found_digest" TEXT,
ADD COLUMN     "moved_from_id" INTEGER;

-- CreateIndex
CREATE INDEX "evidence_moved_from_id_idx" ON "evidence"("moved_from_id");

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_moved_from_id_fkey" FOREIGN KEY ("moved_from_id") REFERENCES "paragraph"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Evidence without a digest belongs to the sentence in which it is found now. Last, because a table with pending
-- triggers cannot be altered.
UPDATE "evidence" SET "found_digest" = "sentence"."digest"
FROM "sentence" WHERE "sentence"."id" = "evidence"."sentence_id" AND "evidence"."digest" IS NULL;
