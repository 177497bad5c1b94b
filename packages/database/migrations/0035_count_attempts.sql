ALTER TABLE `prediction_statistics` ADD `busy_attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `prediction_statistics` ADD `unreachable_attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `prediction_statistics` ADD `broken_attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `prediction_statistics` ADD `lost_attempts` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `prediction_statistics` ADD `failed_attempts` integer DEFAULT 0 NOT NULL;