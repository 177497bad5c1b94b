CREATE TABLE `registry_credentials` (
	`owner_id` text NOT NULL,
	`host` text NOT NULL,
	`username` text NOT NULL,
	`sealed_password` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer,
	PRIMARY KEY(`owner_id`, `host`),
	FOREIGN KEY (`owner_id`) REFERENCES `owners`(`id`) ON UPDATE no action ON DELETE no action
);
