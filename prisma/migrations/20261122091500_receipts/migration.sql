-- AlterTable
ALTER TABLE "reply_token" ADD COLUMN     "inbox_id" UUID;

-- CreateTable
CREATE TABLE "receipt" (
    "inbox_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_pkey" PRIMARY KEY ("inbox_id")
);

-- CreateIndex
CREATE INDEX "receipt_at_idx" ON "receipt"("at");

-- CreateIndex
CREATE INDEX "receipt_address_at_idx" ON "receipt"("address", "at");

-- CreateIndex
CREATE INDEX "reply_token_inbox_id_idx" ON "reply_token"("inbox_id");

-- AddForeignKey
ALTER TABLE "reply_token" ADD CONSTRAINT "reply_token_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "receipt" ADD CONSTRAINT "receipt_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE CASCADE ON UPDATE CASCADE;
