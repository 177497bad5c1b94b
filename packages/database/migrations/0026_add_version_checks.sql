CREATE TABLE `version_checks` (
	`id` text PRIMARY KEY NOT NULL,
	`version_key` integer NOT NULL,
	`state` text NOT NULL,
	`publish` integer NOT NULL,
	`steps` text NOT NULL,
	`succession` text,
	`image` text,
	`input` text,
	`prediction_id` text,
	`caller_id` text NOT NULL,
	`audit` text NOT NULL,
	`revision` integer NOT NULL,
	`epoch` integer NOT NULL,
	`held_until` integer NOT NULL,
	`due_at` integer,
	`created_at` integer NOT NULL,
	`deadline_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`version_key`) REFERENCES `versions`(`key`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`caller_id`) REFERENCES `owners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `version_checks_version_key_unique` ON `version_checks` (`version_key`) WHERE ended_at IS NULL;--> statement-breakpoint
CREATE INDEX `version_checks_version_key_created_at_id_index` ON `version_checks` (`version_key`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `version_checks_due_at_index` ON `version_checks` (`due_at`) WHERE due_at IS NOT NULL;