-- What a model publishes can be referred to by the names that it gave up, by number and by semantic version: whoever takes one goes on
-- behind both.
DROP TRIGGER `models_retire_number`;
--> statement-breakpoint
CREATE TRIGGER `models_retire_number` AFTER UPDATE OF `last_number`, `highest_precedence` ON `models`
WHEN OLD.`last_number` <> NEW.`last_number` OR OLD.`highest_precedence` <> NEW.`highest_precedence`
BEGIN
	UPDATE `retired_model_names` SET
		`last_number` = max(`last_number`, NEW.`last_number`),
		`highest_precedence` = max(`highest_precedence`, NEW.`highest_precedence`)
	WHERE (`owner_id`, `name`) IN (SELECT `owner_id`, `name` FROM `model_redirects` WHERE `model_id` = NEW.`id`);
END;
