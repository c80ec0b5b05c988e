-- Pages of PDFs, and the references that a text lists itself beside those that datasets list.

ALTER TABLE "paragraph" ADD COLUMN "page" INTEGER;

ALTER TABLE "reference" ADD COLUMN "listed" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "text_title" TEXT,
ADD COLUMN "text_url" TEXT;
