-- A training is kept as a prediction is, and counts as none.
DROP TRIGGER `predictions_count_on_model`;
--> statement-breakpoint
CREATE TRIGGER `predictions_count_on_model` AFTER INSERT ON `predictions` WHEN NEW.`task` = 'prediction'
BEGIN
	UPDATE `models` SET `predictions_count` = `predictions_count` + 1 WHERE `id` = NEW.`model_id`;
END;
