CREATE TABLE `import_lines` (
	`import_id` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`content` text NOT NULL,
	`staged_at` integer NOT NULL,
	PRIMARY KEY(`import_id`, `position`)
);
--> statement-breakpoint
CREATE INDEX `import_lines_staged_at_index` ON `import_lines` (`staged_at`);--> statement-breakpoint
ALTER TABLE `models` ADD `imported_at` integer;--> statement-breakpoint
ALTER TABLE `version_transitions` ADD `actor_name` text;