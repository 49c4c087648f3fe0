-- CreateEnum
CREATE TYPE "series_change_kind" AS ENUM ('skip', 'extra', 'move', 'from_now_on');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('chair', 'scribe');

-- CreateEnum
CREATE TYPE "outcome" AS ENUM ('decision', 'discussion', 'information');

-- CreateEnum
CREATE TYPE "meeting_status" AS ENUM ('scheduled', 'called', 'confirmed', 'open', 'closed', 'published', 'cancelled');

-- CreateEnum
CREATE TYPE "step_name" AS ENUM ('call', 'remind', 'confirm', 'agenda', 'open', 'close', 'draft', 'chase', 'publish');

-- CreateEnum
CREATE TYPE "step_status" AS ENUM ('pending', 'queued', 'done', 'skipped');

-- CreateEnum
CREATE TYPE "item_status" AS ENUM ('proposed', 'accepted', 'discussed', 'deferred', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "intention" AS ENUM ('coming', 'maybe', 'regrets');

-- CreateEnum
CREATE TYPE "note_kind" AS ENUM ('note', 'decision');

-- CreateEnum
CREATE TYPE "action_status" AS ENUM ('open', 'done', 'dropped');

-- CreateEnum
CREATE TYPE "minutes_status" AS ENUM ('draft', 'approved', 'published');

-- CreateEnum
CREATE TYPE "channel" AS ENUM ('mail', 'discord', 'cli');

-- CreateEnum
CREATE TYPE "inbox_status" AS ENUM ('received', 'done', 'held', 'ignored');

-- CreateEnum
CREATE TYPE "outbox_status" AS ENUM ('pending', 'sending', 'sent', 'failed', 'unknown', 'dropped');

-- CreateTable
CREATE TABLE "community" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "discord_guild_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "community_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "person" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "discord_user_id" TEXT,
    "zone" TEXT,
    "personal_mail" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "mail_address" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "bounced_at" TIMESTAMPTZ(3),

    CONSTRAINT "mail_address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_code" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "code_hash" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "community_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rrule" TEXT,
    "start" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "list_address" TEXT,
    "list_id" TEXT,
    "discord_channel_id" TEXT,
    "discord_voice_channel_id" TEXT,
    "policy" JSONB NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "plan_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series_change" (
    "id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "kind" "series_change_kind" NOT NULL,
    "occurrence" TEXT,
    "starts_at" TEXT,
    "from" TEXT,
    "rrule" TEXT,
    "zone" TEXT,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "series_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rota_place" (
    "series_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "rota_place_pkey" PRIMARY KEY ("series_id","role","position")
);

-- CreateTable
CREATE TABLE "standing_item" (
    "id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "lead" TEXT,
    "minutes" INTEGER,
    "outcome" "outcome",
    "links" TEXT[],

    CONSTRAINT "standing_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting" (
    "id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "occurrence" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "duration_minutes" INTEGER NOT NULL,
    "status" "meeting_status" NOT NULL DEFAULT 'scheduled',
    "cancel_reason" TEXT,
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "current_item_id" UUID,
    "called_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "drafted_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "discord_thread_id" TEXT,
    "discord_event_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_role" (
    "meeting_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "person_id" UUID NOT NULL,

    CONSTRAINT "meeting_role_pkey" PRIMARY KEY ("meeting_id","role")
);

-- CreateTable
CREATE TABLE "step" (
    "meeting_id" UUID NOT NULL,
    "name" "step_name" NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "step_status" NOT NULL DEFAULT 'pending',
    "ran_at" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "step_pkey" PRIMARY KEY ("meeting_id","name")
);

-- CreateTable
CREATE TABLE "item" (
    "id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "details" TEXT,
    "lead" TEXT,
    "minutes" INTEGER,
    "outcome" "outcome",
    "links" TEXT[],
    "status" "item_status" NOT NULL DEFAULT 'proposed',
    "late" BOOLEAN NOT NULL DEFAULT false,
    "proposer_id" UUID,
    "standing_item_id" UUID,
    "carried_from_id" UUID,
    "deferrals" INTEGER NOT NULL DEFAULT 0,
    "inbox_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "item_change" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "person_id" UUID,
    "inbox_id" UUID,
    "what" TEXT NOT NULL,
    "before" JSONB,

    CONSTRAINT "item_change_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attendance" (
    "meeting_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "person_id" UUID,
    "position" SERIAL NOT NULL,
    "intention" "intention",
    "present" BOOLEAN NOT NULL DEFAULT false,
    "arrived_at" TIMESTAMPTZ(3),
    "left_at" TIMESTAMPTZ(3),
    "inbox_id" UUID,

    CONSTRAINT "attendance_pkey" PRIMARY KEY ("meeting_id","name")
);

-- CreateTable
CREATE TABLE "note" (
    "id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "item_id" UUID,
    "kind" "note_kind" NOT NULL,
    "text" TEXT NOT NULL,
    "author_id" UUID,
    "author" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "struck_at" TIMESTAMPTZ(3),
    "inbox_id" UUID,

    CONSTRAINT "note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "action" (
    "id" UUID NOT NULL,
    "series_id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "item_id" UUID,
    "text" TEXT NOT NULL,
    "owner" TEXT,
    "owner_id" UUID,
    "due" DATE,
    "status" "action_status" NOT NULL DEFAULT 'open',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "inbox_id" UUID,

    CONSTRAINT "action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "minutes_revision" (
    "meeting_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "minutes_status" NOT NULL,
    "markdown" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by_id" UUID,

    CONSTRAINT "minutes_revision_pkey" PRIMARY KEY ("meeting_id","number")
);

-- CreateTable
CREATE TABLE "reply_token" (
    "token" TEXT NOT NULL,
    "meeting_id" UUID NOT NULL,
    "person_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reply_token_pkey" PRIMARY KEY ("token")
);

-- CreateTable
CREATE TABLE "inbox" (
    "id" UUID NOT NULL,
    "channel" "channel" NOT NULL,
    "key" TEXT NOT NULL,
    "raw" BYTEA NOT NULL,
    "envelope" JSONB NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "inbox_status" NOT NULL DEFAULT 'received',
    "said_key" TEXT,
    "reason" TEXT,
    "reading" JSONB,
    "answer" JSONB,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "meeting_id" UUID,
    "person_id" UUID,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "channel" "channel" NOT NULL,
    "kind" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "message_id" TEXT NOT NULL,
    "meeting_id" UUID,
    "status" "outbox_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "settled_at" TIMESTAMPTZ(3),
    "response" TEXT,
    "error" TEXT,
    "remote_id" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "replica" (
    "id" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "replica_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "mailbox_cursor" (
    "mailbox" TEXT NOT NULL,
    "uid_validity" BIGINT NOT NULL,
    "last_uid" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mailbox_cursor_pkey" PRIMARY KEY ("mailbox")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "community_slug_key" ON "community"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "community_discord_guild_id_key" ON "community"("discord_guild_id");

-- CreateIndex
CREATE UNIQUE INDEX "person_community_id_discord_user_id_key" ON "person"("community_id", "discord_user_id");

-- CreateIndex
CREATE INDEX "mail_address_person_id_idx" ON "mail_address"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "mail_address_community_id_address_key" ON "mail_address"("community_id", "address");

-- CreateIndex
CREATE INDEX "link_code_person_id_idx" ON "link_code"("person_id");

-- CreateIndex
CREATE INDEX "link_code_community_id_address_idx" ON "link_code"("community_id", "address");

-- CreateIndex
CREATE INDEX "series_plan_at_idx" ON "series"("plan_at");

-- CreateIndex
CREATE INDEX "series_list_address_idx" ON "series"("list_address");

-- CreateIndex
CREATE INDEX "series_discord_channel_id_idx" ON "series"("discord_channel_id");

-- CreateIndex
CREATE UNIQUE INDEX "series_community_id_slug_key" ON "series"("community_id", "slug");

-- CreateIndex
CREATE INDEX "series_change_series_id_idx" ON "series_change"("series_id");

-- CreateIndex
CREATE INDEX "rota_place_person_id_idx" ON "rota_place"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "standing_item_series_id_position_key" ON "standing_item"("series_id", "position");

-- CreateIndex
CREATE INDEX "meeting_series_id_starts_at_idx" ON "meeting"("series_id", "starts_at");

-- CreateIndex
CREATE INDEX "meeting_current_item_id_idx" ON "meeting"("current_item_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_series_id_occurrence_key" ON "meeting"("series_id", "occurrence");

-- CreateIndex
CREATE INDEX "meeting_role_person_id_idx" ON "meeting_role"("person_id");

-- CreateIndex
CREATE INDEX "step_status_due_at_idx" ON "step"("status", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "item_carried_from_id_key" ON "item"("carried_from_id");

-- CreateIndex
CREATE INDEX "item_proposer_id_idx" ON "item"("proposer_id");

-- CreateIndex
CREATE INDEX "item_standing_item_id_idx" ON "item"("standing_item_id");

-- CreateIndex
CREATE INDEX "item_inbox_id_idx" ON "item"("inbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "item_meeting_id_number_key" ON "item"("meeting_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "item_meeting_id_standing_item_id_key" ON "item"("meeting_id", "standing_item_id");

-- CreateIndex
CREATE INDEX "item_change_item_id_idx" ON "item_change"("item_id");

-- CreateIndex
CREATE INDEX "item_change_person_id_idx" ON "item_change"("person_id");

-- CreateIndex
CREATE INDEX "item_change_inbox_id_idx" ON "item_change"("inbox_id");

-- CreateIndex
CREATE INDEX "attendance_person_id_idx" ON "attendance"("person_id");

-- CreateIndex
CREATE INDEX "attendance_inbox_id_idx" ON "attendance"("inbox_id");

-- CreateIndex
CREATE UNIQUE INDEX "attendance_meeting_id_person_id_key" ON "attendance"("meeting_id", "person_id");

-- CreateIndex
CREATE INDEX "note_meeting_id_at_idx" ON "note"("meeting_id", "at");

-- CreateIndex
CREATE INDEX "note_item_id_idx" ON "note"("item_id");

-- CreateIndex
CREATE INDEX "note_author_id_idx" ON "note"("author_id");

-- CreateIndex
CREATE INDEX "note_inbox_id_idx" ON "note"("inbox_id");

-- CreateIndex
CREATE INDEX "action_series_id_status_idx" ON "action"("series_id", "status");

-- CreateIndex
CREATE INDEX "action_meeting_id_idx" ON "action"("meeting_id");

-- CreateIndex
CREATE INDEX "action_item_id_idx" ON "action"("item_id");

-- CreateIndex
CREATE INDEX "action_owner_id_idx" ON "action"("owner_id");

-- CreateIndex
CREATE INDEX "action_inbox_id_idx" ON "action"("inbox_id");

-- CreateIndex
CREATE INDEX "minutes_revision_approved_by_id_idx" ON "minutes_revision"("approved_by_id");

-- CreateIndex
CREATE INDEX "reply_token_meeting_id_idx" ON "reply_token"("meeting_id");

-- CreateIndex
CREATE INDEX "reply_token_person_id_idx" ON "reply_token"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_key_key" ON "inbox"("key");

-- CreateIndex
CREATE UNIQUE INDEX "inbox_said_key_key" ON "inbox"("said_key");

-- CreateIndex
CREATE INDEX "inbox_status_received_at_idx" ON "inbox"("status", "received_at");

-- CreateIndex
CREATE INDEX "inbox_meeting_id_idx" ON "inbox"("meeting_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_key_key" ON "outbox"("key");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_message_id_key" ON "outbox"("message_id");

-- CreateIndex
CREATE INDEX "outbox_status_due_at_idx" ON "outbox"("status", "due_at");

-- CreateIndex
CREATE INDEX "outbox_meeting_id_idx" ON "outbox"("meeting_id");

-- CreateIndex
CREATE INDEX "replica_seen_at_idx" ON "replica"("seen_at");

-- AddForeignKey
ALTER TABLE "person" ADD CONSTRAINT "person_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_address" ADD CONSTRAINT "mail_address_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mail_address" ADD CONSTRAINT "mail_address_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_community_id_fkey" FOREIGN KEY ("community_id") REFERENCES "community"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series_change" ADD CONSTRAINT "series_change_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rota_place" ADD CONSTRAINT "rota_place_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rota_place" ADD CONSTRAINT "rota_place_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "standing_item" ADD CONSTRAINT "standing_item_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_current_item_id_fkey" FOREIGN KEY ("current_item_id") REFERENCES "item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_role" ADD CONSTRAINT "meeting_role_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_role" ADD CONSTRAINT "meeting_role_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "step" ADD CONSTRAINT "step_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_proposer_id_fkey" FOREIGN KEY ("proposer_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_standing_item_id_fkey" FOREIGN KEY ("standing_item_id") REFERENCES "standing_item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_carried_from_id_fkey" FOREIGN KEY ("carried_from_id") REFERENCES "item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item" ADD CONSTRAINT "item_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_change" ADD CONSTRAINT "item_change_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_change" ADD CONSTRAINT "item_change_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "item_change" ADD CONSTRAINT "item_change_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attendance" ADD CONSTRAINT "attendance_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "note" ADD CONSTRAINT "note_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "item"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "action" ADD CONSTRAINT "action_inbox_id_fkey" FOREIGN KEY ("inbox_id") REFERENCES "inbox"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "minutes_revision" ADD CONSTRAINT "minutes_revision_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "minutes_revision" ADD CONSTRAINT "minutes_revision_approved_by_id_fkey" FOREIGN KEY ("approved_by_id") REFERENCES "person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_token" ADD CONSTRAINT "reply_token_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reply_token" ADD CONSTRAINT "reply_token_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbox" ADD CONSTRAINT "inbox_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meeting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
