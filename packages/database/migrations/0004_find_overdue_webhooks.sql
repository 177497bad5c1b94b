ALTER TABLE `webhook_deliveries` ADD `due_at` integer;--> statement-breakpoint
CREATE INDEX `webhook_deliveries_due_at_index` ON `webhook_deliveries` (`due_at`) WHERE due_at IS NOT NULL;--> statement-breakpoint
UPDATE `webhook_deliveries` SET `due_at` = coalesce(`updated_at`, `created_at`) WHERE `state` = 'pending';
