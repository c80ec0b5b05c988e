CREATE TABLE "actor" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "is_machine" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actor_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "actor_name_key" ON "actor"("name");
