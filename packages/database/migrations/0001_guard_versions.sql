-- The content of a version never changes and never goes away, whoever writes: what may change is in version_cards.
CREATE TRIGGER `versions_refuse_update` BEFORE UPDATE ON `versions`
BEGIN
	SELECT RAISE(ABORT, 'a version is immutable: publish a new one');
END;
--> statement-breakpoint
CREATE TRIGGER `versions_refuse_delete` BEFORE DELETE ON `versions`
BEGIN
	SELECT RAISE(ABORT, 'a version is never removed: set the status of its card to deleted');
END;
--> statement-breakpoint
-- INSERT OR REPLACE removes the row in its way without firing the trigger above.
CREATE TRIGGER `versions_refuse_replace` BEFORE INSERT ON `versions`
WHEN EXISTS (SELECT 1 FROM `versions` WHERE `key` = NEW.`key`)
	OR EXISTS (SELECT 1 FROM `versions` WHERE `id` = NEW.`id`)
	OR EXISTS (SELECT 1 FROM `versions` WHERE `model_id` = NEW.`model_id` AND `number` = NEW.`number`)
	OR EXISTS (SELECT 1 FROM `versions` WHERE `model_id` = NEW.`model_id` AND `semver` = NEW.`semver`)
BEGIN
	SELECT RAISE(ABORT, 'a version is immutable: its key, id, number or semver is taken');
END;
--> statement-breakpoint
-- A number of owner/name is never given out again: what the counter of a name reached outlives the model.
CREATE TRIGGER `models_retire_name` AFTER UPDATE OF `name`, `deleted_at` ON `models`
WHEN OLD.`name` <> NEW.`name` OR NEW.`deleted_at` IS NOT NULL
BEGIN
	INSERT INTO `retired_model_names` (`owner_id`, `name`, `last_number`)
	VALUES (OLD.`owner_id`, OLD.`name`, OLD.`last_number`)
	ON CONFLICT (`owner_id`, `name`) DO UPDATE SET `last_number` = max(`last_number`, excluded.`last_number`);
END;
