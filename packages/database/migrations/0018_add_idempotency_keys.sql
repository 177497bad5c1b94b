CREATE TABLE `idempotency_keys` (
	`token_id` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`seed` text NOT NULL,
	`started_at` integer NOT NULL,
	`attempt` integer NOT NULL,
	`locked_until` integer NOT NULL,
	`pinned` text,
	`status` integer,
	`headers` text,
	`body` text,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`token_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_expires_at_index` ON `idempotency_keys` (`expires_at`);