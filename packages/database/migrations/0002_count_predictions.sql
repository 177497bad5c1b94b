-- Fires for rows that are new, not for those that an upsert finds: an event that comes twice counts once.
CREATE TRIGGER `predictions_count_on_model` AFTER INSERT ON `predictions`
BEGIN
	UPDATE `models` SET `predictions_count` = `predictions_count` + 1 WHERE `id` = NEW.`model_id`;
END;
