-- What became of a version is never changed or forgotten, whoever writes.
CREATE TRIGGER `version_transitions_refuse_update` BEFORE UPDATE ON `version_transitions`
BEGIN
	SELECT RAISE(ABORT, 'a transition of a version is never changed');
END;
--> statement-breakpoint
CREATE TRIGGER `version_transitions_refuse_delete` BEFORE DELETE ON `version_transitions`
BEGIN
	SELECT RAISE(ABORT, 'a transition of a version is never removed');
END;
--> statement-breakpoint
-- INSERT OR REPLACE removes the row in its way without firing the trigger above.
CREATE TRIGGER `version_transitions_refuse_replace` BEFORE INSERT ON `version_transitions`
WHEN EXISTS (SELECT 1 FROM `version_transitions` WHERE `version_key` = NEW.`version_key` AND `revision` = NEW.`revision`)
BEGIN
	SELECT RAISE(ABORT, 'a transition of a version is recorded already');
END;
--> statement-breakpoint
-- Until here versions were created by their model's owner, active, and could only be deleted.
INSERT INTO `version_transitions` (`version_key`, `revision`, `from_status`, `to_status`, `actor_id`, `at`)
SELECT `versions`.`key`, 1, NULL, 'active', `models`.`owner_id`, `versions`.`created_at`
FROM `versions` JOIN `models` ON `models`.`id` = `versions`.`model_id`;
--> statement-breakpoint
INSERT INTO `version_transitions` (`version_key`, `revision`, `from_status`, `to_status`, `actor_id`, `at`)
SELECT `version_key`, 2, 'active', 'deleted', `deleted_by`, `deleted_at`
FROM `version_cards` WHERE `status` = 'deleted' AND `deleted_by` IS NOT NULL AND `deleted_at` IS NOT NULL;
--> statement-breakpoint
UPDATE `version_cards` SET `revision` = 2 WHERE `status` = 'deleted';
--> statement-breakpoint
-- The precedence of rows that are there follows from what they say: each was published as 0.<number>.0.
DROP TRIGGER `versions_refuse_update`;
--> statement-breakpoint
UPDATE `versions` SET `precedence` = printf('000000000.%09d.000000000~', `number`);
--> statement-breakpoint
CREATE TRIGGER `versions_refuse_update` BEFORE UPDATE ON `versions`
BEGIN
	SELECT RAISE(ABORT, 'a version is immutable: publish a new one');
END;
--> statement-breakpoint
DROP TRIGGER `models_retire_name`;
--> statement-breakpoint
UPDATE `models` SET `highest_precedence` = printf('000000000.%09d.000000000~', `last_number`) WHERE `last_number` > 0;
--> statement-breakpoint
UPDATE `retired_model_names` SET `highest_precedence` = printf('000000000.%09d.000000000~', `last_number`) WHERE `last_number` > 0;
--> statement-breakpoint
-- A number or semantic version of owner/name is never given out again: what a name reached outlives the model.
CREATE TRIGGER `models_retire_name` AFTER UPDATE OF `name`, `deleted_at` ON `models`
WHEN OLD.`name` <> NEW.`name` OR NEW.`deleted_at` IS NOT NULL
BEGIN
	INSERT INTO `retired_model_names` (`owner_id`, `name`, `last_number`, `highest_precedence`)
	VALUES (OLD.`owner_id`, OLD.`name`, OLD.`last_number`, OLD.`highest_precedence`)
	ON CONFLICT (`owner_id`, `name`) DO UPDATE SET
		`last_number` = max(`last_number`, excluded.`last_number`),
		`highest_precedence` = max(`highest_precedence`, excluded.`highest_precedence`);
END;
--> statement-breakpoint
-- The same for what a model publishes while it can still be referred to by a name that it gave up.
CREATE TRIGGER `models_retire_precedence` AFTER UPDATE OF `highest_precedence` ON `models`
WHEN OLD.`highest_precedence` <> NEW.`highest_precedence`
BEGIN
	UPDATE `retired_model_names` SET `highest_precedence` = max(`highest_precedence`, NEW.`highest_precedence`)
	WHERE (`owner_id`, `name`) IN (SELECT `owner_id`, `name` FROM `model_redirects` WHERE `model_id` = NEW.`id`);
END;
