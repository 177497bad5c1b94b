-- Full-text search, and the filters of lists, in one index: each row is a document, and `facets` has a word for whatever it can be filtered by
-- (src/search/facets.ts makes the same words). The tables keep no text. Their rowids are `place`: they sort as the rows' ages do.
CREATE VIRTUAL TABLE `model_search` USING fts5(
	`name`, `owner`, `tags`, `text`, `facets`,
	content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
CREATE VIRTUAL TABLE `version_search` USING fts5(
	`name`, `owner`, `tags`, `text`, `facets`,
	content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
--> statement-breakpoint
UPDATE `models` SET `place` = (`created_at` << 20) | (`rowid` & 1048575);
--> statement-breakpoint
INSERT INTO `model_version_counts` (`model_id`, `status`, `task`, `count`)
SELECT `versions`.`model_id`, `version_cards`.`status`, `tasks`.`key`, count(*)
FROM `versions`
JOIN `version_cards` ON `version_cards`.`version_key` = `versions`.`key`
JOIN json_each(`versions`.`schemas`) AS `tasks`
GROUP BY 1, 2, 3;
--> statement-breakpoint
-- What is found of living models. Status and task are those of its published versions.
CREATE VIEW `model_documents` AS
SELECT
	`models`.`place` AS `place`, `models`.`id` AS `model_id`, `models`.`owner_id` AS `owner_id`,
	`models`.`name` AS `name`, `owners`.`username` AS `owner`,
	(SELECT coalesce(group_concat(`tag`, ' '), '') FROM `model_tags` WHERE `model_id` = `models`.`id`) AS `tags`,
	coalesce(`models`.`description`, '') || ' ' || coalesce(`models`.`overview`, '') || ' ' || `models`.`features` AS `text`,
	'v' || `models`.`visibility`
		|| ' r' || hex(`models`.`owner_id`) || ' o' || hex(`models`.`owner_id`)
		|| ' h' || hex(`models`.`hardware_identifier`)
		|| (SELECT coalesce(group_concat(' c' || hex(`category_slug`), ''), '') FROM `model_category_links` WHERE `model_id` = `models`.`id`)
		|| (SELECT coalesce(group_concat(' t' || hex(`tag`), ''), '') FROM `model_tags` WHERE `model_id` = `models`.`id`)
		|| (SELECT coalesce(group_concat(' s' || `status` || ' k' || `task` || ' s' || `status` || 'k' || `task`, ''), '')
			FROM `model_version_counts` WHERE `model_id` = `models`.`id` AND `count` > 0 AND `status` IN ('active', 'inactive')) AS `facets`
FROM `models` JOIN `owners` ON `owners`.`id` = `models`.`owner_id`
WHERE `models`.`deleted_at` IS NULL;
--> statement-breakpoint
-- What is found of versions of living models. Those that are private, or neither active nor inactive, are for who may change the model.
CREATE VIEW `version_documents` AS
SELECT
	`versions`.`place` AS `place`, `versions`.`key` AS `version_key`, `versions`.`model_id` AS `model_id`, `models`.`owner_id` AS `owner_id`,
	`models`.`name` AS `name`, `owners`.`username` AS `owner`,
	(SELECT coalesce(group_concat(`tag`, ' '), '') FROM `version_tags` WHERE `version_key` = `versions`.`key`) AS `tags`,
	`versions`.`semver` || ' ' || `version_cards`.`release_notes` || ' ' || (
		SELECT coalesce(group_concat(`value`, ' '), '') FROM json_each(`version_cards`.`card`)
		WHERE `key` IN ('long_description', 'technical_details', 'performance_summary', 'license', 'notes')
	) AS `text`,
	CASE WHEN `version_cards`.`status` IN ('active', 'inactive') AND `version_cards`.`visibility` IS NULL
			THEN 'v' || `models`.`visibility` || ' r' || hex(`models`.`owner_id`)
			ELSE 'w' || hex(`models`.`owner_id`) END
		|| ' o' || hex(`models`.`owner_id`) || ' m' || hex(`models`.`id`)
		|| ' h' || hex(`models`.`hardware_identifier`)
		|| ' s' || `version_cards`.`status`
		|| ' d' || substr(`versions`.`container_image_digest`, 8)
		|| (SELECT coalesce(group_concat(' t' || hex(`tag`), ''), '') FROM `version_tags` WHERE `version_key` = `versions`.`key`)
		|| (SELECT group_concat(' k' || `key`, '') FROM json_each(`versions`.`schemas`)) AS `facets`
FROM `versions`
JOIN `version_cards` ON `version_cards`.`version_key` = `versions`.`key`
JOIN `models` ON `models`.`id` = `versions`.`model_id`
JOIN `owners` ON `owners`.`id` = `models`.`owner_id`
WHERE `models`.`deleted_at` IS NULL;
--> statement-breakpoint
-- `UPDATE model_documents SET place = place WHERE …` indexes those documents anew.
CREATE TRIGGER `model_documents_index` INSTEAD OF UPDATE ON `model_documents`
BEGIN
	DELETE FROM `model_search` WHERE `rowid` = NEW.`place`;
	INSERT INTO `model_search` (`rowid`, `name`, `owner`, `tags`, `text`, `facets`)
	VALUES (NEW.`place`, NEW.`name`, NEW.`owner`, NEW.`tags`, NEW.`text`, NEW.`facets`);
END;
--> statement-breakpoint
CREATE TRIGGER `version_documents_index` INSTEAD OF UPDATE ON `version_documents`
BEGIN
	DELETE FROM `version_search` WHERE `rowid` = NEW.`place`;
	INSERT INTO `version_search` (`rowid`, `name`, `owner`, `tags`, `text`, `facets`)
	VALUES (NEW.`place`, NEW.`name`, NEW.`owner`, NEW.`tags`, NEW.`text`, NEW.`facets`);
END;
--> statement-breakpoint
UPDATE `model_documents` SET `place` = `place`;
--> statement-breakpoint
UPDATE `version_documents` SET `place` = `place`;
--> statement-breakpoint
CREATE TRIGGER `models_enter_search` AFTER INSERT ON `models`
BEGIN
	UPDATE `models` SET `place` = coalesce(
		(SELECT max(`place`) + 1 FROM `models` WHERE `place` BETWEEN (NEW.`created_at` << 20) AND (NEW.`created_at` << 20) | 1048575),
		NEW.`created_at` << 20
	) WHERE `id` = NEW.`id`;
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `models_change_search` AFTER UPDATE OF `name`, `visibility`, `description`, `overview`, `features`, `hardware_identifier` ON `models`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `models_change_version_search` AFTER UPDATE OF `name`, `visibility`, `hardware_identifier` ON `models`
WHEN (OLD.`name`, OLD.`visibility`, OLD.`hardware_identifier`) <> (NEW.`name`, NEW.`visibility`, NEW.`hardware_identifier`)
BEGIN
	UPDATE `version_documents` SET `place` = `place` WHERE `model_id` = NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `models_leave_search` AFTER UPDATE OF `deleted_at` ON `models`
WHEN NEW.`deleted_at` IS NOT NULL
BEGIN
	DELETE FROM `model_search` WHERE `rowid` = NEW.`place`;
	DELETE FROM `version_search` WHERE `rowid` IN (SELECT `place` FROM `versions` WHERE `model_id` = NEW.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `model_tags_enter_search` AFTER INSERT ON `model_tags`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = NEW.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `model_tags_leave_search` AFTER DELETE ON `model_tags`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = OLD.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `model_category_links_enter_search` AFTER INSERT ON `model_category_links`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = NEW.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `model_category_links_leave_search` AFTER DELETE ON `model_category_links`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = OLD.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `model_version_counts_enter_search` AFTER INSERT ON `model_version_counts`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = NEW.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `model_version_counts_change_search` AFTER UPDATE OF `count` ON `model_version_counts`
WHEN (OLD.`count` > 0) <> (NEW.`count` > 0)
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `model_id` = NEW.`model_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `owners_change_search` AFTER UPDATE OF `username` ON `owners`
WHEN OLD.`username` <> NEW.`username`
BEGIN
	UPDATE `model_documents` SET `place` = `place` WHERE `owner_id` = NEW.`id`;
	UPDATE `version_documents` SET `place` = `place` WHERE `owner_id` = NEW.`id`;
END;
--> statement-breakpoint
CREATE TRIGGER `version_cards_enter_search` AFTER INSERT ON `version_cards`
BEGIN
	INSERT INTO `model_version_counts` (`model_id`, `status`, `task`, `count`)
	SELECT `versions`.`model_id`, NEW.`status`, `tasks`.`key`, 1
	FROM `versions` JOIN json_each(`versions`.`schemas`) AS `tasks` WHERE `versions`.`key` = NEW.`version_key`
	ON CONFLICT (`model_id`, `status`, `task`) DO UPDATE SET `count` = `count` + 1;
	UPDATE `version_documents` SET `place` = `place` WHERE `version_key` = NEW.`version_key`;
END;
--> statement-breakpoint
CREATE TRIGGER `version_cards_change_counts` AFTER UPDATE OF `status` ON `version_cards`
WHEN OLD.`status` <> NEW.`status`
BEGIN
	INSERT INTO `model_version_counts` (`model_id`, `status`, `task`, `count`)
	SELECT `versions`.`model_id`, NEW.`status`, `tasks`.`key`, 1
	FROM `versions` JOIN json_each(`versions`.`schemas`) AS `tasks` WHERE `versions`.`key` = NEW.`version_key`
	ON CONFLICT (`model_id`, `status`, `task`) DO UPDATE SET `count` = `count` + 1;
	UPDATE `model_version_counts` SET `count` = `count` - 1
	WHERE `status` = OLD.`status` AND (`model_id`, `task`) IN (
		SELECT `versions`.`model_id`, `tasks`.`key`
		FROM `versions` JOIN json_each(`versions`.`schemas`) AS `tasks` WHERE `versions`.`key` = NEW.`version_key`);
END;
--> statement-breakpoint
CREATE TRIGGER `version_cards_change_search` AFTER UPDATE OF `status`, `release_notes`, `card`, `visibility` ON `version_cards`
BEGIN
	UPDATE `version_documents` SET `place` = `place` WHERE `version_key` = NEW.`version_key`;
END;
--> statement-breakpoint
CREATE TRIGGER `version_tags_enter_search` AFTER INSERT ON `version_tags`
BEGIN
	UPDATE `version_documents` SET `place` = `place` WHERE `version_key` = NEW.`version_key`;
END;
--> statement-breakpoint
CREATE TRIGGER `version_tags_leave_search` AFTER DELETE ON `version_tags`
BEGIN
	UPDATE `version_documents` SET `place` = `place` WHERE `version_key` = OLD.`version_key`;
END;
