CREATE TABLE `alias_ledger` (
	`model_id` text NOT NULL,
	`seq` integer NOT NULL,
	`alias` text NOT NULL,
	`action` text NOT NULL,
	`from_number` integer,
	`from_id` text,
	`to_number` integer,
	`to_id` text,
	`is_protected` integer NOT NULL,
	`rule` text,
	`restores` integer,
	`actor_id` text NOT NULL,
	`actor_name` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL,
	`previous_hash` text,
	`hash` text NOT NULL,
	PRIMARY KEY(`model_id`, `seq`),
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `alias_ledger_model_id_alias_seq_index` ON `alias_ledger` (`model_id`,`alias`,`seq`);--> statement-breakpoint
CREATE TABLE `aliases` (
	`model_id` text NOT NULL,
	`name` text NOT NULL,
	`version_key` integer NOT NULL,
	`is_protected` integer NOT NULL,
	`rule` text,
	`revision` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`model_id`, `name`),
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`version_key`) REFERENCES `versions`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `aliases_version_key_index` ON `aliases` (`version_key`);