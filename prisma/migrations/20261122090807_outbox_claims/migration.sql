-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "begun" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "claim" UUID,
ADD COLUMN     "echoed_at" TIMESTAMPTZ(3),
ADD COLUMN     "held_by" TEXT,
ADD COLUMN     "position" BIGSERIAL NOT NULL,
ADD COLUMN     "unsure_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "replica" ADD COLUMN     "place" TEXT,
ADD COLUMN     "pool_id" TEXT,
ADD COLUMN     "process" TEXT;

-- CreateIndex
CREATE INDEX "outbox_status_position_idx" ON "outbox"("status", "position");

-- CreateIndex
CREATE INDEX "outbox_channel_recipient_status_idx" ON "outbox"("channel", "recipient", "status");
