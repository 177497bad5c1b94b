ALTER TABLE `backends` ADD `next_shard` integer;--> statement-breakpoint
ALTER TABLE `backends` ADD `probe` text;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `peak_shards` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `shard_limits` text;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `reshard_at` integer;--> statement-breakpoint
CREATE INDEX `version_cards_reshard_at_index` ON `version_cards` (`reshard_at`) WHERE "version_cards"."reshard_at" is not null;