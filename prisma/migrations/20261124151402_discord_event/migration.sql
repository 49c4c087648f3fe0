-- AlterTable
ALTER TABLE "series" ADD COLUMN     "discord_event" BOOLEAN NOT NULL DEFAULT true;
