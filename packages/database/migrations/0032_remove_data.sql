CREATE TABLE `sweep_cursors` (
	`prefix` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `models_data_retention_s_index` ON `models` (`data_retention_s`) WHERE data_retention_s is not null;--> statement-breakpoint
CREATE INDEX `predictions_model_id_completed_at_index` ON `predictions` (`model_id`,`completed_at`) WHERE completed_at is not null and data_removed_at is null;