-- AlterTable
ALTER TABLE "holiday" ADD COLUMN     "from_library" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "series" ADD COLUMN     "holiday_source" JSONB;
