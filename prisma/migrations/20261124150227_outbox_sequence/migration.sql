-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "sequence" INTEGER;
