CREATE TABLE `version_tags` (
	`version_key` integer NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`version_key`, `tag`),
	FOREIGN KEY (`version_key`) REFERENCES `versions`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `version_tags_tag_index` ON `version_tags` (`tag`);--> statement-breakpoint
CREATE TABLE `version_transitions` (
	`version_key` integer NOT NULL,
	`revision` integer NOT NULL,
	`from_status` text,
	`to_status` text NOT NULL,
	`actor_id` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`version_key`, `revision`),
	FOREIGN KEY (`version_key`) REFERENCES `versions`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `models` ADD `highest_precedence` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `retired_model_names` ADD `highest_precedence` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `card` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `visibility` text;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `version_cards` ADD `minimum_parallel_capacity` integer;--> statement-breakpoint
ALTER TABLE `versions` ADD `precedence` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `versions` ADD `content` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX `versions_model_id_precedence_index` ON `versions` (`model_id`,`precedence`);