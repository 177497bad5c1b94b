-- What an imported model brings along of its past is as it was: only what is later is held against the versions of now.
DROP TRIGGER `alias_ledger_refuse_inactive`;
--> statement-breakpoint
CREATE TRIGGER `alias_ledger_refuse_inactive` BEFORE INSERT ON `alias_ledger`
WHEN NEW.`to_id` IS NOT NULL AND NEW.`to_id` IS NOT NEW.`from_id`
	AND EXISTS (SELECT 1 FROM `models` WHERE `id` = NEW.`model_id` AND `deleted_at` IS NULL AND NEW.`at` > coalesce(`imported_at`, 0))
	AND NOT EXISTS (
		SELECT 1 FROM `versions` JOIN `version_cards` ON `version_key` = `key`
		WHERE `versions`.`id` = NEW.`to_id` AND `number` = NEW.`to_number` AND `model_id` = NEW.`model_id` AND `status` = 'active'
	)
BEGIN
	SELECT RAISE(ABORT, 'an alias moves to an active version of its model');
END;
--> statement-breakpoint
DROP TRIGGER `alias_ledger_refuse_older`;
--> statement-breakpoint
CREATE TRIGGER `alias_ledger_refuse_older` BEFORE INSERT ON `alias_ledger`
WHEN NEW.`action` IN ('fall_back', 'follow')
	AND EXISTS (SELECT 1 FROM `models` WHERE `id` = NEW.`model_id` AND `deleted_at` IS NULL AND NEW.`at` > coalesce(`imported_at`, 0))
	AND EXISTS (
		SELECT 1 FROM `versions` JOIN `version_cards` ON `version_key` = `key`
		WHERE `model_id` = NEW.`model_id` AND `status` = 'active' AND `visibility` IS NULL
			AND `number` > coalesce(NEW.`to_number`, 0) AND `number` <> NEW.`from_number`
	)
BEGIN
	SELECT RAISE(ABORT, 'unpinned calls move to the newest active version');
END;
