ALTER TABLE `tokens` ADD `prefix` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `last_characters` text;--> statement-breakpoint
ALTER TABLE `tokens` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `tokens` ADD `revoked_at` integer;--> statement-breakpoint
ALTER TABLE `tokens` ADD `last_used_at` integer;--> statement-breakpoint
CREATE INDEX `tokens_owner_id_created_at_id_index` ON `tokens` (`owner_id`,`created_at`,`id`);