-- References to a name that a model gave up go on to mean that model, until another one takes the name.
CREATE TRIGGER `models_redirect_name` AFTER UPDATE OF `name` ON `models`
WHEN OLD.`name` <> NEW.`name`
BEGIN
	DELETE FROM `model_redirects` WHERE `owner_id` = NEW.`owner_id` AND `name` = NEW.`name`;
	INSERT INTO `model_redirects` (`owner_id`, `name`, `model_id`)
	VALUES (OLD.`owner_id`, OLD.`name`, OLD.`id`)
	ON CONFLICT (`owner_id`, `name`) DO UPDATE SET `model_id` = excluded.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `models_take_name` AFTER INSERT ON `models`
BEGIN
	DELETE FROM `model_redirects` WHERE `owner_id` = NEW.`owner_id` AND `name` = NEW.`name`;
END;
--> statement-breakpoint
-- What a model publishes can be referred to by the names that it gave up: whoever takes one goes on behind that.
CREATE TRIGGER `models_retire_number` AFTER UPDATE OF `last_number` ON `models`
WHEN OLD.`last_number` <> NEW.`last_number`
BEGIN
	UPDATE `retired_model_names` SET `last_number` = max(`last_number`, NEW.`last_number`)
	WHERE (`owner_id`, `name`) IN (SELECT `owner_id`, `name` FROM `model_redirects` WHERE `model_id` = NEW.`id`);
END;
