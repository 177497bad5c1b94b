CREATE TABLE `model_version_counts` (
	`model_id` text NOT NULL,
	`status` text NOT NULL,
	`task` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`model_id`, `status`, `task`)
);
--> statement-breakpoint
ALTER TABLE `models` ADD `place` integer;--> statement-breakpoint
ALTER TABLE `models` ADD `changed_at` integer GENERATED ALWAYS AS (coalesce(updated_at, created_at)) VIRTUAL;--> statement-breakpoint
CREATE UNIQUE INDEX `models_place_unique` ON `models` (`place`);--> statement-breakpoint
CREATE INDEX `models_name_id_index` ON `models` (`name`,`id`) WHERE "models"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `models_changed_at_id_index` ON `models` (`changed_at`,`id`) WHERE "models"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX `models_predictions_count_id_index` ON `models` (`predictions_count`,`id`) WHERE deleted_at is null and predictions_count > 0;--> statement-breakpoint
ALTER TABLE `versions` ADD `place` integer GENERATED ALWAYS AS ((created_at << 20) | (key & 1048575)) VIRTUAL;--> statement-breakpoint
CREATE UNIQUE INDEX `versions_place_unique` ON `versions` (`place`);--> statement-breakpoint
CREATE INDEX `version_cards_updated_at_version_key_index` ON `version_cards` (`updated_at`,`version_key`) WHERE "version_cards"."updated_at" is not null;