CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`token_id` text NOT NULL,
	`request_id` text,
	`action` text NOT NULL,
	`owner_id` text NOT NULL,
	`target_kind` text NOT NULL,
	`target` text NOT NULL,
	`details` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_owner_id_at_index` ON `audit_log` (`owner_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_owner_id_action_at_index` ON `audit_log` (`owner_id`,`action`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_owner_id_actor_id_at_index` ON `audit_log` (`owner_id`,`actor_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_log_owner_id_target_at_index` ON `audit_log` (`owner_id`,`target`,`at`);