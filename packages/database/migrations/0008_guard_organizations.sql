-- An organization is deleted while somebody makes a model or a token of it: whoever comes second is refused.
CREATE TRIGGER `models_refuse_deleted_owner` BEFORE INSERT ON `models`
WHEN (SELECT `deleted_at` FROM `owners` WHERE `id` = NEW.`owner_id`) IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'the owner was deleted');
END;
--> statement-breakpoint
CREATE TRIGGER `tokens_refuse_deleted_owner` BEFORE INSERT ON `tokens`
WHEN (SELECT `deleted_at` FROM `owners` WHERE `id` = NEW.`owner_id`) IS NOT NULL
BEGIN
	SELECT RAISE(ABORT, 'the owner was deleted');
END;
--> statement-breakpoint
-- Every look at a token reads the memberships of its owner. A row that is there already is being updated.
CREATE TRIGGER `organization_members_limit` BEFORE INSERT ON `organization_members`
WHEN (SELECT count(*) FROM `organization_members` WHERE `user_id` = NEW.`user_id`) >= 200
	AND NOT EXISTS (SELECT 1 FROM `organization_members` WHERE `organization_id` = NEW.`organization_id` AND `user_id` = NEW.`user_id`)
BEGIN
	SELECT RAISE(ABORT, 'the user is in too many organizations');
END;
