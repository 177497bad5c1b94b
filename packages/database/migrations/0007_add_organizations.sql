CREATE TABLE `organization_members` (
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `owners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `owners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `organization_members_joined_index` ON `organization_members` (`organization_id`,`created_at`,`user_id`);--> statement-breakpoint
CREATE INDEX `organization_members_user_id_index` ON `organization_members` (`user_id`,`created_at`,`organization_id`);--> statement-breakpoint
ALTER TABLE `owners` ADD `kind` text DEFAULT 'user' NOT NULL;--> statement-breakpoint
ALTER TABLE `owners` ADD `deleted_at` integer;--> statement-breakpoint
CREATE INDEX `owners_kind_created_at_id_index` ON `owners` (`kind`,`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `tokens` ADD `role` text;