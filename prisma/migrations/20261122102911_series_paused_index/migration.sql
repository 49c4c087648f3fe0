-- CreateIndex
CREATE INDEX "series_paused_idx" ON "series"("paused");
