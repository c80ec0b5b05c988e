-- What changes a dataset, and the files that it was loaded from.

CREATE TYPE "DatasetManager" AS ENUM ('FILES', 'GRAPH');

ALTER TABLE "dataset" ADD COLUMN "managed_by" "DatasetManager" NOT NULL DEFAULT 'FILES';

-- Without the triggers that change the revision: comments and the order of files are nothing that the graph says.
CREATE TABLE "dataset_file" (
    "dataset_id" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "dataset_file_pkey" PRIMARY KEY ("dataset_id","path")
);
ALTER TABLE "dataset_file" ADD CONSTRAINT "dataset_file_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;
