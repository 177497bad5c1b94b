CREATE TABLE `model_redirects` (
	`owner_id` text NOT NULL,
	`name` text NOT NULL,
	`model_id` text NOT NULL,
	PRIMARY KEY(`owner_id`, `name`)
);
--> statement-breakpoint
CREATE INDEX `model_redirects_model_id_index` ON `model_redirects` (`model_id`);--> statement-breakpoint
CREATE TABLE `model_tags` (
	`model_id` text NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`model_id`, `tag`),
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `model_tags_tag_index` ON `model_tags` (`tag`);--> statement-breakpoint
ALTER TABLE `models` ADD `features` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `images` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `compatibility_input` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `compatibility_output` text DEFAULT 'none' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `bump_policy` text DEFAULT 'warn' NOT NULL;--> statement-breakpoint
ALTER TABLE `models` ADD `required_checks` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
CREATE INDEX `predictions_in_flight_index` ON `predictions` (`model_id`,`version_key`) WHERE "predictions"."completed_at" is null;