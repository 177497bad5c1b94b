-- The ledger is a chain: an entry is the next link, and stays as it is.
CREATE TRIGGER `alias_ledger_refuse_update` BEFORE UPDATE ON `alias_ledger`
BEGIN
	SELECT RAISE(ABORT, 'the alias ledger never changes: add an entry');
END;
--> statement-breakpoint
CREATE TRIGGER `alias_ledger_refuse_delete` BEFORE DELETE ON `alias_ledger`
BEGIN
	SELECT RAISE(ABORT, 'the alias ledger never changes: add an entry');
END;
--> statement-breakpoint
-- Also against INSERT OR REPLACE, which removes the row in its way without firing the trigger above.
CREATE TRIGGER `alias_ledger_refuse_gap` BEFORE INSERT ON `alias_ledger`
WHEN NEW.`seq` <> coalesce((SELECT max(`seq`) FROM `alias_ledger` WHERE `model_id` = NEW.`model_id`), 0) + 1
	OR NEW.`previous_hash` IS NOT (
		SELECT `hash` FROM `alias_ledger` WHERE `model_id` = NEW.`model_id` ORDER BY `seq` DESC LIMIT 1
	)
BEGIN
	SELECT RAISE(ABORT, 'the alias ledger has moved on');
END;
--> statement-breakpoint
-- An alias is moved to an active version only. A model that is not visible (deleted, or still being imported) brings entries of old.
CREATE TRIGGER `alias_ledger_refuse_inactive` BEFORE INSERT ON `alias_ledger`
WHEN NEW.`to_id` IS NOT NULL AND NEW.`to_id` IS NOT NEW.`from_id`
	AND EXISTS (SELECT 1 FROM `models` WHERE `id` = NEW.`model_id` AND `deleted_at` IS NULL)
	AND NOT EXISTS (
		SELECT 1 FROM `versions` JOIN `version_cards` ON `version_key` = `key`
		WHERE `versions`.`id` = NEW.`to_id` AND `number` = NEW.`to_number` AND `model_id` = NEW.`model_id` AND `status` = 'active'
	)
BEGIN
	SELECT RAISE(ABORT, 'an alias moves to an active version of its model');
END;
--> statement-breakpoint
-- What takes a version out of use moves unpinned calls to the newest that is left.
CREATE TRIGGER `alias_ledger_refuse_older` BEFORE INSERT ON `alias_ledger`
WHEN NEW.`action` IN ('fall_back', 'follow')
	AND EXISTS (SELECT 1 FROM `models` WHERE `id` = NEW.`model_id` AND `deleted_at` IS NULL)
	AND EXISTS (
		SELECT 1 FROM `versions` JOIN `version_cards` ON `version_key` = `key`
		WHERE `model_id` = NEW.`model_id` AND `status` = 'active'
			AND `number` > coalesce(NEW.`to_number`, 0) AND `number` <> NEW.`from_number`
	)
BEGIN
	SELECT RAISE(ABORT, 'unpinned calls move to the newest active version');
END;
--> statement-breakpoint
-- Unpinned calls are never moved silently: what takes a version out of use moves `primary` first.
CREATE TRIGGER `version_cards_keep_primary` BEFORE UPDATE OF `status` ON `version_cards`
WHEN OLD.`status` = 'active' AND NEW.`status` <> 'active'
	AND EXISTS (
		SELECT 1 FROM `aliases` JOIN `models` ON `models`.`id` = `aliases`.`model_id`
		WHERE `version_key` = OLD.`version_key` AND `aliases`.`name` = 'primary' AND `deleted_at` IS NULL
	)
BEGIN
	SELECT RAISE(ABORT, 'primary still points at the version');
END;
--> statement-breakpoint
CREATE TRIGGER `version_cards_keep_protected` BEFORE UPDATE OF `status` ON `version_cards`
WHEN NEW.`status` = 'deleted'
	AND EXISTS (
		SELECT 1 FROM `aliases` JOIN `models` ON `models`.`id` = `aliases`.`model_id`
		WHERE `version_key` = OLD.`version_key` AND `is_protected` AND `deleted_at` IS NULL
	)
BEGIN
	SELECT RAISE(ABORT, 'a protected alias points at the version');
END;
--> statement-breakpoint
CREATE TRIGGER `models_keep_protected` BEFORE UPDATE OF `deleted_at` ON `models`
WHEN OLD.`deleted_at` IS NULL AND NEW.`deleted_at` IS NOT NULL
	AND EXISTS (SELECT 1 FROM `aliases` WHERE `model_id` = OLD.`id` AND `is_protected`)
BEGIN
	SELECT RAISE(ABORT, 'a protected alias keeps the model');
END;
