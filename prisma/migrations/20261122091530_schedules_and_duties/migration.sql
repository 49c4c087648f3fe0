-- AlterTable
ALTER TABLE "meeting" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "revivals" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "meeting_role" ADD COLUMN     "settled" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "rota_place" ADD COLUMN     "joined_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "series" ADD COLUMN     "slots" JSONB;

-- AlterTable
ALTER TABLE "series_change" ADD COLUMN     "slots" JSONB;

-- CreateTable
CREATE TABLE "holiday" (
    "series_id" UUID NOT NULL,
    "date" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "holiday_pkey" PRIMARY KEY ("series_id","date")
);

-- CreateTable
CREATE TABLE "role_decline" (
    "meeting_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "role_decline_pkey" PRIMARY KEY ("meeting_id","role","person_id")
);

-- CreateIndex
CREATE INDEX "role_decline_person_id_idx" ON "role_decline"("person_id");

-- AddForeignKey
ALTER TABLE "holiday" ADD CONSTRAINT "holiday_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_decline" ADD CONSTRAINT "role_decline_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "role_decline" ADD CONSTRAINT "role_decline_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;
