-- As 0017 has it, but for private versions: unpinned calls pass over them.
DROP TRIGGER `alias_ledger_refuse_older`;
--> statement-breakpoint
CREATE TRIGGER `alias_ledger_refuse_older` BEFORE INSERT ON `alias_ledger`
WHEN NEW.`action` IN ('fall_back', 'follow')
	AND EXISTS (SELECT 1 FROM `models` WHERE `id` = NEW.`model_id` AND `deleted_at` IS NULL)
	AND EXISTS (
		SELECT 1 FROM `versions` JOIN `version_cards` ON `version_key` = `key`
		WHERE `model_id` = NEW.`model_id` AND `status` = 'active' AND `visibility` IS NULL
			AND `number` > coalesce(NEW.`to_number`, 0) AND `number` <> NEW.`from_number`
	)
BEGIN
	SELECT RAISE(ABORT, 'unpinned calls move to the newest active version');
END;
