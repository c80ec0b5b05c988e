-- AlterTable
ALTER TABLE "former_document_slug" ADD COLUMN     "kept" BOOLEAN NOT NULL DEFAULT false;
