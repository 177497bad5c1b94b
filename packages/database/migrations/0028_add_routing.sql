CREATE TABLE `prediction_statistics` (
	`version_key` integer NOT NULL,
	`backend_id` text NOT NULL,
	`succeeded` integer DEFAULT 0 NOT NULL,
	`failed` integer DEFAULT 0 NOT NULL,
	`canceled` integer DEFAULT 0 NOT NULL,
	`expired` integer DEFAULT 0 NOT NULL,
	`checked_outputs` integer DEFAULT 0 NOT NULL,
	`invalid_outputs` integer DEFAULT 0 NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`queue_s` real DEFAULT 0 NOT NULL,
	`setup_s` real DEFAULT 0 NOT NULL,
	`run_s` real DEFAULT 0 NOT NULL,
	PRIMARY KEY(`version_key`, `backend_id`)
);
--> statement-breakpoint
ALTER TABLE `backends` ADD `status` text DEFAULT 'enabled' NOT NULL;--> statement-breakpoint
ALTER TABLE `backends` ADD `region` text;--> statement-breakpoint
ALTER TABLE `backends` ADD `labels` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `backends` ADD `settings` text;--> statement-breakpoint
ALTER TABLE `backends` ADD `credentials` text;--> statement-breakpoint
ALTER TABLE `backends` ADD `shard` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `data_retention_s` integer;--> statement-breakpoint
ALTER TABLE `predictions` ADD `task` text DEFAULT 'prediction' NOT NULL;--> statement-breakpoint
ALTER TABLE `predictions` ADD `token_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `predictions` ADD `priority` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `predictions` ADD `cost` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `predictions` ADD `deadline_at` integer;--> statement-breakpoint
ALTER TABLE `predictions` ADD `streams` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `predictions` ADD `traceparent` text;--> statement-breakpoint
ALTER TABLE `predictions` ADD `training` text;--> statement-breakpoint
ALTER TABLE `predictions` ADD `setup_time_s` real;--> statement-breakpoint
ALTER TABLE `predictions` ADD `output_problems` text;--> statement-breakpoint
ALTER TABLE `predictions` ADD `receipt` text;--> statement-breakpoint
ALTER TABLE `predictions` ADD `data_removed_at` integer;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `routing` text DEFAULT '{}' NOT NULL;